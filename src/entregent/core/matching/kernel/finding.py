"""The compiled part: from terms to items and the places of NEAR."""

import numpy as np

from entregent.core.matching.kernel.machine import jit, lean
from entregent.core.matching.kernel.places import (
    COVERS,
    EXTRAS,
    FOLLOWING,
    FROM_FIRST,
    FROM_NEXT,
    GAP,
    ITEM_AT,
    ITEM_PIVOT,
    ITEM_SEEN,
    ITEM_TERMS,
    ITEM_TITLED,
    NEAR_ITEMS,
    NEARS,
    SOURCE,
    TERMS,
    TO_FIRST,
    TO_NEXT,
    WORDS,
)
from entregent.core.matching.kernel.rows import first_from, sort, with_room


@lean
def after(words, place, term):
    """The place after this term, when it stands at this place; -1 otherwise."""
    if place >= words.counts[WORDS]:
        return np.int64(-1)
    if words.ints[words.at[TERMS] + place] == term:
        return place + 1
    if words.counts[EXTRAS]:
        extra = words.ints[words.at[FROM_FIRST] + place]
        while extra >= 0:
            if words.ints[words.at[TERMS] + extra] == term:
                return np.int64(words.ints[words.at[COVERS] + 2 * extra + 1])
            extra = words.ints[words.at[FROM_NEXT] + extra]
    return np.int64(-1)


@lean
def before(words, place, term):
    """The place where this term begins, when it ends at this place; -1 otherwise."""
    if place <= 0:
        return np.int64(-1)
    if words.ints[words.at[TERMS] + place - 1] == term:
        return place - 1
    if words.counts[EXTRAS]:
        extra = words.ints[words.at[TO_FIRST] + place]
        while extra >= 0:
            if words.ints[words.at[TERMS] + extra] == term:
                return np.int64(words.ints[words.at[COVERS] + 2 * extra + 0])
            extra = words.ints[words.at[TO_NEXT] + extra]
    return np.int64(-1)


@lean
def place_of(tables, words, item, node):
    """Where the item stands around this node of its pivot: first word and the one after its last; -1 twice when it does not."""
    total = words.counts[WORDS] + words.counts[EXTRAS]
    n = np.int64(words.ints[words.at[SOURCE] + node]) if node >= total else np.int64(node)
    first, end = n, n + 1
    if n >= words.counts[WORDS]:
        first, end = (
            np.int64(words.ints[words.at[COVERS] + 2 * n + 0]),
            np.int64(words.ints[words.at[COVERS] + 2 * n + 1]),
        )
    start, stop = np.int64(tables.ints[tables.at[ITEM_AT] + item]), np.int64(tables.ints[tables.at[ITEM_AT] + item + 1])
    pivot = start + tables.ints[tables.at[ITEM_PIVOT] + item]
    for at in range(pivot + 1, stop):
        end = after(words, end, tables.ints[tables.at[ITEM_TERMS] + at])
        if end < 0:
            return np.int64(-1), np.int64(-1)
    at = pivot - 1
    while at >= start:
        first = before(words, first, tables.ints[tables.at[ITEM_TERMS] + at])
        if first < 0:
            return np.int64(-1), np.int64(-1)
        at -= 1
    if tables.ints[tables.at[ITEM_TITLED] + item] and first >= words.counts[GAP]:
        return np.int64(-1), np.int64(-1)
    return first, end


@lean
def first_node(tables, marks, item, epoch):
    pivot = tables.ints[
        tables.at[ITEM_TERMS] + tables.ints[tables.at[ITEM_AT] + item] + tables.ints[tables.at[ITEM_PIVOT] + item]
    ]
    return marks.ints[2 * pivot + 1] if marks.ints[2 * pivot] == epoch else np.int32(-1)


@lean
def is_there(tables, marks, words, item, epoch):
    """Whether the item stands in the document; looked for once."""
    seen = marks.ints[marks.at[ITEM_SEEN] + item]
    if seen == epoch:
        return True
    if seen == -epoch:
        return False
    node = first_node(tables, marks, item, epoch)
    while node >= 0:
        if place_of(tables, words, item, node)[0] >= 0:
            marks.ints[marks.at[ITEM_SEEN] + item] = epoch
            return True
        node = words.ints[words.at[FOLLOWING] + node]
    marks.ints[marks.at[ITEM_SEEN] + item] = -epoch
    return False


@jit
def gather(tables, marks, words, item, epoch, ranges, kept):
    """Add the places where the item stands, packed into one number each; return the room, which may have grown, and how many."""
    node = first_node(tables, marks, item, epoch)
    while node >= 0:
        first, end = place_of(tables, words, item, node)
        if first >= 0:
            ranges = with_room(ranges, kept + 1)
            ranges[kept] = first << 32 | end
            kept += 1
        node = words.ints[words.at[FOLLOWING] + node]
    return ranges, kept


@jit
def side(tables, marks, words, start, stop, epoch):
    """The places of one side of a NEAR in order, and how many."""
    places = np.empty(8, np.int64)
    kept = np.int64(0)
    for at in range(start, stop):
        item = tables.ints[tables.at[NEAR_ITEMS] + at]
        places, kept = gather(tables, marks, words, item, epoch, places, kept)
    sort(places, kept)
    return places, kept


@jit
def follow(earlier, earliers, later, laters, distance, gap, ranges, kept, all_pairs):
    """Add the places of the pairs of which the second begins at most so many steps after the first; the first pair alone or all."""
    for each in range(earliers):
        one = earlier[each]
        end = one & 0xFFFFFFFF
        at = first_from(later, laters, end << 32)
        is_paired = False
        while at < laters and (later[at] >> 32) <= end - 1 + distance:
            if (one >> 32 < gap) == (later[at] >> 32 < gap):
                is_paired = True
                ranges = with_room(ranges, kept + 2)
                ranges[kept] = later[at]
                kept += 1
                if not all_pairs:
                    return ranges, kept
            at += 1
        if is_paired:
            ranges[kept] = one
            kept += 1
    return ranges, kept


@lean
def is_any_there(tables, marks, words, start, stop, epoch):
    """Whether one of the items of a side of a NEAR stands in the document."""
    for at in range(start, stop):
        if is_there(tables, marks, words, tables.ints[tables.at[NEAR_ITEMS] + at], epoch):
            return True
    return False


@jit
def gather_near(tables, marks, words, near, epoch, ranges, kept, all_pairs):
    """Add the places that a NEAR marks, of all its pairs or of one."""
    row = tables.at[NEARS] + 4 * np.int64(near)
    start, middle, stop = tables.ints[row], tables.ints[row + 1], tables.ints[row + 2]
    for first, last in ((start, middle), (middle, stop)):
        if not is_any_there(tables, marks, words, first, last, epoch):
            return ranges, kept
    left, lefts = side(tables, marks, words, start, middle, epoch)
    right, rights = side(tables, marks, words, middle, stop, epoch)
    distance, gap = np.int64(tables.ints[row + 3]), words.counts[GAP]
    before_it = kept
    for _turn in range(2):
        ranges, kept = follow(left, lefts, right, rights, distance, gap, ranges, kept, all_pairs)
        if kept > before_it and not all_pairs:
            break
        left, lefts, right, rights = right, rights, left, lefts
    return ranges, kept
