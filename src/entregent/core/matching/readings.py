"""Readings: the words of a text where they stand, and what else a reader sees there (see `query`).

Positions count the finest cut: `core.text.tokenise`, with hashtags cut into their words. Compounds and look-alikes are further
words that begin at one position and end before another.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from entregent.core.matching.look_alikes import skeleton
from entregent.core.text import Token, stem, tokenise

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
HASHTAG = re.compile(r"(?<![\w#&])#([\w\u0300-\u036f]+)")
HYPHENS = frozenset("-‐‑")
BORDER_BEFORE, BORDER_AFTER = r"(?<![^\W_])", r"(?!(?:[^\W_]|[\u0300-\u036f]))"
APOSTROPHES = str.maketrans("’ʼ", "''")


class Place(NamedTuple):
    """Where something stands: field (0 title, 1 body), positions from first to before last, characters from start to before end."""

    field: int
    first: int
    last: int
    start: int
    end: int


class _Word(NamedTuple):
    """A word that is read from one position to before another. written: what stands there, for stems."""

    word: str
    written: str
    first: int
    last: int


class Reading:
    """One field of a document. field: 0 title, 1 body."""

    def __init__(self, text: str, field: int) -> None:
        self._field = field
        self._offsets: Sequence[int] = range(len(text))
        self._visible = text
        if INVISIBLE.search(text):
            self._offsets = [index for index, character in enumerate(text) if not INVISIBLE.match(character)]
            self._visible = "".join(text[index] for index in self._offsets)
        self._tokens, self._words = _cut(self._visible)
        self._at: dict[str, list[_Word]] = defaultdict(list)
        self._ends: dict[tuple[str, int], int] = {}
        for each in self._words:
            self._at[each.word].append(each)
            self._ends[each.word, each.first] = each.last

    def phrase(self, words: tuple[str, ...]) -> list[Place]:
        """Where these words follow one another, or stand joined in one."""
        found = [
            (one.first, end) for one in self._at.get(words[0], ()) if (end := self._follow(words[1:], one.last)) >= 0
        ]
        if 2 <= len(words) <= 3 and all(len(word) >= 3 for word in words):
            found += [(one.first, one.last) for one in self._at.get("".join(words), ())]
        return self._places(found)

    def _follow(self, words: tuple[str, ...], position: int) -> int:
        """The position after these words, when they stand there; -1 otherwise."""
        for word in words:
            position = self._ends.get((word, position), -1)
        return position

    def prefix(self, letters: str) -> list[Place]:
        """Where words begin with these letters."""
        at = bisect_left(self._sorted, letters)
        found = []
        while at < len(self._sorted) and self._sorted[at].startswith(letters):
            found += [(one.first, one.last) for one in self._at[self._sorted[at]]]
            at += 1
        return self._places(found)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._at)

    def inflected(self, stem: str, language: str) -> list[Place]:
        """Where words have this stem in this language."""
        return self._places([(one.first, one.last) for one in self._stems(language).get(stem, ())])

    def _stems(self, language: str) -> dict[str, list[_Word]]:
        if language not in self._by_stem:
            stems = self._by_stem[language] = defaultdict(list)
            for one in self._words:
                stems[stem(one.written, language)].append(one)
        return self._by_stem[language]

    @cached_property
    def _by_stem(self) -> dict[str, dict[str, list[_Word]]]:
        return {}

    def exact(self, text: str) -> list[Place]:
        """Where this text stands as written, between borders of words."""
        composed, offsets = self._composed
        matches = _exact_pattern(text).finditer(composed)
        return [self._place_of_characters(offsets[match.start()], offsets[match.end()]) for match in matches]

    @cached_property
    def _composed(self) -> tuple[str, Sequence[int]]:
        """The visible text with composed accents and straight apostrophes, and the visible offset of each of its characters."""
        if unicodedata.is_normalized("NFC", self._visible):
            return self._visible.translate(APOSTROPHES), range(len(self._visible) + 1)
        composed: list[str] = []
        offsets: list[int] = []
        for cluster in re.finditer(r"(?s).[\u0300-\u036f]*", self._visible):
            written = unicodedata.normalize("NFC", cluster.group()).translate(APOSTROPHES)
            composed.append(written)
            offsets += [cluster.start()] * len(written)
        return "".join(composed), [*offsets, len(self._visible)]

    def _place_of_characters(self, start: int, end: int) -> Place:
        first = bisect_right(self._tokens, start, key=lambda token: token.end)
        last = bisect_left(self._tokens, end, key=lambda token: token.start)
        return Place(self._field, first, last, self._offsets[start], self._offsets[end - 1] + 1)

    def _places(self, ranges: list[tuple[int, int]]) -> list[Place]:
        return [self._place(first, last) for first, last in sorted(set(ranges))]

    def _place(self, first: int, last: int) -> Place:
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        return Place(self._field, first, last, self._offsets[start], self._offsets[end - 1] + 1)


@lru_cache(maxsize=10_000)
def _exact_pattern(text: str) -> re.Pattern[str]:
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).translate(APOSTROPHES)
    words = r"\s+".join(map(re.escape, composed.split()))
    return re.compile(BORDER_BEFORE + words + BORDER_AFTER)


def _cut(text: str) -> tuple[list[Token], list[_Word]]:
    """The finest cut of a visible text, and all that is read in it."""
    tokens: list[Token] = []
    joined: list[tuple[int, int]] = []
    hashtags = [found.span(1) for found in HASHTAG.finditer(text)]
    for whole in tokenise(text):
        parts = _parts(text, whole) if _is_within(whole, hashtags) else [whole]
        joined.append((len(tokens), len(tokens) + len(parts)))
        tokens += parts
    for start, end in hashtags:
        first = bisect_left(tokens, start, key=lambda token: token.start)
        joined.append((first, bisect_left(tokens, end, key=lambda token: token.start)))
    ranges = {(first, last) for first, last in joined if last > first + 1} | _bound(tokens, text)
    single = [_Word(token.word, text[token.start : token.end], at, at + 1) for at, token in enumerate(tokens)]
    looks = [one._replace(word=latin) for one in single if (latin := skeleton(one.word))]
    return tokens, [*single, *looks, *(_compound(tokens, text, first, last) for first, last in sorted(ranges))]


def _is_within(token: Token, hashtags: list[tuple[int, int]]) -> bool:
    at = bisect_right(hashtags, (token.start, len(hashtags) and hashtags[-1][1])) - 1
    return at >= 0 and token.end <= hashtags[at][1]


def _compound(tokens: list[Token], text: str, first: int, last: int) -> _Word:
    parts = tokens[first:last]
    return _Word("".join(t.word for t in parts), "".join(text[t.start : t.end] for t in parts), first, last)


def _bound(tokens: list[Token], text: str) -> set[tuple[int, int]]:
    """Ranges of two or three words that follow one another, bound by single hyphens."""
    bound = {first for first, (one, other) in enumerate(pairwise(tokens)) if text[one.end : other.start] in HYPHENS}
    return {(first, first + 2) for first in bound} | {(first, first + 3) for first in bound if first + 1 in bound}


def _parts(text: str, token: Token) -> list[Token]:
    """The words of a hashtag's word, by its capitals and digits."""
    written = text[token.start : token.end]
    borders = [0, *hashtag_borders(written), len(written)]
    return [
        Token(part.word, token.start + start + part.start, token.start + start + part.end)
        for start, end in pairwise(borders)
        for part in tokenise(written[start:end])
    ]


def hashtag_borders(written: str) -> list[int]:
    """Where a new word begins inside a hashtag: « ZéroDéchet35 » has two such places, « COPParis » one."""
    letters = [index for index, character in enumerate(written) if not unicodedata.combining(character)]
    shapes = [_shape(written[index]) for index in letters] + [""]
    borders = []
    for at in range(1, len(letters)):
        before, here, after = shapes[at - 1 : at + 2]
        turns = (before == "digit") != (here == "digit") or (here == "capital" and before != "capital")
        if turns or (here == before == "capital" and after == "small"):
            borders.append(letters[at])
    return borders


def _shape(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "capital" if character.isupper() else "small"
