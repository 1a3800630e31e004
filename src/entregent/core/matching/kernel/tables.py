"""The tables that the kernel reads: plain arrays, never written once made, so that processes share them through a file."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from entregent.core.matching.kernel import hashing
from entregent.core.matching.kernel.places import TABLE_INTS, TABLE_LONGS
from entregent.core.matching.kernel.programs import Programs

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.uint8]

FILTER_BITS = 16  # for each term: one word in 16 that no watch has passes the filter
PREFIX_FILTER = 1 << 16  # bits, by the first four bytes of a word
KEY_BYTES = 8  # prefixes are looked up by that many bytes at most, and compared beyond


class Tables(NamedTuple):
    """A compiled set: `places` says what stands where. Terms are numbered from the commonest, words first, then prefixes."""

    ints: Ints
    longs: Longs
    at: npt.NDArray[np.int64]


def build(programs: Programs) -> Tables:
    """Make the tables of a set of watches."""
    words, prefixes = _terms(programs)
    number = {term: index for index, term in enumerate([*words, *prefixes])}
    items = list(programs.items)
    rows = [[number[term] for term in terms] for terms, _titled in items]
    pivots = [row.index(max(row)) if len(row) > 1 else 0 for row in rows]
    letters = [hashing.letters(term.rstrip("*").encode()) for term in number]
    hashes = hashing.hash_words(letters[: len(words)])
    anchors = [anchor or [] for anchor in programs.anchors]
    by_item = _inverse(anchors, len(items), lambda one: one)
    by_leaf = _inverse(anchors, len(programs.leaves), lambda one: ~one)
    pivot_terms = [
        row[pivot] if by_item[item] else -1 for item, (row, pivot) in enumerate(zip(rows, pivots, strict=True))
    ]
    anchored: list[list[int]] = [[] for _ in number]
    for item, term in enumerate(pivot_terms):
        if term >= 0:
            anchored[term].append(item)
    tables = {
        "slots": hashing.table(hashes, np.arange(len(words))),
        "passing": hashing.bit_filter(hashes, FILTER_BITS),
        **_rows("letters", letters, np.uint64),
        **_rows("anchored", anchored),
        **_prefix_tables(prefixes, len(words)),
        **_rows("item", rows, flat="item_terms"),
        "item_pivot": np.array(pivots, np.int32),
        "item_titled": np.array([titled for _, titled in items], np.uint8),
        **_rows("watching", by_item),
        **_rows("leaf_watching", by_leaf),
        "always": np.array([watch for watch, one in enumerate(programs.anchors) if one is None], np.int32),
        "entry": np.array(programs.entries, np.int32),
        "steps": np.array(programs.steps, np.int32).reshape(-1, 4),
        **_near_tables(programs),
        "node_at": np.array([0, *programs.node_ends], np.int32),
        "nodes": np.array(programs.nodes, np.int32).reshape(-1, 3),
        "inexact": np.array(programs.inexact, np.uint8),
    }
    sizes = [
        *(len(words), len(number), len(items), len(programs.entries), len(programs.leaves), len(tables["always"])),
        *(len(tables["slots"]) - 1, len(tables["passing"]) * 64 - 1, len(tables["prefix_slots"]) - 1),
        *(_lengths(prefixes), _nesting(prefixes), int(np.diff(tables["node_at"]).max(initial=0))),
    ]
    return flat(tables, sizes)


def flat(parts: dict[str, Any], sizes: Sequence[int]) -> Tables:
    """The parts in a row."""
    ints = [np.asarray(parts[name], np.int32).ravel() for name in TABLE_INTS]
    longs = [np.asarray(parts[name], np.uint64) for name in TABLE_LONGS]
    starts = [np.cumsum([0, *map(len, row)])[:-1] for row in (ints, longs)]
    return frozen(
        Tables(np.concatenate(ints), np.concatenate(longs), np.array([*starts[0], *starts[1], *sizes], np.int64))
    )


def frozen(tables: Tables) -> Tables:
    """The same, read-only: memory that processes share is, and compiled code knows one type of each."""
    for table in tables:
        table.flags.writeable = False
    return tables


def _terms(programs: Programs) -> tuple[list[str], list[str]]:
    known = dict.fromkeys(term for terms, _titled in programs.items for term in terms)
    words = [term for term in known if not term.endswith("*")]
    words.sort(key=programs.frequencies.of_word, reverse=True)
    return words, sorted(term for term in known if term.endswith("*"))


def _rows(name: str, rows: Sequence[Sequence[int]], kind: Any = np.int32, *, flat: str = "") -> dict[str, Any]:
    ends = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=ends[1:])
    return {f"{name}_at": ends, flat or name: np.fromiter((one for row in rows for one in row), kind, int(ends[-1]))}


def _inverse(anchors: list[list[int]], size: int, number: Any) -> list[list[int]]:
    """Watches by what anchors them; numbers below 0 are of the other kind."""
    found: list[list[int]] = [[] for _ in range(size)]
    for watch, anchor in enumerate(anchors):
        for one in dict.fromkeys(anchor):
            if number(one) >= 0:
                found[number(one)].append(watch)
    return found


def _prefix_tables(prefixes: list[str], first: int) -> dict[str, Any]:
    groups: dict[bytes, list[int]] = {}
    for index, prefix in enumerate(prefixes):
        groups.setdefault(prefix[:-1].encode()[:KEY_BYTES], []).append(first + index)
    keys = [hashing.letters(key)[0] for key in groups]
    hashes = np.array([hashing.hash_prefix(key, len(text)) for key, text in zip(keys, groups, strict=True)], np.uint64)
    bits = np.zeros(PREFIX_FILTER // 64, np.uint64)
    for key, text in zip(keys, groups, strict=True):
        at = hashing.prefix_bit(key & ((1 << 8 * min(len(text), 4)) - 1))
        bits[at >> 6] |= np.uint64(1 << (at & 63))
    return {
        "prefix_slots": hashing.table(hashes, np.arange(len(groups))),
        "prefix_passing": bits,
        **_rows("group", list(groups.values())),
        "prefix_bytes": np.array([len(prefix[:-1].encode()) for prefix in prefixes], np.int32),
    }


def _near_tables(programs: Programs) -> dict[str, Any]:
    rows: list[tuple[int, int, int, int]] = []
    items: list[int] = []
    for near in programs.nears:
        start = len(items)
        items += [*near.left, *near.right]
        rows.append((start, start + len(near.left), len(items), near.distance))
    return {"nears": np.array(rows, np.int32).reshape(-1, 4), "near_items": np.array(items, np.int32)}


def _lengths(prefixes: Iterable[str]) -> int:
    """Bit n: some prefix has n bytes; bit 8: eight or more."""
    found = 0
    for prefix in prefixes:
        found |= 1 << min(len(prefix[:-1].encode()), KEY_BYTES)
    return found


def _nesting(prefixes: list[str]) -> int:
    """The most prefixes that one word can have; they come sorted, hence each after those it begins with."""
    worst = 0
    held: list[str] = []
    for prefix in prefixes:
        letters = prefix[:-1]
        while held and not letters.startswith(held[-1]):
            held.pop()
        held.append(letters)
        worst = max(worst, len(held))
    return worst
