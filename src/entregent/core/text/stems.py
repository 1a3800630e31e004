"""Stems and terms: the form in which full-text search and voices know a word.

A watch says exactly what it wants (`tokens`); a search wants « composts » for « compost ». So texts are cut once, when they
come in, into *terms*: words without stop words, stemmed by their language, then folded. Folding first would hide from the
stemmer the accents that tell endings apart (docs/decisions/0017-languages-and-places.md). `TERMS_VERSION` changes when the
same text gives other terms.
"""

import threading
import unicodedata
from collections.abc import Iterator
from typing import Protocol

from entregent.core.text.fold import fold
from entregent.core.text.pieces import Kind, hashtag_words, pieces
from entregent.core.text.stop_words import STOP_WORDS
from entregent.core.text.tokens import tokenise

TERMS_VERSION = 1
LONGEST_TERM = 64  # characters: a longer word is an identifier or a mishap; it is cut, so that an index can hold it
# Snowball's algorithms by ISO 639-1 code. PyStemmer has more; these are the languages whose word cut is ours as well.
SNOWBALL = {
    "ca": "catalan", "da": "danish", "de": "german", "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "sv": "swedish",
}  # fmt: skip
STEMMED = frozenset(SNOWBALL)


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802 (PyStemmer's name)


class _Stemmers(threading.local):
    """One set for each thread: a stemmer keeps a cache that two threads must not share."""

    def __init__(self) -> None:
        self.by_language: dict[str, _Stemmer] = {}


_stemmers = _Stemmers()


def stem(word: str, language: str | None) -> str:
    """Return the folded stem of a word as written; only folded when the language has no stemmer here or is not known."""
    return stem_small(unicodedata.normalize("NFC", word).lower(), language)


def stem_small(word: str, language: str | None) -> str:
    """As `stem`, of a word in small letters, each with its accents one character (NFC)."""
    if language in SNOWBALL:
        word = _stemmer(language).stemWord(word)
    return fold(word)[:LONGEST_TERM]


def terms(text: str, language: str | None) -> list[str]:
    """Return the terms of the text in order, repeated as often as they are said.

    language: ISO 639-1, None when unknown: words are then folded, without stemming or stop words. Links, e-mail addresses,
    emoji and what elision leaves (« l’ ») give none. A mention gives its name, never stemmed. A hashtag gives its words and,
    where it holds several, the whole as well. Whoever searches an index of several languages asks for the terms of the query
    in each of them.
    """
    stop = STOP_WORDS.get(language or "", frozenset())
    return [term for written in _words(text) if (term := _term(written, language, stop))]


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Words as written, and whether they may be stemmed."""
    for piece in pieces(text):
        if piece.kind is Kind.MENTION:
            yield from ((word.word, False) for word in tokenise(piece.text))
        elif piece.kind is Kind.HASHTAG:
            parts = hashtag_words(piece.text)
            if len(parts) > 1:
                yield "".join(parts), False
            yield from ((part, True) for part in parts)
        elif piece.kind in (Kind.WORD, Kind.NUMBER):
            yield from ((piece.text[word.start : word.end], True) for word in tokenise(piece.text))


def _term(written: tuple[str, bool], language: str | None, stop: frozenset[str]) -> str:
    word, may_stem = written
    if not may_stem:
        return fold(word)[:LONGEST_TERM]
    return "" if unicodedata.normalize("NFC", word).lower() in stop else stem(word, language)


def _stemmer(language: str) -> _Stemmer:
    if language not in _stemmers.by_language:
        import Stemmer

        _stemmers.by_language[language] = Stemmer.Stemmer(
            SNOWBALL[language], 0
        )  # who asks often remembers more by themselves
    return _stemmers.by_language[language]
