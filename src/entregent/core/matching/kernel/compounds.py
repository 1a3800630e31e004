"""The compiled part: a whole document, with its compounds and look-alikes, and its offsets in characters."""

import numpy as np

from entregent.core.matching.kernel.machine import (
    BYTE,
    EIGHT,
    HYPHEN,
    NOWHERE,
    ZERO,
    U,
    close_word,
    decode,
    fresh,
    keep_range,
    lean,
    push,
    tokenise,
)
from entregent.core.matching.kernel.places import (
    COVERS,
    ENDS,
    EXTRAS,
    FROM_FIRST,
    FROM_NEXT,
    GAP,
    HYPHENED,
    HYPHENS,
    LETTERS_AT,
    RANGES,
    SPANNED,
    STARTS,
    STRANGE,
    TO_FIRST,
    TO_NEXT,
    WORDS,
)
from entregent.core.matching.look_alikes import LATIN_OF

LATIN = np.array([ord(LATIN_OF.get(chr(code), "\0")) for code in range(0x370, 0x530)], np.uint8)


@lean
def read(title, title_begin, title_end, body, body_begin, body_end, folding, words):
    """Read a document: its title, an empty word, its body, the extras."""
    counts = words.counts
    for each in range(len(counts)):
        counts[each] = 0
    n = tokenise(title, title_begin, title_end, folding, words, np.int64(0))
    counts[GAP] = n
    words.hashes[n] = ZERO
    words.ints[words.at[LETTERS_AT] + n + 1] = words.ints[words.at[LETTERS_AT] + n]
    words.ints[words.at[STARTS] + n] = words.ints[words.at[ENDS] + n] = 0
    n = tokenise(body, body_begin, body_end, folding, words, n + 1)
    counts[WORDS] = n
    if counts[HYPHENS]:
        bind(title, title_begin, body, body_begin, words)
    if counts[RANGES] or counts[STRANGE]:
        add_extras(words)


@lean
def bind(title, title_begin, body, body_begin, words):
    """Keep the ranges of two and three words that single hyphens bind."""
    gap = words.counts[GAP]
    bound = np.int64(-2)
    for each in range(words.counts[HYPHENS]):
        at = np.int64(words.ints[words.at[HYPHENED] + each]) - 1  # the word before
        if at < gap:
            does = at >= 0 and at + 1 < gap and is_bound(title, title_begin, words, at)
        else:
            does = at > gap and at + 1 < words.counts[WORDS] and is_bound(body, body_begin, words, at)
        if does:
            keep_range(words, at, at + 2)
            if bound == at - 1:
                keep_range(words, at - 1, at + 2)
            bound = at


@lean
def is_bound(text, begin, words, at):
    """Whether a hyphen is all that can be seen between a word and the next."""
    return is_hyphen(text, begin + words.ints[words.at[ENDS] + at], begin + words.ints[words.at[STARTS] + at + 1])


@lean
def is_hyphen(text, at, until):
    """Whether a hyphen is all that can be seen between two places."""
    if until == at + 1:
        return text[at] == HYPHEN
    if until < at + 3 or (text[at] < 0x80 and text[at] != HYPHEN):
        return False
    hyphens = 0
    while at < until:
        code, size = decode(text, at)
        at += size
        if code in (HYPHEN, 0x2010, 0x2011):
            hyphens += 1
        elif not (code in (0xAD, 0x2060, 0xFEFF) or 0x200B <= code <= 0x200D):
            return False
    return hyphens == 1


@lean
def add_extras(words):
    """Add the compounds whose ranges are kept, and look-alikes; then say where they begin and end."""
    counts = words.counts
    n = counts[WORDS]
    for each in range(counts[RANGES]):
        first, end = words.ints[words.at[SPANNED] + 2 * each], words.ints[words.at[SPANNED] + 2 * each + 1]
        state = fresh(words, n)
        for at in range(words.ints[words.at[LETTERS_AT] + first], words.ints[words.at[LETTERS_AT] + end]):
            number = words.letters[at]
            while number != ZERO:
                state = push(words.letters, number & BYTE, U(1), state)
                number >>= EIGHT
        words.ints[words.at[COVERS] + 2 * n], words.ints[words.at[COVERS] + 2 * n + 1] = first, end
        n, _ = close_word(words, n, NOWHERE, NOWHERE, state)
    if counts[STRANGE]:
        for at in range(counts[WORDS]):
            n = add_look_alike(words, at, n)
    counts[EXTRAS] = n - counts[WORDS]
    for place in range(counts[WORDS] + 1):
        words.ints[words.at[FROM_FIRST] + place] = words.ints[words.at[TO_FIRST] + place] = -1
    for extra in range(counts[WORDS], n):
        first, end = words.ints[words.at[COVERS] + 2 * extra], words.ints[words.at[COVERS] + 2 * extra + 1]
        words.ints[words.at[FROM_NEXT] + extra], words.ints[words.at[FROM_FIRST] + first] = (
            words.ints[words.at[FROM_FIRST] + first],
            extra,
        )
        words.ints[words.at[TO_NEXT] + extra], words.ints[words.at[TO_FIRST] + end] = (
            words.ints[words.at[TO_FIRST] + end],
            extra,
        )


@lean
def add_look_alike(words, word, n):
    """Add the Latin word that this one looks like, as `look_alikes.skeleton`; return how many words there are."""
    has_latin = False
    has_other = False
    lead = ZERO
    state = fresh(words, n)
    for at in range(words.ints[words.at[LETTERS_AT] + word], words.ints[words.at[LETTERS_AT] + word + 1]):
        number = words.letters[at]
        while number != ZERO:
            byte = number & BYTE
            number >>= EIGHT
            if U(0xCD) <= byte <= U(0xD4):
                lead = byte
                continue
            if lead != ZERO:
                code = np.int64((lead & U(0x1F)) << U(6) | (byte & U(0x3F)))
                if 0x370 <= code < 0x530:
                    has_other = True
                    if LATIN[code - 0x370] == 0:
                        return n
                    byte = U(LATIN[code - 0x370])
                else:
                    state = push(words.letters, lead, U(1), state)
                lead = ZERO
            elif U(97) <= byte <= U(122):
                has_latin = True
            state = push(words.letters, byte, U(1), state)
    if not (has_latin and has_other):
        return n
    words.ints[words.at[COVERS] + 2 * n], words.ints[words.at[COVERS] + 2 * n + 1] = word, word + 1
    return close_word(words, n, NOWHERE, NOWHERE, state)[0]


@lean
def to_characters(text, begin, words, first, end):
    """Turn bytes into characters for these words, all of one field."""
    at = begin
    characters = 0
    for n in range(first, end):
        until = begin + words.ints[words.at[STARTS] + n]
        while at < until:
            characters += (text[at] & 0xC0) != 0x80
            at += 1
        words.ints[words.at[STARTS] + n] = characters
        until = begin + words.ints[words.at[ENDS] + n]
        while at < until:
            characters += (text[at] & 0xC0) != 0x80
            at += 1
        words.ints[words.at[ENDS] + n] = characters
