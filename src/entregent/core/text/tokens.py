"""Tokens: the words of a text, folded, with where they stand in it."""

import re
import unicodedata
from dataclasses import dataclass

from entregent.core.text.fold import fold

# A word: letters, digits and the marks that combine with them. Apostrophes and hyphens separate, so that « l’eau » holds
# the word "eau" and « éco-citoyen » the phrase "éco citoyen".
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphen, zero-width characters, byte-order mark


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its folded form, and the half-open range of characters it covers in the text."""

    word: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the words of the text in order; offsets count characters of the text as given."""
    if INVISIBLE.search(text):
        return _tokenise_with_invisibles(text)
    return [token for found in WORD.finditer(text) if (token := _token(found.group(), found.start(), found.end()))]


def _token(written: str, start: int, end: int) -> Token | None:
    word = fold(written)
    if not word.isalnum():  # compatibility forms may fold into several words (½): keep their letters and digits
        word = "".join(c for c in word if c.isalnum() or unicodedata.category(c).startswith("M"))
    return Token(word, start, end) if word else None


def _tokenise_with_invisibles(text: str) -> list[Token]:
    """A soft hyphen inside a word does not cut it: read without them, then map the offsets back."""
    kept = [index for index, character in enumerate(text) if not INVISIBLE.match(character)]
    visible = "".join(text[index] for index in kept)
    return [Token(t.word, kept[t.start], kept[t.end - 1] + 1) for t in tokenise(visible)]
