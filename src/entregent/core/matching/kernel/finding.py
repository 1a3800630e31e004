"""The compiled part: from words to terms, items and the places of NEAR."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from entregent.core.matching.kernel.hashing import FIRST, PREFIX_SALT, TAG
from entregent.core.matching.kernel.machine import EIGHT, ZERO, U, jit, mix
from entregent.core.matching.kernel.places import (
    ANCHORED_AT,
    COVERS,
    DEEPEST,
    EXTRAS,
    FOLLOWING,
    FROM_FIRST,
    FROM_NEXT,
    GAP,
    GROUP,
    GROUP_AT,
    ITEM_AT,
    ITEM_COUNT,
    ITEM_PIVOT,
    ITEM_SEEN,
    ITEM_TERMS,
    ITEM_TITLED,
    LEAF_COUNT,
    LETTERS,
    LETTERS_AT,
    NEAR_ITEMS,
    NEARS,
    NODES,
    PASSING,
    PASSING_MASK,
    PREFIX_BYTES,
    PREFIX_LENGTHS,
    PREFIX_MASK,
    PREFIX_PASSING,
    PREFIX_SLOTS,
    SLOTS,
    SLOTS_MASK,
    SOURCE,
    TERM_COUNT,
    TERMS,
    TO_FIRST,
    TO_NEXT,
    TOUCHED,
    WATCH_COUNT,
    WORD_COUNT,
    WORDS,
)
from entregent.core.matching.kernel.rows import first_from, sort, with_room
from entregent.core.matching.kernel.tables import Tables

TAG_, SALT_, FIRST_ = U(TAG), U(PREFIX_SALT), U(FIRST)
NUMBER = U(0xFFFFFF)
LOW = U(63)
ALL_BYTES = U(0xFFFFFFFFFFFFFFFF)


class Marks(NamedTuple):
    """What a set of watches has found in the document being read; true where it holds the number of the document.

    Two numbers for each term: when it was seen, and its first node; a node is a place where it stands (`FOLLOWING` has the next).
    ITEM_SEEN: minus the number when it was looked for in vain. TOUCHED: terms found that are the pivot of an anchor. CAUGHT:
    watches. REMOVED: watches that are no more. TRUTH, PARTS: for the nodes of one tree.
    """

    ints: npt.NDArray[np.int32]
    at: npt.NDArray[np.int64]


def marks_for(tables: Tables) -> Marks:
    """Empty marks for these tables."""
    counts = [int(tables.at[name]) for name in (TERM_COUNT, ITEM_COUNT, WATCH_COUNT, LEAF_COUNT, DEEPEST)]
    terms, items, watches, leaves, nodes = counts
    at = np.cumsum([0, 2 * terms, 0, items, watches, leaves, terms, watches, watches, nodes, nodes])
    return Marks(np.zeros(int(at[-1]), np.int32), at.astype(np.int64))


@jit
def find_word(tables, words, n):
    """The term that a word is, compared byte for byte; -1 when no watch has it."""
    hashed = words.hashes[n]
    bit = (hashed >> U(20)) & U(tables.at[PASSING_MASK])
    if not (tables.longs[tables.at[PASSING] + np.int64(bit >> U(6))] >> (bit & LOW)) & U(1):
        return np.int64(-1)
    mask = U(tables.at[SLOTS_MASK])
    at = hashed & mask
    while True:
        slot = tables.longs[tables.at[SLOTS] + np.int64(at)]
        if slot == ZERO:
            return np.int64(-1)
        if (slot ^ hashed) & TAG_ == ZERO:
            term = np.int64(slot & NUMBER) - 1
            if is_spelt(tables, words, n, term):
                return term
        at = (at + U(1)) & mask


@jit
def is_spelt(tables, words, n, term):
    ours, theirs = tables.ints[tables.at[LETTERS_AT] + term], words.ints[words.at[LETTERS_AT] + n]
    size = tables.ints[tables.at[LETTERS_AT] + term + 1] - ours
    if words.ints[words.at[LETTERS_AT] + n + 1] - theirs != size:
        return False
    for each in range(size):
        if tables.longs[tables.at[LETTERS] + ours + each] != words.letters[theirs + each]:
            return False
    return True


@jit
def link(tables, marks, words, term, node, epoch, touched):
    """Note that the term stands there; return how many pivots were found."""
    if marks.ints[2 * term] == epoch:
        words.ints[words.at[FOLLOWING] + node] = marks.ints[2 * term + 1]
    else:
        marks.ints[2 * term] = epoch
        words.ints[words.at[FOLLOWING] + node] = -1
        if tables.ints[tables.at[ANCHORED_AT] + term] < tables.ints[tables.at[ANCHORED_AT] + term + 1]:
            marks.ints[marks.at[TOUCHED] + touched] = term
            touched += 1
    marks.ints[2 * term + 1] = node
    return touched


@jit
def find_terms(tables, marks, words, epoch):
    """Find the terms of the watches among the words; return how many pivots of anchors were found."""
    counts = words.counts
    total = counts[WORDS] + counts[EXTRAS]
    counts[NODES] = total
    touched = 0
    lengths = tables.at[PREFIX_LENGTHS]
    for n in range(total):
        term = find_word(tables, words, n)
        words.ints[words.at[TERMS] + n] = term
        if term >= 0:
            touched = link(tables, marks, words, term, n, epoch, touched)
        if lengths and may_begin(tables, words.letters[words.ints[words.at[LETTERS_AT] + n]], lengths):
            touched = find_prefixes(tables, marks, words, n, epoch, touched)
    return touched


@jit
def may_begin(tables, letters, lengths):
    """Whether some prefix may begin as this word does: by its first bytes, four at most."""
    for size in range(1, 5):
        if (lengths >> size) & 1 or (size == 4 and lengths >> 4):
            bit = ((letters & (ALL_BYTES >> (U(64) - EIGHT * U(size)))) * FIRST_) >> U(48)
            if (tables.longs[tables.at[PREFIX_PASSING] + np.int64(bit >> U(6))] >> (bit & LOW)) & U(1):
                return True
    return False


@jit
def find_prefixes(tables, marks, words, n, epoch, touched):
    """Find the prefixes that a word begins with."""
    first = words.ints[words.at[LETTERS_AT] + n]
    if first == words.ints[words.at[LETTERS_AT] + n + 1]:
        return touched
    letters = words.letters[first]
    lengths = tables.at[PREFIX_LENGTHS]
    mask = U(tables.at[PREFIX_MASK])
    for size in range(1, 9):
        if size < 8 and letters >> (EIGHT * U(size - 1)) == ZERO:
            break
        if size == 8 and letters >> U(56) == ZERO:
            break
        if not (lengths >> size) & 1:
            continue
        key = letters & (ALL_BYTES >> (U(64) - EIGHT * U(size)))
        hashed = mix(SALT_ * U(size), key)
        at = hashed & mask
        while tables.longs[tables.at[PREFIX_SLOTS] + np.int64(at)] != ZERO:
            slot = tables.longs[tables.at[PREFIX_SLOTS] + np.int64(at)]
            if (slot ^ hashed) & TAG_ == ZERO:
                group = np.int64(slot & NUMBER) - 1
                for each in range(
                    tables.ints[tables.at[GROUP_AT] + group], tables.ints[tables.at[GROUP_AT] + group + 1]
                ):
                    term = np.int64(tables.ints[tables.at[GROUP] + each])
                    if begins(tables, words, n, term):
                        node = words.counts[NODES]
                        words.counts[NODES] = node + 1
                        words.ints[words.at[SOURCE] + node] = n
                        touched = link(tables, marks, words, term, node, epoch, touched)
            at = (at + U(1)) & mask
    return touched


@jit
def begins(tables, words, n, term):
    """Whether the word begins with the letters of the prefix, compared byte for byte."""
    ours, theirs = tables.ints[tables.at[LETTERS_AT] + term], words.ints[words.at[LETTERS_AT] + n]
    size = tables.ints[tables.at[LETTERS_AT] + term + 1] - ours
    if words.ints[words.at[LETTERS_AT] + n + 1] - theirs < size:
        return False
    for each in range(size - 1):
        if tables.longs[tables.at[LETTERS] + ours + each] != words.letters[theirs + each]:
            return False
    rest = U(tables.ints[tables.at[PREFIX_BYTES] + term - tables.at[WORD_COUNT]] - 8 * (size - 1))
    return (tables.longs[tables.at[LETTERS] + ours + size - 1] ^ words.letters[theirs + size - 1]) & (
        ALL_BYTES >> (U(64) - EIGHT * rest)
    ) == ZERO


@jit
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


@jit
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


@jit
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


@jit
def first_node(tables, marks, item, epoch):
    pivot = tables.ints[
        tables.at[ITEM_TERMS] + tables.ints[tables.at[ITEM_AT] + item] + tables.ints[tables.at[ITEM_PIVOT] + item]
    ]
    return marks.ints[2 * pivot + 1] if marks.ints[2 * pivot] == epoch else np.int32(-1)


@jit
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


@jit
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
