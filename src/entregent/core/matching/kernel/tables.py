"""The tables that the kernel reads: plain arrays, never written once made, so that processes share them through a file."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from entregent.core.matching.kernel import hashing
from entregent.core.matching.kernel.places import ALONE, FOLLOWS, LEADS, LONG, TABLE_INTS, TABLE_LONGS
from entregent.core.matching.kernel.programs import ITEM, TERM, Programs

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.uint64]

FILTER_BITS = 16  # for each term: one word in 16 that no watch has passes the filter
KEY_BYTES = 8  # prefixes are looked up by that many bytes at most, and compared beyond


class Tables(NamedTuple):
    """A compiled set: `places` says what stands where. Terms are numbered from the commonest, words first, then prefixes."""

    ints: Ints
    longs: Longs
    at: npt.NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs of terms, packed and in order; where the items of each begin, and these items."""

    keys: Longs
    at: Ints
    items: Ints


def build(programs: Programs) -> Tables:
    """Make the tables of a set of watches."""
    words, prefixes = _terms(programs)
    number = {term: index for index, term in enumerate([*words, *prefixes])}
    rows = _rows("item", [[number[term] for term in terms] for terms, _ in programs.items], flat="item_terms")
    titled = np.array([titled for _, titled in programs.items], bool)
    pivots = _pivots(rows["item_at"], rows["item_terms"])
    by_item, by_leaf = _inverse(programs)
    is_anchor = np.diff(by_item[0]) > 0
    spelt, spelt_at = hashing.letters([term.rstrip("*") for term in number])
    alone, pairs = _anchored(rows["item_at"], rows["item_terms"], pivots, is_anchor, len(number))
    tables = {
        **_word_tables(spelt, spelt_at, len(words), alone["anchored_at"], pairs.keys),
        **alone,
        **_pair_tables(pairs.keys),
        "paired_at": pairs.at,
        "paired": pairs.items,
        **_prefix_tables(prefixes, len(words)),
        **rows,
        "item_pivot": pivots,
        "item_titled": titled,
        "watching_at": by_item[0],
        "watching": by_item[1],
        "leaf_watching_at": by_leaf[0],
        "leaf_watching": by_leaf[1],
        "always": np.array([watch for watch, one in enumerate(programs.anchors) if one is None], np.int32),
        "entry": np.array(programs.entries, np.int32),
        "steps": _steps(programs.steps, rows["item_at"], rows["item_terms"], titled),
        **_near_tables(programs),
        "node_at": np.array([0, *programs.node_ends], np.int32),
        "nodes": np.array(programs.nodes, np.int32),
        "inexact": np.array(programs.inexact, np.uint8),
    }
    sizes = [
        *(len(words), len(number), len(programs.items), len(programs.entries), len(programs.leaves)),
        *(len(tables["always"]), len(tables["slots"]) - 1, len(tables["prefix_passing"]) * 64 - 1),
        *(len(tables["pair_slots"]) - 1, len(tables["pair_passing"]) * 64 - 1, len(tables["prefix_slots"]) - 1),
        *(_lengths(prefixes), _nesting(prefixes), int(np.diff(tables["node_at"]).max(initial=0))),
    ]
    return flat(tables, sizes)


def _pivots(at: Ints, terms: Ints) -> Ints:
    """Which term of each item is the rarest, the first of equals."""
    if not len(terms):
        return np.zeros(0, np.int32)
    items = np.repeat(np.arange(len(at) - 1), np.diff(at))
    places = np.flatnonzero(terms == np.maximum.reduceat(terms, at[:-1])[items])
    _, first = np.unique(items[places], return_index=True)
    return (places[first] - at[:-1]).astype(np.int32)


def _anchored(at: Ints, terms: Ints, pivots: Ints, is_anchor: Any, term_count: int) -> tuple[dict[str, Ints], Pairs]:
    """The items that anchor watches: of one term by it, others by a pair of their terms, the rarest and one beside it."""
    sizes = np.diff(at)
    single = np.flatnonzero(is_anchor & (sizes == 1))
    several = np.flatnonzero(is_anchor & (sizes > 1))
    places = at[several] + np.maximum(pivots[several] - 1, 0)
    packed = terms[places].astype(np.uint64) << np.uint64(32) | terms[places + 1].astype(np.uint64)
    keys, numbers = np.unique(packed, return_inverse=True)
    anchored = _grouped(terms[at[single]], single, term_count)
    return {"anchored_at": anchored[0], "anchored": anchored[1]}, Pairs(keys, *_grouped(numbers, several, len(keys)))


def _grouped(keys: Any, values: Any, size: int) -> tuple[Ints, Ints]:
    """Where the values of each key begin, and the values by key."""
    at = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(keys, minlength=size), out=at[1:])
    return at, values[np.argsort(keys, kind="stable")].astype(np.int32)


def _word_tables(spelt: Longs, at: Ints, count: int, anchored_at: Ints, pairs: Longs) -> dict[str, Any]:
    """count: terms that are words; prefixes come after them."""
    hashes = hashing.hash_words(spelt, at[: count + 1])
    is_long = np.diff(at[: count + 1]) > 1
    values = np.arange(1, count + 1, dtype=np.uint64)
    values[is_long] |= np.uint64(LONG)
    values[np.flatnonzero(np.diff(anchored_at[: count + 1]))] |= np.uint64(ALONE)
    values[(pairs >> np.uint64(32)).astype(np.int64)] |= np.uint64(LEADS)
    values[(pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)] |= np.uint64(FOLLOWS)
    keys = np.where(is_long, hashes, spelt[at[:count]])
    return {
        "slots": hashing.table(hashes, keys, values),
        "letters_at": at,
        "letters": spelt,
    }


def _pair_tables(keys: Longs) -> dict[str, Any]:
    hashes = hashing.mixed(np.zeros(len(keys), np.uint64), keys)
    return {
        "pair_slots": hashing.table(hashes, keys, np.arange(1, len(keys) + 1, dtype=np.uint64)),
        "pair_passing": hashing.bit_filter(hashes, FILTER_BITS),
    }


def _steps(steps: list[int], at: Ints, terms: Ints, titled: Any) -> Ints:
    """The rows of programs; items of one term, wherever it stands, are asked by their term."""
    rows = np.array(steps, np.int32).reshape(-1, 4)
    items = np.flatnonzero(rows[:, 0] == ITEM)
    items = items[(np.diff(at)[rows[items, 1]] == 1) & ~titled[rows[items, 1]]]
    rows[items, 0], rows[items, 1] = TERM, terms[at[rows[items, 1]]]
    return rows


def flat(parts: dict[str, Any], sizes: Sequence[int]) -> Tables:
    """The parts in a row."""
    ints = [np.asarray(parts[name], np.int32).ravel() for name in TABLE_INTS]
    longs = [np.asarray(parts[name], np.uint64).ravel() for name in TABLE_LONGS]
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


def _rows(name: str, rows: Sequence[Sequence[int]], *, flat: str = "") -> dict[str, Ints]:
    ends = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=ends[1:])
    return {f"{name}_at": ends, flat or name: np.array([one for row in rows for one in row], np.int32)}


def _inverse(programs: Programs) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """The watches that wait at each item, and at each metadata leaf."""
    sizes = [len(anchor) if anchor else 0 for anchor in programs.anchors]
    watches = np.repeat(np.arange(len(sizes)), sizes)
    numbers = np.array([one for anchor in programs.anchors if anchor for one in anchor], np.int64)
    ours = numbers >= 0
    return (
        _grouped(numbers[ours], watches[ours], len(programs.items)),
        _grouped(~numbers[~ours], watches[~ours], len(programs.leaves)),
    )


def _prefix_tables(prefixes: list[str], first: int) -> dict[str, Any]:
    groups: dict[bytes, list[int]] = {}
    for index, prefix in enumerate(prefixes):
        groups.setdefault(prefix[:-1].encode()[:KEY_BYTES], []).append(first + index)
    keys = np.array([int.from_bytes(key, "little") for key in groups], np.uint64)
    hashes = np.array(
        [hashing.hash_prefix(int(key), len(text)) for key, text in zip(keys, groups, strict=True)], np.uint64
    )
    return {
        "prefix_slots": hashing.table(hashes, keys, np.arange(1, len(groups) + 1, dtype=np.uint64)),
        "prefix_passing": hashing.bit_filter(hashes, FILTER_BITS),
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
