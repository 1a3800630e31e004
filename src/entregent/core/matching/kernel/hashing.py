"""Hashes of words, the same in Python and in compiled code, and the tables they fill."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.uint64]
MASK = (1 << 64) - 1
# Odd constants of the finalisers of splitmix64 and of Mix13 (Stafford).
FIRST, SECOND = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
TAG = 0xFFFFFFFFFF000000  # part of a slot that holds the hash; the rest holds the number + 1
PREFIX_SALT = 0xA24BAED4963EE407


def letters(text: bytes) -> list[int]:
    """The bytes, eight to a number, first byte lowest."""
    return [int.from_bytes(text[at : at + 8], "little") for at in range(0, max(len(text), 1), 8)]


def hash_words(words: Sequence[Sequence[int]]) -> Longs:
    """The hashes of words given as numbers."""
    found = np.zeros(len(words), np.uint64)
    at = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in words], out=at[1:])
    flat = np.fromiter((one for word in words for one in word), np.uint64, int(at[-1]))
    sizes = np.diff(at)
    for step in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > step)
        found[longer] = mixed(found[longer], flat[at[longer] + step])
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


def prefix_bit(first_four: int) -> int:
    """Where the filter of prefixes keeps words that begin with these bytes."""
    return (first_four * FIRST & MASK) >> 48


def table(hashes: Longs, numbers: npt.NDArray[np.int64]) -> Longs:
    """An open hash table with linear probing, at most 60 % full."""
    size = 16
    while size < len(hashes) * 1.7 + 8:
        size *= 2
    slots = np.zeros(size, np.uint64)
    values = (hashes & np.uint64(TAG)) | (numbers + 1).astype(np.uint64)
    at = (hashes & np.uint64(size - 1)).astype(np.int64)
    waiting = np.arange(len(hashes))
    while len(waiting):
        free = waiting[slots[at[waiting]] == 0]
        _, first = np.unique(at[free], return_index=True)
        chosen = free[first]
        slots[at[chosen]] = values[chosen]
        waiting = waiting[slots[at[waiting]] != values[waiting]]
        at[waiting] = (at[waiting] + 1) & (size - 1)
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
