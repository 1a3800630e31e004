"""Phrases: short patterns of words, found by their first word, so that a thousand of them cost no more than ten."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

GAP = 3  # words that « … » may stand for
KEPT = 1 << 13  # words whose phrases are remembered, most words of most messages
Label = TypeVar("Label", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Element:
    """What one word of a phrase may be: one of some words, or one that begins so."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def is_met_by(self, word: str) -> bool:
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


Gap = None  # « … »
Rest = tuple[Element | None, ...]


@dataclass(frozen=True, slots=True)
class Match(Generic[Label]):
    """A phrase found at words first to last, the last excluded."""

    label: Label
    first: int
    last: int


@dataclass(slots=True)
class _Beginning(Generic[Label]):
    """The phrases that begin with a word, by their second one where it is known in full, so that few are looked at."""

    by_second: dict[str, list[tuple[Label, Rest]]] = field(default_factory=lambda: defaultdict(list))
    others: list[tuple[Label, Rest]] = field(default_factory=list)

    def add(self, label: Label, rest: Rest) -> None:
        second = rest[0] if rest else Gap
        if second is Gap or second.beginnings:
            self.others.append((label, rest))
        else:
            for word in second.words:
                self.by_second[word].append((label, rest[1:]))


class Phrases(Generic[Label]):
    """Phrases of one language, each with a label: what it says.

    written: for each label, phrases parted by commas or lines. In a phrase, « a|b » is either word, « dec* » any word that
    begins so, « … » up to three words. Words are without accents and capitals; apostrophes and hyphens part words.
    """

    def __init__(self, written: Mapping[Label, str]) -> None:
        self._by_first: dict[str, _Beginning[Label]] = defaultdict(_Beginning)
        self._by_start: dict[str, _Beginning[Label]] = defaultdict(_Beginning)
        for label, text in written.items():
            for one in text.replace("\n", ",").split(","):
                if one.strip():
                    self._add(label, tuple(_element(word) for word in one.split()))
        self._lengths = sorted({len(start) for start in self._by_start})
        self._beginnings = lru_cache(KEPT)(self._phrases_of)

    def _add(self, label: Label, elements: Rest) -> None:
        first = elements[0]
        if first is Gap:
            raise ValueError("a phrase begins with a word")
        for word in first.words:
            self._by_first[word].add(label, elements[1:])
        for start in first.beginnings:
            self._by_start[start].add(label, elements[1:])

    def find(self, words: Sequence[str]) -> Iterator[Match[Label]]:
        """Yield every phrase found in the words of a sentence."""
        following = (*words[1:], "")
        for at, beginnings in enumerate(map(self._beginnings, words)):
            for beginning in beginnings:
                for label, rest in beginning.others:
                    if last := _end(words, at + 1, rest):
                        yield Match(label, at, last)
                for label, rest in beginning.by_second.get(following[at], ()):
                    if last := _end(words, at + 2, rest):
                        yield Match(label, at, last)

    def _phrases_of(self, word: str) -> tuple[_Beginning[Label], ...]:
        """The phrases that begin with the word."""
        found = [self._by_first[word]] if word in self._by_first else []
        starts = (word[:length] for length in self._lengths if length <= len(word))
        return (*found, *(self._by_start[start] for start in starts if start in self._by_start))


def _element(written: str) -> Element | None:
    if written == "…":
        return Gap
    words = written.split("|")
    return Element(
        frozenset(word for word in words if word[-1] != "*"), tuple(word[:-1] for word in words if word[-1] == "*")
    )


def _end(words: Sequence[str], at: int, rest: Rest) -> int:
    """Index after the last word, 0 when the elements are not there."""
    for place, element in enumerate(rest):
        if element is Gap:
            after = rest[place + 1 :]
            return next((end for skip in range(GAP + 1) if (end := _end(words, at + skip, after))), 0)
        if at >= len(words) or not element.is_met_by(words[at]):
            return 0
        at += 1
    return at
