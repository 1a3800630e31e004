"""Phrases: short patterns of words, found by their first word, so that a thousand of them cost no more than ten."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

GAP = 3  # words that « … » may stand for
Element = frozenset[str] | None  # None: a gap
Label = TypeVar("Label", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Label]):
    """What the phrase says, and its elements: words, whole or, with a star, their beginning."""

    label: Label
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Match(Generic[Label]):
    """A phrase found at words first to last, the last excluded."""

    label: Label
    first: int
    last: int


class Phrases(Generic[Label]):
    """Phrases of one language, each with a label: what it says.

    written: for each label, phrases parted by commas or lines. In a phrase, « a|b » is either word, « dec* » any word that
    begins so, « … » up to three words. Words are without accents and capitals; apostrophes and hyphens part words.
    """

    def __init__(self, written: Mapping[Label, str]) -> None:
        self._by_first: dict[str, list[Phrase[Label]]] = defaultdict(list)
        for label, text in written.items():
            for one in text.replace("\n", ",").split(","):
                if one.strip():
                    elements = tuple(_element(word) for word in one.split())
                    for first in elements[0] or ():
                        self._by_first[first].append(Phrase(label, elements))
        self._lengths = sorted({len(first) - 1 for first in self._by_first if first.endswith("*")})

    def find(self, words: Sequence[str]) -> Iterator[Match[Label]]:
        """Yield every phrase found in the words of a sentence."""
        for at, word in enumerate(words):
            for phrase in self._beginning(word):
                last = _end(words, at + 1, phrase.elements[1:])
                if last:
                    yield Match(phrase.label, at, last)

    def _beginning(self, word: str) -> Iterator[Phrase[Label]]:
        yield from self._by_first.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._by_first.get(f"{word[:length]}*", ())


def _element(written: str) -> Element:
    return None if written == "…" else frozenset(written.split("|"))


def _end(words: Sequence[str], at: int, elements: Sequence[Element]) -> int:
    """Index after the last word, 0 when the elements are not there."""
    if not elements:
        return at
    first = elements[0]
    if first is None:
        return next((end for skip in range(GAP + 1) if (end := _end(words, at + skip, elements[1:]))), 0)
    if at < len(words) and _is(words[at], first):
        return _end(words, at + 1, elements[1:])
    return 0


def _is(word: str, element: frozenset[str]) -> bool:
    return word in element or any(each[-1] == "*" and word.startswith(each[:-1]) for each in element)
