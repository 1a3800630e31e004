"""Watches compiled by numba, and their edits."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from entregent.core.matching.document import Document, Hit, TextField
from entregent.core.matching.evaluator import WatchSet as PlainWatchSet
from entregent.core.matching.kernel import storage
from entregent.core.matching.kernel.engine import Texts, answer
from entregent.core.matching.kernel.folding import folding
from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.kernel.machine import Words, room
from entregent.core.matching.kernel.matches import NO_MATCHES, Matches
from entregent.core.matching.kernel.packing import Posts, posts_of
from entregent.core.matching.kernel.segment import Segment, Watched, compiled
from entregent.core.matching.mends import parse

BATCH = 512  # posts at once: large enough for what a call costs, small enough to be answered soon
LAST_EPOCH = 2**31 - 2
EDITS = 256  # watches compiled apart before all are compiled anew: 20 ms for each edit at most
FIELDS: tuple[TextField, TextField] = ("title", "body")


class CompiledWatchSet:
    """The watches, ready; `match` answers what the plain evaluator would. Threads take turns.

    Edits (`change`, `remove`) compile a small set beside the large one; when it has grown, all are compiled together.
    """

    def __init__(
        self,
        watches: Mapping[int, Watched],
        frequencies: Frequencies | None = None,
        kept: BinaryIO | None = None,
    ) -> None:
        """kept: an open file that `save` wrote."""
        self._watches = dict(watches)
        self._frequencies = frequencies or Frequencies()
        self._rank = {watch: rank for rank, watch in enumerate(self._watches)}
        self._next_rank = len(self._rank)
        self._lock = threading.Lock()
        self._base = (kept and storage.read(kept, watches)) or compiled(self._watches, self._frequencies)
        self._edited: dict[int, Watched] = {}
        self._delta = compiled({}, self._frequencies)
        self._ranks = self._all_ranks()
        self._words: Words | None = None
        self._words_bytes = self._words_nesting = -1
        self._epoch = 1

    def __len__(self) -> int:
        return len(self._watches)

    @property
    def table_bytes(self) -> int:
        """What the tables of the large set take in memory."""
        return sum(table.nbytes for table in self._base.tables)

    def save(self, file: BinaryIO) -> None:
        """Write what is compiled, edits merged, to an open file: for `kept`."""
        with self._lock:
            if self.edited:
                self._merge()
            storage.write(self._base, self._watches, file)

    @property
    def edited(self) -> int:
        """How many watches were changed, added or removed since all were compiled together."""
        return len(self._edited) + int(self._base.removed.sum())

    def change(self, watch: int, query: Watched) -> None:
        """Add a watch, or let it be another; the next match knows. Raises WatchSyntaxError."""
        parsed = parse(query) if isinstance(query, str) else query
        with self._lock:
            self._drop(watch)
            self._watches[watch] = self._edited[watch] = parsed
            if watch not in self._rank:
                self._rank[watch] = self._next_rank
                self._next_rank += 1
            self._compile_edits()

    def remove(self, watch: int) -> None:
        """Forget a watch; unknown ones are forgotten already."""
        with self._lock:
            self._drop(watch)
            self._watches.pop(watch, None)
            self._rank.pop(watch, None)
            self._compile_edits()

    def merge(self) -> None:
        """Compile all watches together."""
        with self._lock:
            self._merge()

    def _drop(self, watch: int) -> None:
        self._base.removed[self._base.ids == watch] = 1
        self._edited.pop(watch, None)

    def _compile_edits(self) -> None:
        if len(self._edited) > EDITS:
            self._merge()
            return
        self._delta = compiled(self._edited, self._frequencies)
        self._ranks = (self._ranks[0], self._ranks_of(self._delta))

    def _merge(self) -> None:
        self._base = compiled(self._watches, self._frequencies)
        self._edited = {}
        self._delta = compiled({}, self._frequencies)
        self._ranks = self._all_ranks()

    def _all_ranks(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        return self._ranks_of(self._base), self._ranks_of(self._delta)

    def _ranks_of(self, segment: Segment) -> npt.NDArray[np.int64]:
        return np.array([self._rank[int(watch)] for watch in segment.ids], np.int64)

    def match(self, batch: Iterable[Document] | Any) -> Iterator[Hit]:
        """Yield a hit for each watch that catches a document: documents in order, watches in order.

        batch: documents, or a pyarrow RecordBatch or Table (columns: `packing.ArrowPosts`).
        """
        for posts in posts_of(batch, BATCH):
            yield from self._matched(posts, with_spans=True).hits()

    def match_columns(self, batch: Iterable[Document] | Any, *, with_spans: bool = True) -> Matches:
        """Return all hits as columns: for whoever writes many. Without spans it is a little faster."""
        found = NO_MATCHES
        row = 0
        parts = []
        for posts in posts_of(batch, BATCH):
            parts.append(self._matched(posts, with_spans=with_spans).shifted(row))
            row += len(posts)
        return found.joined(parts)

    def _matched(self, posts: Posts, *, with_spans: bool) -> Matches:
        with self._lock:
            found = self._answer(posts, with_spans)
        rows, which, watch = found.hits[:, 0].astype(np.int64), found.hits[:, 1], found.hits[:, 2]
        ids = np.where(which == 0, _taken(self._base.ids, watch), _taken(self._delta.ids, watch))
        ranks = np.where(which == 0, _taken(self._ranks[0], watch), _taken(self._ranks[1], watch))
        matches = Matches(rows, posts.ids()[rows], ids, *_cut(found.span_ends, found.spans))
        if self._base.is_inexact or self._delta.is_inexact:
            inexact = np.where(which == 0, _taken(self._base.inexact, watch), _taken(self._delta.inexact, watch))
            matches, ranks = self._confirmed(posts, matches, ranks, inexact.astype(bool), with_spans)
        return matches.sorted(ranks)

    def _answer(self, posts: Posts, with_spans: bool) -> Any:
        titles, bodies = posts.titles(), posts.bodies()
        if self._epoch + len(posts) > LAST_EPOCH:
            self._base.forget()
            self._delta.forget()
            self._epoch = 1
        words = self._room_for(titles[1], bodies[1])
        segments = self._base, self._delta
        found = answer(
            Texts(*titles, *bodies),
            folding(),
            words,
            tuple(segment.tables for segment in segments),
            tuple(segment.marks for segment in segments),
            tuple(segment.known(posts) for segment in segments),
            self._epoch,
            with_spans,
        )
        self._epoch += len(posts)
        return found

    def _room_for(self, title_at: npt.NDArray[np.int64], body_at: npt.NDArray[np.int64]) -> Words:
        size = int((np.diff(title_at) + np.diff(body_at)).max(initial=0))
        nesting = max(self._base.nesting, self._delta.nesting)
        if self._words is None or size > self._words_bytes or nesting > self._words_nesting:
            self._words_bytes, self._words_nesting = size + size // 2, nesting
            self._words = room(self._words_bytes, folding().growth, nesting)
        return self._words

    def _confirmed(
        self,
        posts: Posts,
        matches: Matches,
        ranks: npt.NDArray[np.int64],
        doubtful: npt.NDArray[np.bool_],
        with_spans: bool,
    ) -> tuple[Matches, npt.NDArray[np.int64]]:
        """Ask the plain evaluator about the hits that the tables decide too widely."""
        if not doubtful.any():
            return matches, ranks
        asked: dict[int, list[int]] = {}
        for row, watch in zip(matches.row[doubtful].tolist(), matches.watch[doubtful].tolist(), strict=True):
            asked.setdefault(row, []).append(watch)
        hits: list[tuple[int, Hit]] = []
        for row, watches in asked.items():
            queries = {watch: self._query(watch) for watch in watches}
            hits += [(row, hit) for hit in PlainWatchSet(queries).match([posts.document(row)])]
        sure = matches.only(~doubtful)
        more = Matches.of(hits, with_spans=with_spans)
        more_ranks = np.array([self._rank[hit.watch] for _, hit in hits], np.int64)
        return sure.joined([more]), np.concatenate([ranks[~doubtful], more_ranks])

    def _query(self, watch: int) -> Any:
        query = self._watches[watch]
        if isinstance(query, str):
            query = parse(query)
        return query


def _taken(values: npt.NDArray[Any], at: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The values at these places; what is not there is of no matter."""
    return values[np.minimum(at, len(values) - 1)] if len(values) else np.zeros(len(at), np.int64)


def _cut(ends: npt.NDArray[np.int64], spans: npt.NDArray[np.int32]) -> tuple[npt.NDArray[Any], ...]:
    return np.concatenate([[0], ends]).astype(np.int64), spans[:, 0].astype(np.uint8), spans[:, 1], spans[:, 2]
