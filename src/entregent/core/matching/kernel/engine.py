"""The door of the compiled part: a batch of documents through one or two sets of watches.

numba names its cache by the line of `answer`: move it when a named tuple that it is given changes its module.
"""

from typing import Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from entregent.core.matching.kernel.compounds import read, to_characters
from entregent.core.matching.kernel.machine import FAST, jit, lean
from entregent.core.matching.kernel.places import CAUGHT, CHARACTERS, ENDS, GAP, INEXACT, STARTS, WATCH_COUNT, WORDS
from entregent.core.matching.kernel.rows import with_room, with_rows
from entregent.core.matching.kernel.sources import source_stamp
from entregent.core.matching.kernel.watching import catch, gather_watch

BODY, TITLE = 1, 0


class Texts(NamedTuple):
    """Titles and bodies of a batch: UTF-8, and where each begins, one more entry than documents."""

    titles: npt.NDArray[np.uint8]
    title_at: npt.NDArray[np.int64]
    bodies: npt.NDArray[np.uint8]
    body_at: npt.NDArray[np.int64]


class Known(NamedTuple):
    """What is known of the documents: a row of metadata leaves for each document and field; -1 for none."""

    codes: npt.NDArray[np.int32]
    row_at: npt.NDArray[np.int32]
    leaves: npt.NDArray[np.int32]
    room: npt.NDArray[np.int32]


class Found(NamedTuple):
    """Rows: document, set, watch; where the spans of each end; spans: field, first character, one after the last."""

    hits: npt.NDArray[np.int32]
    span_ends: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int32]


@jit
def known_of(known, document):
    """The metadata leaves that hold for the document."""
    size = 0
    for field in range(known.codes.shape[1]):
        row = known.codes[document, field]
        if row >= 0:
            for at in range(known.row_at[row], known.row_at[row + 1]):
                known.room[size] = known.leaves[at]
                size += 1
    return known.room[:size]


@lean
def characters(texts, document, words):
    """Turn the offsets of all words into characters, once."""
    if words.counts[CHARACTERS] == 0:
        words.counts[CHARACTERS] = 1
        gap = words.counts[GAP]
        to_characters(texts.titles, texts.title_at[document], words, np.int64(0), gap)
        to_characters(texts.bodies, texts.body_at[document], words, gap + 1, words.counts[WORDS])


@jit
def add_spans(words, ranges, kept, spans, size):
    """Add places as spans of characters, overlapping ones joined; return the spans and how many there are."""
    spans = with_rows(spans, size + kept)
    gap = words.counts[GAP]
    until = np.int64(-1)
    for at in range(kept):
        first, end = ranges[at] >> 32, ranges[at] & 0xFFFFFFFF
        if first < until:
            if end > until:
                until = end
                spans[size - 1, 2] = max(spans[size - 1, 2], words.ints[words.at[ENDS] + end - 1])
            continue
        spans[size, 0] = BODY if first > gap else TITLE
        spans[size, 1] = words.ints[words.at[STARTS] + first]
        spans[size, 2] = words.ints[words.at[ENDS] + end - 1]
        until = end
        size += 1
    return spans, size


def _compiled(stamp: int) -> Any:
    """The function that answers a batch. `stamp` keeps machine code of older sources from being taken from the cache."""

    def answer(texts, folding, words, tables, marks, known, epoch, with_spans):
        """Return the hits. tables, marks, known: two sets of watches; epoch: number of the first document."""
        hits = np.empty((64, 3), np.int32)
        span_ends = np.empty(64, np.int64)
        spans = np.empty((64, 3), np.int32)
        ranges = np.empty(64, np.int64)
        size = spanned = stamp - stamp
        for document in range(len(texts.title_at) - 1):
            title, body = texts.title_at[document], texts.body_at[document]
            title_end, body_end = texts.title_at[document + 1], texts.body_at[document + 1]
            read(texts.titles, title, title_end, texts.bodies, body, body_end, folding, words)
            for which in range(2):
                if tables[which].at[WATCH_COUNT] == 0:
                    continue
                number = np.int32(epoch + document)
                leaves = known_of(known[which], document)
                caught = catch(tables[which], marks[which], words, leaves, number)
                hits = with_rows(hits, size + caught)
                span_ends = with_room(span_ends, size + caught)
                for each in range(caught):
                    watch = marks[which].ints[marks[which].at[CAUGHT] + each]
                    if with_spans and not tables[which].ints[tables[which].at[INEXACT] + watch]:
                        characters(texts, document, words)
                        ranges, kept = gather_watch(tables[which], marks[which], words, watch, number, ranges)
                        spans, spanned = add_spans(words, ranges, kept, spans, spanned)
                    hits[size, 0], hits[size, 1], hits[size, 2] = document, which, watch
                    span_ends[size] = spanned
                    size += 1
        return hits[:size], span_ends[:size], spans[:spanned]

    def found(*given: Any) -> Found:
        return Found(*compiled(*given))

    try:
        compiled = numba.njit(cache=True, **FAST)(answer)
    except RuntimeError:  # numba finds no folder that it may write to: compile at each start
        compiled = numba.njit(**FAST)(answer)
    return found


answer = _compiled(source_stamp())
