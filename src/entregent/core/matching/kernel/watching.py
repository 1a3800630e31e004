"""The compiled part: from items to the watches that catch a document, and why."""

import numpy as np

from entregent.core.matching.kernel.finding import gather, gather_near, is_there
from entregent.core.matching.kernel.machine import U, jit, lean
from entregent.core.matching.kernel.places import (
    ALWAYS_COUNT,
    ALWAYS_TRIED,
    ANCHORED,
    ANCHORED_AT,
    CAUGHT,
    COVERS,
    ENTRY,
    EXTRAS,
    FROM_FIRST,
    FROM_NEXT,
    LEAF_SEEN,
    LEAF_WATCHING,
    LEAF_WATCHING_AT,
    NODE_AT,
    PAIRED,
    PAIRED_AT,
    PAIRS,
    PARTS,
    REMOVED,
    STEPS,
    TERMS,
    TOUCHED,
    TREE,
    TRUTH,
    WATCH_SEEN,
    WATCHING,
    WATCHING_AT,
    WORDS,
)
from entregent.core.matching.kernel.programs import ACCEPT, AND, ITEM, META, NEAR, NOT, TERM
from entregent.core.matching.kernel.rows import sort
from entregent.core.matching.kernel.terms import find_pair, find_terms

ONE_PAIR, ALL_PAIRS = np.bool_(False), np.bool_(True)


@jit
def holds(tables, marks, words, kind, number, epoch):
    """Whether a test of a program holds."""
    if kind == ITEM:
        return is_there(tables, marks, words, number, epoch)
    if kind == META:
        return marks.ints[marks.at[LEAF_SEEN] + number] == epoch
    _, kept = gather_near(tables, marks, words, number, epoch, np.empty(4, np.int64), np.int64(0), ONE_PAIR)
    return kept > 0


@lean
def catches(tables, marks, words, watch, epoch):
    """Whether the watch catches the document: its program, run."""
    steps = U(tables.at[STEPS])
    row = tables.ints[U(tables.at[ENTRY]) + U(watch)]
    while row >= 0:
        at = steps + U(4) * U(row)
        kind, number = tables.ints[at], tables.ints[at + U(1)]
        if kind == TERM:  # noqa: SIM108
            does = marks.ints[U(2) * U(number)] == epoch
        else:
            does = holds(tables, marks, words, kind, number, epoch)
        row = tables.ints[at + U(2)] if does else tables.ints[at + U(3)]
    return row == ACCEPT


@lean
def offer(marks, watch, epoch, offered):
    """Note a watch to be tried, once; return how many are."""
    if marks.ints[marks.at[WATCH_SEEN] + watch] != epoch:
        marks.ints[marks.at[WATCH_SEEN] + watch] = epoch
        marks.ints[marks.at[CAUGHT] + offered] = watch
        offered += 1
    return offered


@lean
def offer_item(tables, marks, item, epoch, offered):
    """Note the watches that an item anchors; return how many are noted."""
    start, stop = tables.at[WATCHING_AT] + item, tables.at[WATCHING_AT] + item + 1
    for watching in range(tables.ints[start], tables.ints[stop]):
        offered = offer(marks, tables.ints[tables.at[WATCHING] + watching], epoch, offered)
    return offered


@lean
def offer_pair(tables, marks, words, pair, epoch, offered):
    """Note the watches that the items of a pair anchor, where the whole item is there; return how many are noted."""
    for at in range(tables.ints[tables.at[PAIRED_AT] + pair], tables.ints[tables.at[PAIRED_AT] + pair + 1]):
        item = tables.ints[tables.at[PAIRED] + at]
        if is_there(tables, marks, words, item, epoch):
            offered = offer_item(tables, marks, item, epoch, offered)
    return offered


@lean
def offer_terms(tables, marks, words, touched, epoch):
    """Note the watches that single terms anchor; return how many are noted."""
    offered = 0
    for each in range(touched):
        term = marks.ints[marks.at[TOUCHED] + each]
        for at in range(tables.ints[tables.at[ANCHORED_AT] + term], tables.ints[tables.at[ANCHORED_AT] + term + 1]):
            item = tables.ints[tables.at[ANCHORED] + at]
            if is_there(tables, marks, words, item, epoch):
                offered = offer_item(tables, marks, item, epoch, offered)
    return offered


@lean
def offer_extras(tables, marks, words, epoch, offered):
    """As `offer_pair`, for the pairs that compounds and look-alikes make with what stands beside them."""
    count = words.counts[WORDS]
    for extra in range(count, count + words.counts[EXTRAS]):
        term = words.ints[words.at[TERMS] + extra]
        if term < 0:
            continue
        first, end = words.ints[words.at[COVERS] + 2 * extra], words.ints[words.at[COVERS] + 2 * extra + 1]
        if first > 0:
            offered = offer_two(tables, marks, words, words.ints[words.at[TERMS] + first - 1], term, epoch, offered)
        if end < count:
            offered = offer_two(tables, marks, words, term, words.ints[words.at[TERMS] + end], epoch, offered)
            following = words.ints[words.at[FROM_FIRST] + end]
            while following >= 0:
                other = words.ints[words.at[TERMS] + following]
                offered = offer_two(tables, marks, words, term, other, epoch, offered)
                following = words.ints[words.at[FROM_NEXT] + following]
    return offered


@lean
def offer_two(tables, marks, words, one, other, epoch, offered):
    """As `offer_pair`, for two terms side by side, or -1."""
    if one < 0 or other < 0:
        return offered
    pair = find_pair(tables, one, other)
    return offer_pair(tables, marks, words, pair, epoch, offered) if pair >= 0 else offered


@lean
def offer_all(tables, marks, words, leaves, epoch):
    """Note all watches an anchor of which is in the document, or that have none; return how many."""
    touched, pairs = find_terms(tables, marks, words, epoch)
    offered = offer_terms(tables, marks, words, touched, epoch)
    for each in range(pairs):
        offered = offer_pair(tables, marks, words, words.ints[words.at[PAIRS] + each], epoch, offered)
    if words.counts[EXTRAS]:
        offered = offer_extras(tables, marks, words, epoch, offered)
    for leaf in leaves:
        marks.ints[marks.at[LEAF_SEEN] + leaf] = epoch
        start, stop = tables.at[LEAF_WATCHING_AT] + leaf, tables.at[LEAF_WATCHING_AT] + leaf + 1
        for at in range(tables.ints[start], tables.ints[stop]):
            offered = offer(marks, tables.ints[tables.at[LEAF_WATCHING] + at], epoch, offered)
    for each in range(tables.at[ALWAYS_COUNT]):
        offered = offer(marks, tables.ints[tables.at[ALWAYS_TRIED] + each], epoch, offered)
    return offered


@lean
def catch(tables, marks, words, leaves, epoch):
    """Find all watches that catch the document; return how many. leaves: what is known of it, as numbers of metadata leaves."""
    offered = offer_all(tables, marks, words, leaves, epoch)
    caught = 0
    for each in range(offered):
        watch = marks.ints[marks.at[CAUGHT] + each]
        if not marks.ints[marks.at[REMOVED] + watch] and catches(tables, marks, words, watch, epoch):
            marks.ints[marks.at[CAUGHT] + caught] = watch
            caught += 1
    return caught


@jit
def gather_watch(tables, marks, words, watch, epoch, ranges):
    """The places that show why the watch caught the document, in order; return the room and their number."""
    start, stop = tables.ints[tables.at[NODE_AT] + watch], tables.ints[tables.at[NODE_AT] + watch + 1]
    truth, parts = marks.ints[marks.at[TRUTH] :], marks.ints[marks.at[PARTS] :]
    for at in range(stop - start):
        parts[at] = 0
    for at in range(start, stop):
        kind, number, whole = (
            tables.ints[tables.at[TREE] + 3 * at + 0],
            tables.ints[tables.at[TREE] + 3 * at + 1],
            tables.ints[tables.at[TREE] + 3 * at + 2],
        )
        if kind in (ITEM, META, NEAR):
            does = holds(tables, marks, words, kind, number, epoch)
        elif kind == AND:
            does = parts[at - start] == number
        else:
            does = (parts[at - start] == 0) == (kind == NOT)
        truth[at - start] = does
        if does and whole >= 0:
            parts[whole - start] += 1
    kept = np.int64(0)
    for back in range(stop - start):
        at = stop - 1 - back
        kind, number, whole = (
            tables.ints[tables.at[TREE] + 3 * at + 0],
            tables.ints[tables.at[TREE] + 3 * at + 1],
            tables.ints[tables.at[TREE] + 3 * at + 2],
        )
        if whole >= 0 and (not truth[whole - start] or tables.ints[tables.at[TREE] + 3 * whole + 0] == NOT):
            truth[at - start] = False
        if truth[at - start] and kind == ITEM:
            ranges, kept = gather(tables, marks, words, number, epoch, ranges, kept)
        elif truth[at - start] and kind == NEAR:
            ranges, kept = gather_near(tables, marks, words, number, epoch, ranges, kept, ALL_PAIRS)
    sort(ranges, kept)
    return ranges, kept
