"""A compiled set of watches, with what Python keeps beside its tables."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from entregent.core.matching.kernel.engine import Known
from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.kernel.metadata_index import MetadataIndex
from entregent.core.matching.kernel.packing import Posts
from entregent.core.matching.kernel.places import INEXACT, NESTING, REMOVED
from entregent.core.matching.kernel.programs import Programs
from entregent.core.matching.kernel.tables import Tables, build
from entregent.core.matching.kernel.terms import Marks, marks_for
from entregent.core.matching.mends import parse
from entregent.core.matching.query import Is, Query

Watched = Query | str


class Segment:
    """Watches compiled together. Marks are written while matching: one thread at a time."""

    def __init__(self, ids: npt.NDArray[np.int64], tables: Tables, leaves: Sequence[Is]) -> None:
        self.ids = ids
        self.tables = tables
        self.leaves = leaves
        self.marks: Marks = marks_for(tables)
        self.metadata = MetadataIndex(leaves)
        self.inexact = tables.ints[int(tables.at[INEXACT]) :][: len(ids)]
        self.is_inexact = bool(self.inexact.any())
        self._room = np.zeros(len(leaves) + 1, np.int32)

    def forget(self) -> None:
        """Let documents be numbered from 1 again."""
        removed = self.removed.copy()
        self.marks = marks_for(self.tables)
        self.removed[:] = removed

    @property
    def removed(self) -> npt.NDArray[np.int32]:
        """Whether a watch is no more, by row; may be written."""
        return self.marks.ints[int(self.marks.at[REMOVED]) :][: len(self.ids)]

    @property
    def nesting(self) -> int:
        """The most prefixes that one word may begin with."""
        return int(self.tables.at[NESTING])

    def known(self, posts: Posts) -> Known:
        """What is known of the posts, as far as these watches ask."""
        rows: list[tuple[int, ...]] = []
        columns = []
        for field in self.metadata.fields:
            values, codes = posts.values(field)
            columns.append(codes + np.int32(len(rows)))
            rows += [self.metadata.holding(field, value) for value in values]
        row_at = np.zeros(len(rows) + 1, np.int32)
        np.cumsum([len(row) for row in rows], out=row_at[1:])
        flat = np.array([leaf for row in rows for leaf in row], np.int32)
        codes = np.stack(columns, axis=1) if columns else np.zeros((len(posts), 0), np.int32)
        return Known(np.ascontiguousarray(codes, np.int32), row_at, flat, self._room)


def compiled(watches: Mapping[int, Watched], frequencies: Frequencies) -> Segment:
    """Compile watches; texts are parsed. Raises WatchSyntaxError."""
    with _without_collecting():
        return _built(watches, frequencies)  # whose objects are gone before Python looks through all of them


def _built(watches: Mapping[int, Watched], frequencies: Frequencies) -> Segment:
    programs = Programs(frequencies)
    for query in watches.values():
        programs.add(parse(query) if isinstance(query, str) else query)
    return Segment(np.fromiter(watches, np.int64, len(watches)), build(programs), list(programs.leaves))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python not look for circles meanwhile: there are none among hundreds of thousands of new objects, and it looks often."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
