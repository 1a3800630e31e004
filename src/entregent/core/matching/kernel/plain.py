"""The same hits without numba: anchors found by Aho-Corasick, watches confirmed by the plain evaluator."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from ahocorasick_rs import AhoCorasick

from entregent.core.matching.document import Document, Hit
from entregent.core.matching.evaluator import WatchSet
from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.kernel.matches import Matches
from entregent.core.matching.kernel.packing import posts_of
from entregent.core.matching.kernel.programs import Programs
from entregent.core.matching.look_alikes import LATIN_OF
from entregent.core.matching.mends import parse
from entregent.core.matching.query import Query
from entregent.core.text import fold

BATCH = 512
BETWEEN = re.compile(r"[\W_]+")
LOOKS = str.maketrans(LATIN_OF)


class PlainWatchSet:
    """The watches, ready: the interface of `watch_set.CompiledWatchSet`."""

    def __init__(self, watches: Mapping[int, Query | str], frequencies: Frequencies | None = None) -> None:
        self._watches = {watch: parse(query) if isinstance(query, str) else query for watch, query in watches.items()}
        self._frequencies = frequencies or Frequencies()
        self._anchors: _Anchors | None = None

    def __len__(self) -> int:
        return len(self._watches)

    def change(self, watch: int, query: Query | str) -> None:
        """Add a watch, or let it be another. Raises WatchSyntaxError."""
        self._watches[watch] = parse(query) if isinstance(query, str) else query
        self._anchors = None

    def remove(self, watch: int) -> None:
        """Forget a watch; unknown ones are forgotten already."""
        self._watches.pop(watch, None)
        self._anchors = None

    def merge(self) -> None:
        """Nothing: edits make all anew."""

    def save(self, file: BinaryIO) -> None:
        """Nothing: what the plain engine makes is not kept."""

    def match(self, batch: Iterable[Document] | Any) -> Iterator[Hit]:
        """As `CompiledWatchSet.match`."""
        for posts in posts_of(batch, BATCH):
            for row in range(len(posts)):
                yield from self._matched(posts.document(row))

    def match_columns(self, batch: Iterable[Document] | Any, *, with_spans: bool = True) -> Matches:
        """As `CompiledWatchSet.match_columns`."""
        hits: list[tuple[int, Hit]] = []
        first = 0
        for posts in posts_of(batch, BATCH):
            for row in range(len(posts)):
                hits += [(first + row, hit) for hit in self._matched(posts.document(row))]
            first += len(posts)
        return Matches.of(hits, with_spans=with_spans)

    def _matched(self, document: Document) -> Iterator[Hit]:
        if self._anchors is None:
            self._anchors = _Anchors(list(self._watches.values()), self._frequencies)
            self._ids = list(self._watches)
        tried = [self._ids[number] for number in self._anchors.candidates(document)]
        return WatchSet({watch: self._watches[watch] for watch in tried}).match([document])


class _Anchors:
    """Letters of which a document holds some, run together, when a watch catches it."""

    def __init__(self, queries: Sequence[Query], frequencies: Frequencies) -> None:
        programs = Programs(frequencies)
        for query in queries:
            programs.add(query)
        items = list(programs.items)
        self._always: list[int] = []
        by_letters: dict[str, list[int]] = {}
        for watch, anchor in enumerate(programs.anchors):
            letters = [_rarest(items[item][0], frequencies) if item >= 0 else "" for item in anchor or []]
            if not letters or "" in letters:
                self._always.append(watch)
                continue
            for each in set(letters):
                by_letters.setdefault(each, []).append(watch)
        self._patterns = list(by_letters)
        self._watches = list(by_letters.values())
        self._automaton = AhoCorasick(self._patterns) if self._patterns else None

    def candidates(self, document: Document) -> list[int]:
        """The watches that may catch the document, in order."""
        found = set(self._always)
        text = fold(f"{document.title}\n{document.body}")
        looks = text.translate(LOOKS)
        for read in (text,) if looks == text else (text, looks):
            for pattern in self._found(BETWEEN.sub("", read)):
                found.update(self._watches[pattern])
        return sorted(found)

    def _found(self, text: str) -> Iterable[int]:
        if self._automaton is None:
            return ()
        return {number for number, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}


def _rarest(terms: tuple[str, ...], frequencies: Frequencies) -> str:
    return BETWEEN.sub("", min(terms, key=frequencies.of_word).rstrip("*"))
