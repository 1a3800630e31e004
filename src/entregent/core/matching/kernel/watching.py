"""The compiled part: from items to the watches that catch a document, and why."""

import numpy as np

from entregent.core.matching.kernel.finding import find_terms, gather, gather_near, is_there
from entregent.core.matching.kernel.machine import jit
from entregent.core.matching.kernel.places import (
    ALWAYS_COUNT,
    ALWAYS_TRIED,
    ANCHORED,
    ANCHORED_AT,
    CAUGHT,
    ENTRY,
    LEAF_SEEN,
    LEAF_WATCHING,
    LEAF_WATCHING_AT,
    NODE_AT,
    PARTS,
    REMOVED,
    STEPS,
    TOUCHED,
    TREE,
    TRUTH,
    WATCH_SEEN,
    WATCHING,
    WATCHING_AT,
)
from entregent.core.matching.kernel.programs import ACCEPT, AND, ITEM, META, NEAR, NOT
from entregent.core.matching.kernel.rows import sort

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


@jit
def catches(tables, marks, words, watch, epoch):
    """Whether the watch catches the document: its program, run."""
    row = tables.ints[tables.at[ENTRY] + watch]
    while row >= 0:
        does = holds(
            tables,
            marks,
            words,
            tables.ints[tables.at[STEPS] + 4 * row + 0],
            tables.ints[tables.at[STEPS] + 4 * row + 1],
            epoch,
        )
        row = tables.ints[tables.at[STEPS] + 4 * row + 2] if does else tables.ints[tables.at[STEPS] + 4 * row + 3]
    return row == ACCEPT


@jit
def offer(marks, watch, epoch, offered):
    """Note a watch to be tried, once; return how many are."""
    if marks.ints[marks.at[WATCH_SEEN] + watch] != epoch:
        marks.ints[marks.at[WATCH_SEEN] + watch] = epoch
        marks.ints[marks.at[CAUGHT] + offered] = watch
        offered += 1
    return offered


@jit
def offer_all(tables, marks, words, leaves, epoch):
    """Note all watches an anchor of which is in the document, or that have none; return how many."""
    touched = find_terms(tables, marks, words, epoch)
    offered = 0
    for each in range(touched):
        term = marks.ints[marks.at[TOUCHED] + each]
        for at in range(tables.ints[tables.at[ANCHORED_AT] + term], tables.ints[tables.at[ANCHORED_AT] + term + 1]):
            item = tables.ints[tables.at[ANCHORED] + at]
            if is_there(tables, marks, words, item, epoch):
                start, stop = tables.at[WATCHING_AT] + item, tables.at[WATCHING_AT] + item + 1
                for watching in range(tables.ints[start], tables.ints[stop]):
                    offered = offer(marks, tables.ints[tables.at[WATCHING] + watching], epoch, offered)
    for leaf in leaves:
        marks.ints[marks.at[LEAF_SEEN] + leaf] = epoch
        start, stop = tables.at[LEAF_WATCHING_AT] + leaf, tables.at[LEAF_WATCHING_AT] + leaf + 1
        for at in range(tables.ints[start], tables.ints[stop]):
            offered = offer(marks, tables.ints[tables.at[LEAF_WATCHING] + at], epoch, offered)
    for each in range(tables.at[ALWAYS_COUNT]):
        offered = offer(marks, tables.ints[tables.at[ALWAYS_TRIED] + each], epoch, offered)
    return offered


@jit
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
