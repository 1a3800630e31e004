"""Words out of text: folding and tokens, with the offsets that highlighting needs."""

from entregent.core.text.fold import fold
from entregent.core.text.tokens import Token, tokenise

__all__ = ["Token", "fold", "tokenise"]
