"""Texts into terms, as `core.text.terms` cuts them, faster: no term reaches across white space, and most words come again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from entregent.core.text import terms, tokenise
from entregent.core.text.fold import fold
from entregent.core.text.pieces import Kind, Piece, hashtag_words, pieces
from entregent.core.text.stems import LONGEST_TERM, stem_small
from entregent.core.text.stop_words import STOP_WORDS

MOST_TERMS = 16_000  # of a post; PostgreSQL numbers the places of words up to 16,383
MOST_CHARACTERS = 200_000  # of them together: its vectors hold a megabyte
REMEMBERED = 1 << 17  # pieces of text: the words of a language and the punctuation that clings to them, about 25 MB
LONGEST_REMEMBERED = 60  # characters: beyond, it is an address or a mishap, which will not come again
AROUND = '.,;:!?…«»“”"()[]'  # beside a word, it changes nothing to it
ELIDED = ("l’", "d’", "qu’", "n’", "s’", "j’", "c’", "m’", "t’", "l'", "d'", "qu'", "n'", "s'", "j'", "c'", "m'", "t'")
PIECE = re.compile(r"\S+")
PLAIN = re.compile(
    r"[a-zà-öø-ÿœ]+"
)  # letters that are one character each, however they are normalised, and always part of a word


class _Remembered(dict[str, str]):
    """Piece of text → its terms in one language, with a space after each; cut when first asked for. Emptied when full."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language
        self._stop = STOP_WORDS.get(language or "", frozenset())

    def __missing__(self, piece: str) -> str:
        written = piece.strip(AROUND)
        found = self.get(written)
        if found is None:
            found = self._cut(written)
        if len(piece) < LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self.clear()
            self[piece] = found
        return found

    def _cut(self, written: str) -> str:
        """Plain words the short way, whatever else as `core.text.terms` does."""
        word = written.lower()
        if word.startswith(ELIDED):
            word = word[3 if word[0] == "q" else 2 :]
        if not PLAIN.fullmatch(word):
            return "".join(f"{term} " for term in terms(written, self._language))
        return "" if word in self._stop else f"{stem_small(word, self._language)} "


_remembered: dict[str | None, _Remembered] = {}


@dataclass(frozen=True, slots=True)
class Located:
    """A term, and the half-open range of characters that it was made of."""

    term: str
    start: int
    end: int


def cut(text: str, language: str | None) -> list[str]:
    """Return what `core.text.terms` returns, at most 16,000 terms."""
    return "".join(map(_known(language).__getitem__, text.split())).split(None, MOST_TERMS)[:MOST_TERMS]


def _known(language: str | None) -> _Remembered:
    return _remembered.get(language) or _remembered.setdefault(language, _Remembered(language))


def indexed(pieces_of_text: Iterable[str], language: str | None) -> str:
    """Return the terms of a text that is cut at its white space as the index takes them: one space between two."""
    whole = "".join(map(_known(language).__getitem__, pieces_of_text))[:-1]
    if len(whole) > MOST_TERMS:  # shorter, it cannot hold as many
        whole = " ".join(whole.split(" ", MOST_TERMS)[:MOST_TERMS])
    return whole[:MOST_CHARACTERS]


class Placed:
    """The terms of a text, in order, and where each stands; told only for those that are asked for, which takes longer."""

    def __init__(self, text: str, language: str | None) -> None:
        self._language = language
        self._pieces = list(PIECE.finditer(text))
        known = _known(language)
        found = [
            (term, at, n)
            for at, piece in enumerate(self._pieces)
            for n, term in enumerate(known[piece.group()].split())
        ]
        self.terms = [term for term, _, _ in found]
        self._places = [(at, n) for _, at, n in found]

    def where(self, place: int) -> Located:
        """Return the term at a place in `terms` with its range of characters."""
        at, number = self._places[place]
        piece = self._pieces[at]
        return list(_located(piece.group(), piece.start(), self._language))[number]


def _located(written: str, offset: int, language: str | None) -> Iterator[Located]:
    for piece in pieces(written):
        yield from _located_in(piece, offset, language)


def _located_in(piece: Piece, offset: int, language: str | None) -> Iterator[Located]:
    start, end = piece.start + offset, piece.end + offset
    if piece.kind is Kind.MENTION:
        for name in tokenise(piece.text):
            yield Located(name.word[:LONGEST_TERM], start + name.start, start + name.end)
    elif piece.kind is Kind.HASHTAG:
        parts = hashtag_words(piece.text)
        whole = [fold("".join(parts))[:LONGEST_TERM]] if len(parts) > 1 else []
        for term in (*whole, *(term for part in parts for term in terms(part, language))):
            yield Located(term, start, end)
    elif piece.kind in (Kind.WORD, Kind.NUMBER):
        for word in tokenise(piece.text):
            written = piece.text[word.start : word.end]
            if term := "".join(terms(written, language)):
                yield Located(term, start + word.start, start + word.end)
