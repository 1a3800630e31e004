"""Hits as columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from entregent.core.matching.document import Hit, Span, TextField

FIELDS: tuple[TextField, TextField] = ("title", "body")
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Matches:
    """Hits in order: the row of the post in what was matched, its id, the watch.

    The spans of hit i are rows span_at[i] to before span_at[i + 1] of field (0 title, 1 body), start, end (characters, half-open).
    """

    row: Longs
    post: Longs
    watch: Longs
    span_at: Longs
    field: npt.NDArray[np.uint8]
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.watch)

    @classmethod
    def of(cls, hits: Sequence[tuple[int, Hit]], *, with_spans: bool) -> Self:
        """From hits with the rows of their posts."""
        spans = [span for _, hit in hits for span in hit.spans] if with_spans else []
        sizes = [len(hit.spans) if with_spans else 0 for _, hit in hits]
        return cls(
            np.array([row for row, _ in hits], np.int64),
            np.array([hit.document for _, hit in hits], np.int64),
            np.array([hit.watch for _, hit in hits], np.int64),
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.array([FIELDS.index(span.field) for span in spans], np.uint8),
            np.array([span.start for span in spans], np.int32),
            np.array([span.end for span in spans], np.int32),
        )

    def hits(self) -> Iterator[Hit]:
        """One by one."""
        at = self.span_at.tolist()
        spans = [
            Span(FIELDS[field], start, end)
            for field, start, end in zip(self.field.tolist(), self.start.tolist(), self.end.tolist(), strict=True)
        ]
        for number, (watch, post) in enumerate(zip(self.watch.tolist(), self.post.tolist(), strict=True)):
            yield Hit(watch, post, tuple(spans[at[number] : at[number + 1]]))

    def shifted(self, rows: int) -> Self:
        """The same, so many rows further on."""
        return type(self)(self.row + rows, self.post, self.watch, self.span_at, self.field, self.start, self.end)

    def only(self, chosen: npt.NDArray[Any]) -> Self:
        """Some of the hits, by mask or by numbers, in that order."""
        numbers = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        sizes = np.diff(self.span_at)[numbers]
        at = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        spans = np.repeat(self.span_at[:-1][numbers] - at[:-1], sizes) + np.arange(at[-1])
        hits = self.row[numbers], self.post[numbers], self.watch[numbers]
        return type(self)(*hits, at, self.field[spans], self.start[spans], self.end[spans])

    def sorted(self, ranks: Longs) -> Self:
        """By post, then by the rank of the watch."""
        order = np.lexsort((ranks, self.row))
        return self if (order[1:] > order[:-1]).all() else self.only(order)

    def joined(self, others: Sequence["Matches"]) -> Self:
        """These, then others."""
        every: list[Matches] = [self, *others]
        shifts = np.cumsum([0, *(one.span_at[-1] for one in every)])
        at = np.concatenate(
            [np.zeros(1, np.int64), *(one.span_at[1:] + shift for one, shift in zip(every, shifts, strict=False))]
        )
        return type(self)(
            np.concatenate([one.row for one in every]),
            np.concatenate([one.post for one in every]),
            np.concatenate([one.watch for one in every]),
            at,
            np.concatenate([one.field for one in every]),
            np.concatenate([one.start for one in every]),
            np.concatenate([one.end for one in every]),
        )


NO_MATCHES = Matches.of([], with_spans=False)
