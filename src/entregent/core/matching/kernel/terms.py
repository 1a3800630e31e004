"""The compiled part: from words to the terms and the pairs of terms that watches have."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from entregent.core.matching.kernel.hashing import PREFIX_SALT
from entregent.core.matching.kernel.machine import ALL, EIGHT, ONE, ZERO, U, lean, mix
from entregent.core.matching.kernel.places import (
    ALONE,
    ANCHORED_AT,
    DEEPEST,
    EXTRAS,
    FOLLOWING,
    FOLLOWS,
    GROUP,
    GROUP_AT,
    ITEM_COUNT,
    LEADS,
    LEAF_COUNT,
    LETTERS,
    LETTERS_AT,
    LONG,
    NODES,
    PAIR_MASK,
    PAIR_PASSING,
    PAIR_PASSING_MASK,
    PAIR_SLOTS,
    PAIRS,
    PREFIX_BYTES,
    PREFIX_LENGTHS,
    PREFIX_MASK,
    PREFIX_PASSING,
    PREFIX_PASSING_MASK,
    PREFIX_SLOTS,
    SLOTS,
    SLOTS_MASK,
    SOURCE,
    TERM_COUNT,
    TERMS,
    TOUCHED,
    WATCH_COUNT,
    WORD_COUNT,
    WORDS,
)
from entregent.core.matching.kernel.tables import Tables

SALT_ = U(PREFIX_SALT)
LONG_, ALONE_, LEADS_, FOLLOWS_ = U(LONG), U(ALONE), U(LEADS), U(FOLLOWS)
LOWER_HALF, HALF = U(0xFFFFFFFF), U(32)
LOW, SIX = U(63), U(6)
TWENTY = U(20)


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


@lean
def passes(tables, filter_at, mask_at, hashed):
    """Whether a bit filter knows the hash."""
    bit = (hashed >> TWENTY) & U(tables.at[mask_at])
    return (tables.longs[U(tables.at[filter_at]) + (bit >> SIX)] >> (bit & LOW)) & ONE != ZERO


@lean
def look_up(tables, words, total):
    """Read for all words what stands where each should be: term + 1 and flags, 0 for no term, ALL for what must be looked for.

    Without a branch, so that the processor waits for many places of memory at once.
    """
    slots, mask, letters_at = U(tables.at[SLOTS]), U(tables.at[SLOTS_MASK]), U(words.at[LETTERS_AT])
    first = U(words.ints[letters_at])
    for n in range(total):
        end = U(words.ints[letters_at + U(n) + ONE])
        hashed = words.hashes[U(n)]
        row = slots + ((hashed & mask) << ONE)
        key, value = tables.longs[row], tables.longs[row + ONE]
        is_known = (value == ZERO) | ((key == words.letters[first]) & (end - first == ONE) & (value & LONG_ == ZERO))
        words.found[U(n)] = value if is_known else ALL
        first = end


@lean
def find_word(tables, words, n, first, size):
    """The term that a word is, + 1, and its flags; 0 when no watch has it. Compared byte for byte.

    first, size: the word's letters, counted in numbers of eight bytes.
    """
    hashed = words.hashes[U(n)]
    is_long = size > 1
    key = hashed if is_long else words.letters[U(first)]
    slots, mask = U(tables.at[SLOTS]), U(tables.at[SLOTS_MASK])
    at = hashed & mask
    while True:
        value = tables.longs[slots + at + at + ONE]
        if value == ZERO:
            return ZERO
        is_it = tables.longs[slots + at + at] == key and (value & LONG_ != ZERO) == is_long
        if is_it and (not is_long or is_spelt(tables, words, n, np.int64(value & LOWER_HALF) - 1)):
            return value
        at = (at + ONE) & mask


@lean
def is_spelt(tables, words, n, term):
    ours, theirs = tables.ints[tables.at[LETTERS_AT] + term], words.ints[words.at[LETTERS_AT] + n]
    size = tables.ints[tables.at[LETTERS_AT] + term + 1] - ours
    if words.ints[words.at[LETTERS_AT] + n + 1] - theirs != size:
        return False
    for each in range(size):  # noqa: SIM110 (compiled)
        if tables.longs[tables.at[LETTERS] + ours + each] != words.letters[theirs + each]:
            return False
    return True


@lean
def link(marks, words, term, node, epoch):
    """Note that the term stands there; return whether it is met for the first time in this document."""
    row = U(2) * U(term)
    following = U(words.at[FOLLOWING]) + U(node)
    is_first = marks.ints[row] != epoch
    if is_first:
        marks.ints[row] = epoch
        words.ints[following] = -1
    else:
        words.ints[following] = marks.ints[row + ONE]
    marks.ints[row + ONE] = node
    return is_first


@lean
def touch(marks, term, touched):
    """Keep a term that anchors watches; return how many were."""
    marks.ints[U(marks.at[TOUCHED]) + U(touched)] = term
    return touched + 1


@lean
def find_pair(tables, one, other):
    """The number of a pair of terms side by side; -1 when no watch waits for it."""
    key = U(one) << HALF | U(other)
    hashed = mix(ZERO, key)
    if not passes(tables, PAIR_PASSING, PAIR_PASSING_MASK, hashed):
        return np.int64(-1)
    slots, mask = U(tables.at[PAIR_SLOTS]), U(tables.at[PAIR_MASK])
    at = hashed & mask
    while True:
        value = tables.longs[slots + at + at + ONE]
        if value == ZERO:
            return np.int64(-1)
        if tables.longs[slots + at + at] == key:
            return np.int64(value) - 1
        at = (at + ONE) & mask


@lean
def find_terms(tables, marks, words, epoch):
    """Find the terms of the watches among the words; return how many that anchor watches, and how many pairs, were found."""
    count = words.counts[WORDS]
    total = count + words.counts[EXTRAS]
    words.counts[NODES] = total
    touched = pairs = 0
    lengths = tables.at[PREFIX_LENGTHS]
    letters_at, terms_at = U(words.at[LETTERS_AT]), U(words.at[TERMS])
    before = ZERO
    look_up(tables, words, total)
    first = words.ints[letters_at]
    for n in range(total):
        end = words.ints[letters_at + U(n) + ONE]
        found = words.found[U(n)] if end > first else ZERO
        if found == ALL:
            found = find_word(tables, words, n, first, end - first)
        term = np.int64(found & LOWER_HALF) - 1
        words.ints[terms_at + U(n)] = term
        if found != ZERO:
            if link(marks, words, term, n, epoch) and found & ALONE_ != ZERO:
                touched = touch(marks, term, touched)
            if found & FOLLOWS_ != ZERO and before & LEADS_ != ZERO and n < count:
                pair = find_pair(tables, (before & LOWER_HALF) - ONE, term)
                if pair >= 0:
                    words.ints[words.at[PAIRS] + pairs] = pair
                    pairs += 1
        before = found
        if lengths and end > first:
            sizes = beginnings(tables, words.letters[U(first)], lengths)
            if sizes:
                touched = find_prefixes(tables, marks, words, n, sizes, (epoch, touched))
        first = end
    return touched, pairs


@lean
def beginnings(tables, letters, lengths):
    """Of how many bytes some prefix may be that a word begins with, 8 for more: a bit for each."""
    sizes = 0
    for size in range(1 if lengths & 0xE else 4, 9):
        if letters >> (EIGHT * U(size - 1)) == ZERO:
            break
        hashed = mix(SALT_ * U(size), letters & (ALL >> (U(64) - EIGHT * U(size))))
        if (lengths >> size) & 1 and passes(tables, PREFIX_PASSING, PREFIX_PASSING_MASK, hashed):
            sizes |= 1 << size
    return sizes


@lean
def find_prefixes(tables, marks, words, n, sizes, met):
    """Find the prefixes of these sizes that a word begins with. met: the document's number, how many terms were touched."""
    epoch, touched = met
    letters = words.letters[U(words.ints[U(words.at[LETTERS_AT]) + U(n)])]
    mask = U(tables.at[PREFIX_MASK])
    for size in range(1, 9):
        if not (sizes >> size) & 1:
            continue
        key = letters & (ALL >> (U(64) - EIGHT * U(size)))
        at = mix(SALT_ * U(size), key) & mask
        slots = U(tables.at[PREFIX_SLOTS])
        while tables.longs[slots + at + at + ONE] != ZERO:
            if tables.longs[slots + at + at] == key:
                group = np.int64(tables.longs[slots + at + at + ONE]) - 1
                for each in range(
                    tables.ints[tables.at[GROUP_AT] + group], tables.ints[tables.at[GROUP_AT] + group + 1]
                ):
                    term = np.int64(tables.ints[tables.at[GROUP] + each])
                    if begins(tables, words, n, term):
                        node = words.counts[NODES]
                        words.counts[NODES] = node + 1
                        words.ints[words.at[SOURCE] + node] = n
                        if link(marks, words, term, node, epoch) and anchors(tables, term):
                            touched = touch(marks, term, touched)
            at = (at + U(1)) & mask
    return touched


@lean
def anchors(tables, term):
    """Whether the term alone anchors a watch."""
    return tables.ints[tables.at[ANCHORED_AT] + term] < tables.ints[tables.at[ANCHORED_AT] + term + 1]


@lean
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
        ALL >> (U(64) - EIGHT * rest)
    ) == ZERO
