"""Hashes of words, the same in Python and in compiled code, and the tables they fill."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.uint64]
MASK = (1 << 64) - 1
# Odd constants of the finalisers of splitmix64 and of Mix13 (Stafford).
FIRST, SECOND = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
PREFIX_SALT = 0xA24BAED4963EE407


def letters(texts: Sequence[str]) -> tuple[Longs, npt.NDArray[np.int32]]:
    """The bytes of texts, eight to a number, first byte lowest; where each text begins, one more entry than texts."""
    spelt = [text.encode() for text in texts]
    sizes = [max(1, -(-len(one) // 8)) for one in spelt]
    at = np.zeros(len(texts) + 1, np.int32)
    np.cumsum(sizes, out=at[1:])
    whole = b"".join([one.ljust(8 * size, b"\0") for one, size in zip(spelt, sizes, strict=True)])
    return np.frombuffer(whole, "<u8").astype(np.uint64), at


def hash_words(spelt: Longs, at: npt.NDArray[np.int32]) -> Longs:
    """The hashes of words given as `letters` does."""
    sizes = np.diff(at)
    found = np.zeros(len(sizes), np.uint64)
    for step in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > step)
        found[longer] = mixed(found[longer], spelt[at[longer] + step])
    return found


def mixed(seed: Longs, word: Longs) -> Longs:
    """One round, as `machine.mix`."""
    with np.errstate(over="ignore"):
        x = (seed ^ word) * np.uint64(FIRST)
        x ^= x >> np.uint64(32)
        x *= np.uint64(SECOND)
        return x ^ (x >> np.uint64(29))


def hash_prefix(key: int, size: int) -> int:
    """The hash of the first bytes of a word: so many, at most 8."""
    x = ((key ^ (PREFIX_SALT * size & MASK)) * FIRST) & MASK
    x ^= x >> 32
    x = x * SECOND & MASK
    return x ^ (x >> 29)


def table(hashes: Longs, keys: Longs, values: Longs) -> Longs:
    """An open hash table with linear probing, at most half full: rows of key and value. No value is 0."""
    size = 16
    while size < len(hashes) * 2 + 8:
        size *= 2
    slots = np.zeros((size, 2), np.uint64)
    at = (hashes & np.uint64(size - 1)).astype(np.int64)
    waiting = np.arange(len(hashes))
    taken = np.full(size, -1, np.int64)
    while len(waiting):
        free = waiting[taken[at[waiting]] < 0]
        taken[at[free]] = free  # of several that want a place the last has it
        waiting = waiting[taken[at[waiting]] != waiting]
        at[waiting] = (at[waiting] + 1) & (size - 1)
    full = np.flatnonzero(taken >= 0)
    slots[full, 0], slots[full, 1] = keys[taken[full]], values[taken[full]]
    return slots


def bit_filter(hashes: Longs, bits: int) -> Longs:
    """A set bit for each hash, in so many bits for each at least."""
    size = 1 << 12
    while size < len(hashes) * bits and size < 1 << 22:
        size *= 2
    at = (hashes >> np.uint64(20)) & np.uint64(size - 1)
    filled = np.zeros(size // 64, np.uint64)
    np.bitwise_or.at(filled, (at >> np.uint64(6)).astype(np.int64), np.uint64(1) << (at & np.uint64(63)))
    return filled
