"""The compiled part: from UTF-8 to folded words and their hashes. Loading this module loads numba.

Functions are small for readers; the compiler puts them back into one.
"""

from typing import Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt
from numba.extending import intrinsic

from entregent.core.matching.kernel.folding import (
    CAPITAL,
    COMBINING,
    DIGIT,
    MARK,
    NO_WORD,
    OTHER,
    PASSED_OVER,
    POOLED,
    SAME,
    SMALL,
)
from entregent.core.matching.kernel.hashing import FIRST, SECOND
from entregent.core.matching.kernel.places import (
    ENDS,
    HYPHENED,
    HYPHENS,
    LETTERS_AT,
    RANGES,
    SPANNED,
    STARTS,
    STRANGE,
)

FAST: dict[str, Any] = {"nogil": True, "boundscheck": False, "error_model": "numpy"}
INNER: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # called by compiled code alone
COUNTED: dict[str, Any] = {"_nrt": True}
jit: Any = numba.njit(**COUNTED, **FAST, **INNER)
# Without counting references to arrays, which takes longer than the work where it happens for each byte and word: five times the
# time in all. For functions that make no array and return none.
UNCOUNTED: dict[str, Any] = {"_nrt": False}
lean: Any = numba.njit(**UNCOUNTED, **FAST, **INNER)
U = np.uint64
FIRST_, SECOND_ = U(FIRST), U(SECOND)
EIGHT, ZERO, FULL, BYTE = U(8), U(0), U(64), U(0xFF)
ONE, SEVEN = U(1), U(7)
EACH = U(0x0101010101010101)  # what follows is for each of eight bytes
SPACES, LOWER_BITS, UPPER_BIT, ALL = EACH * U(32), EACH * U(127), EACH * U(128), U(0xFFFFFFFFFFFFFFFF)
FROM_A, PAST_Z, FROM_0, PAST_9 = EACH * U(128 - 97), EACH * U(128 - 123), EACH * U(128 - 48), EACH * U(128 - 58)
HASH, AMPERSAND, HYPHEN = 35, 38, 45
SPEAKING = (HASH, HYPHEN, 0x2010, 0x2011)  # separators that say something of what is beside them
NOWHERE = np.int64(-1)


class Words(NamedTuple):
    """What a document reads: words of its title, an empty one, words of its body, then the extras (compounds, look-alikes).

    found: what the tables hold at the place of each hash (`terms.look_up`).

    Parts of ints: LETTERS_AT, one entry more than words; STARTS, ENDS: bytes from the beginning of the field, then characters;
    COVERS: of an extra, its first word and the one after its last; SPANNED: the same of compounds to come; HYPHENED: how many words
    there were at each hyphen. FROM_FIRST, TO_FIRST: of a place between words, the first extra that begins or ends there, the others
    by FROM_NEXT, TO_NEXT. TERMS, FOLLOWING, SOURCE, PAIRS: of the tables that read the words (`terms`). counts: words; words of the
    title; extras; ranges; nodes; whether starts and ends are characters; whether letters may be taken for Latin; hyphens.
    """

    hashes: npt.NDArray[np.uint64]
    found: npt.NDArray[np.uint64]
    letters: npt.NDArray[np.uint64]
    ints: npt.NDArray[np.int32]
    at: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]


def room(text_bytes: int, growth: int, nesting: int) -> Words:
    """Room for a document of so many bytes, each of whose words begins with so many prefixes at most."""
    words = text_bytes + 8  # hashtags are cut without a separator
    every = 6 * words  # four compounds and one look-alike for each
    letters = 8 * (words + text_bytes * growth // 8) + 64
    nodes = every * (1 + nesting)
    sizes = [
        every + 1,
        words,
        words,
        2 * every,
        2 * every,
        words,
        every,
        words,
        every,
        every,
        nodes,
        nodes,
        words,
        words,
    ]
    at = np.cumsum([0, *sizes])
    ints = np.empty(int(at[-1]), np.int32)
    ints[0] = 0
    return Words(
        np.empty(every, np.uint64),
        np.empty(every, np.uint64),
        np.empty(letters, np.uint64),
        ints,
        at.astype(np.int64),
        np.zeros(8, np.int64),
    )


@lean
def mix(seed, word):
    """As `hashing.mixed`."""
    x = (seed ^ word) * FIRST_
    x ^= x >> U(32)
    x *= SECOND_
    return x ^ (x >> U(29))


@intrinsic
def _load(_, text, at):
    """Eight bytes of the text from a place on, the first lowest; the text has as many after its end."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(array.data, [arguments[1]])
        return builder.load(builder.bitcast(place, context.get_value_type(numba.uint64).as_pointer()), align=1)

    return numba.uint64(text, numba.uint64), generate


load: Any = _load


@lean
def plain_part(eight):
    """The letters and digits of ASCII that eight bytes begin with, folded, and how many: all bytes at once.

    A byte whose upper bit is clear takes no carry from its neighbour; adding 128 - c sets that bit from c on.
    """
    lower = eight | SPACES
    letter, digit = lower & LOWER_BITS, eight & LOWER_BITS
    is_plain = ((letter + FROM_A) & ((letter + PAST_Z) ^ ALL)) | ((digit + FROM_0) & ((digit + PAST_9) ^ ALL))
    others = ((is_plain & (eight ^ ALL)) ^ ALL) & UPPER_BIT
    before = ((others & (ZERO - others)) >> SEVEN) - ONE
    return lower & before, ((before & EACH) * EACH) >> U(56)


@lean
def decode(text, at):
    """The character that begins at this byte, and its bytes; the text is valid UTF-8 (surrogates allowed)."""
    at = U(at)
    first = np.int64(text[at])
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | np.int64(text[at + ONE] & 0x3F), 2
    if first < 0xF0:
        return (first & 0x0F) << 12 | np.int64(text[at + ONE] & 0x3F) << 6 | np.int64(text[at + U(2)] & 0x3F), 3
    high = (first & 0x07) << 18 | np.int64(text[at + ONE] & 0x3F) << 12
    return high | np.int64(text[at + U(2)] & 0x3F) << 6 | np.int64(text[at + U(3)] & 0x3F), 4


@lean
def entry_at(folding, code):
    return code if code < 0x800 else np.int64(folding.pages[code >> 8]) + (code & 0xFF)


@lean
def push(letters, packed, count, state):
    """Add up to eight bytes to the word being read. state: number being filled, its bits, hash, where letters go."""
    number, filled, hashed, at = state
    number |= packed << filled
    filled += EIGHT * count
    if filled >= FULL:
        letters[at] = number
        hashed = mix(hashed, number)
        at += ONE
        filled -= FULL
        number = packed >> (EIGHT * count - filled) if filled != ZERO else ZERO
    return number, filled, hashed, at


@lean
def fold_character(text, at, size, entry, folding, words, state):
    """Add what a character that is not ASCII leaves in the word."""
    if entry & OTHER:
        words.counts[STRANGE] = 1
    kind = entry >> 28
    if kind == SAME:
        packed = ZERO
        for offset in range(size):
            packed |= U(text[U(at) + U(offset)]) << U(8 * offset)
        return push(words.letters, packed, U(size), state)
    if kind == POOLED:
        start = entry & 0xFFFFF
        for offset in range(start, start + (entry >> 20 & 0x7F)):
            state = push(words.letters, U(folding.pool[offset]), U(1), state)
        return state
    count = entry >> 24 & 0x7
    if count == 0:
        return state
    return push(words.letters, U(entry & 0xFFFFFF), U(count), state)


@lean
def close_word(words, n, start, last, state):
    """Keep the word that ends here, unless folding left nothing of it; return how many words there are, and the next state."""
    number, filled, hashed, at = state
    if filled != ZERO:
        words.letters[at] = number
        hashed = mix(hashed, number)
        at += ONE
    if at > U(words.ints[U(words.at[LETTERS_AT]) + U(n)]):
        words.hashes[U(n)] = hashed
        if start >= 0:
            words.ints[U(words.at[STARTS]) + U(n)] = start
            words.ints[U(words.at[ENDS]) + U(n)] = last
        n += 1
        words.ints[U(words.at[LETTERS_AT]) + U(n)] = at
    return n, (ZERO, ZERO, ZERO, at)


@lean
def fresh(words, n):
    """The state before the n-th word."""
    return ZERO, ZERO, ZERO, U(words.ints[words.at[LETTERS_AT] + n])


@lean
def tokenise(text, begin, end, folding, words, n):
    """Read the words of one field, from the n-th on; return how many there are then. Equal to `core.text.tokenise`."""
    state = fresh(words, n)
    at = start = last = U(begin)
    stop = U(end)
    while at < stop:
        part, count = plain_part(load(text, at))
        if count > stop - at:
            count = stop - at
            part &= ALL >> (FULL - EIGHT * count)
        if count != ZERO:
            state = push(words.letters, part, count, state)
            at += count
            last = at
            if count == EIGHT or at == stop:
                continue
        code = np.int64(text[at])
        if code < 0x80:
            at += ONE
        else:
            code, size = decode(text, at)
            entry = np.int64(folding.entries[U(entry_at(folding, code))])
            at += U(size)
            if entry >> 28 == PASSED_OVER:
                start, last = (at, at) if last == start else (start, last)
                continue
            if entry and (entry >> 28 != MARK or last > start):
                last = at
                state = fold_character(text, at - U(size), size, entry, folding, words, state)
                continue
        if last > start:
            n, state = close_word(words, n, np.int64(start) - begin, np.int64(last) - begin, state)
        if code in SPEAKING:
            at, n, state = after_separator(code, text, at, (begin, end), folding, words, n, state)
        start = last = at
    return close_word(words, n, np.int64(start) - begin, np.int64(last) - begin, state)[0]


@lean
def after_separator(code, text, at, field, folding, words, n, state):
    """Read a hashtag, or keep how many words there are at a hyphen, once. field: where it begins and ends."""
    if code == HASH:
        begin, end = field
        until, n, state = hashtag(text, begin, np.int64(at), end, folding, words, n, state)
        return U(until), n, state
    noted = words.counts[HYPHENS]
    if noted == 0 or words.ints[words.at[HYPHENED] + noted - 1] != n:
        words.ints[words.at[HYPHENED] + noted] = n
        words.counts[HYPHENS] = noted + 1
    return at, n, state


@lean
def hashtag(text, begin, at, end, folding, words, n, state):
    """Read what follows a #: at capitals, digits and underscores when it is a hashtag, nothing otherwise."""
    until = hashtag_end(text, at, end, folding)
    if until == at or follows_word(text, begin, at - 1, folding):
        return at, n, state
    first = whole = n
    start = last = at
    before = np.int64(NO_WORD)
    while at < until:
        code, size = decode(text, at)
        place = entry_at(folding, code)
        entry, shape = np.int64(folding.entries[place]), np.int64(folding.shapes[place])
        is_border = entry == 0
        if shape != COMBINING and not is_border:
            is_border = before != NO_WORD and turns(before, shape, text, at + size, until, folding)
            before = shape
        if (is_border or entry == 0) and last > start:
            n, state = close_word(words, n, start - begin, last - begin, state)
            start = last = at
        at += size
        if entry == 0:
            keep_range(words, whole, n)
            whole, before = n, np.int64(NO_WORD)
            start = last = at
        elif entry >> 28 == PASSED_OVER or (entry >> 28 == MARK and last == start):
            start, last = (at, at) if last == start else (start, last)
        else:
            last = at
            state = add_character(text, at - size, size, entry, code, folding, words, state)
    if last > start:
        n, state = close_word(words, n, start - begin, last - begin, state)
    keep_range(words, whole, n)
    kept = words.counts[RANGES] - 1
    if (
        kept < 0
        or words.ints[words.at[SPANNED] + 2 * kept] != first
        or words.ints[words.at[SPANNED] + 2 * kept + 1] != n
    ):
        keep_range(words, first, n)
    return until, n, state


@lean
def add_character(text, at, size, entry, code, folding, words, state):
    if code < 128:
        return push(words.letters, U(folding.ascii[code]), U(1), state)
    return fold_character(text, at, size, entry, folding, words, state)


@lean
def turns(before, here, text, at, until, folding):
    """Whether a hashtag has a new word between two characters, as `readings.hashtag_borders`."""
    if (before == DIGIT) != (here == DIGIT) or (here == CAPITAL and before != CAPITAL):
        return True
    if here != CAPITAL:
        return False
    while at < until:
        code, size = decode(text, at)
        place = entry_at(folding, code)
        if folding.shapes[place] != COMBINING:
            return folding.entries[place] != 0 and folding.shapes[place] == SMALL
        at += size
    return False


@lean
def hashtag_end(text, at, end, folding):
    """Where the letters, digits, underscores and marks end that begin here; here, when there are none to be seen."""
    until = at
    while at < end:
        code, size = decode(text, at)
        place = entry_at(folding, code)
        at += size
        if folding.entries[place] >> 28 == PASSED_OVER:
            continue
        if folding.shapes[place] == NO_WORD:
            break
        until = at
    return until


@lean
def follows_word(text, begin, at, folding):
    """Whether the visible character before this place belongs to a word, or is # or &."""
    while at > begin:
        at -= 1
        while at > begin and text[at] & 0xC0 == 0x80:
            at -= 1
        code, _ = decode(text, at)
        place = entry_at(folding, code)
        if folding.entries[place] >> 28 != PASSED_OVER:
            is_mark = folding.entries[place] >> 28 == MARK
            return (folding.shapes[place] != NO_WORD and not is_mark) or code in (HASH, AMPERSAND)
    return False


@lean
def keep_range(words, first, end):
    if end > first + 1:
        words.ints[words.at[SPANNED] + 2 * words.counts[RANGES]] = first
        words.ints[words.at[SPANNED] + 2 * words.counts[RANGES] + 1] = end
        words.counts[RANGES] += 1
