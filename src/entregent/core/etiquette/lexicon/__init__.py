"""The words that the rules look for, one file a language."""

from types import ModuleType

from entregent.core.etiquette.lexicon import english, french
from entregent.core.etiquette.lexicon.cues import Cue

LEXICONS: dict[str, ModuleType] = {"fr": french, "en": english}

__all__ = ["LEXICONS", "Cue"]
