"""Words out of text: folding and tokens, with the offsets that highlighting needs; language, terms, sentences, links and places.

What is heavy (the model of languages, stemmers, the gazetteer) is loaded at its first use, never at import.
"""

from entregent.core.text.fold import fold
from entregent.core.text.language import identify_language
from entregent.core.text.links import canonical_address, links, page_key
from entregent.core.text.sentences import sentences
from entregent.core.text.stems import stem, terms
from entregent.core.text.tokens import Token, tokenise

__all__ = [
    "Token",
    "canonical_address",
    "fold",
    "identify_language",
    "links",
    "page_key",
    "sentences",
    "stem",
    "terms",
    "tokenise",
]
