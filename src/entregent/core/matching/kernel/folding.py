"""What `core.text.tokenise` makes of each character of Unicode, as tables that compiled code reads.

A character has an entry: what it adds to the folded word, or that it separates words, or that it is passed over. `tokenise` works
character by character (its folding has no context), which makes such tables exact; tests/core/test_kernel_words.py holds it.
"""

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from entregent.core.text import fold, tokenise

Bytes = npt.NDArray[np.uint8]
Entries = npt.NDArray[np.uint32]

# The upper four bits of an entry. A separator is 0 in whole.
INLINE = 1  # bits 24-26: how many bytes it adds; bits 0-23: these bytes, the first lowest
SAME = 2  # adds its own UTF-8
POOLED = 3  # bits 20-26: how many bytes; bits 0-19: from where in the pool
PASSED_OVER = 4  # soft hyphen, zero width: inside a word or not, as if it were absent
MARK = 5  # as INLINE, inside a word; separates elsewhere
OTHER = 1 << 27  # folds to Greek or Cyrillic: may be taken for Latin

# What hashtags are cut by.
NO_WORD, SMALL, CAPITAL, DIGIT, COMBINING = range(5)

LAST = 0x110000
DIRECT = 0x800  # entries below stand at their own index: what two bytes of UTF-8 can say
PAGE = 256
INVISIBLE = (0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF)
MARKS = range(0x300, 0x370)
LOOKING_LATIN = range(0x370, 0x530)  # as `look_alikes`: Greek, Coptic, Cyrillic
SPECIAL = frozenset({*INVISIBLE, *MARKS, ord("_")})


class Folding(NamedTuple):
    """ascii: folded byte or 0, by byte. pages: where the entries of 256 characters begin. growth: folded bytes a byte may become.

    shapes: of the characters that a hashtag may hold, beside `entries`.
    """

    ascii: Bytes
    pages: npt.NDArray[np.int32]
    entries: Entries
    shapes: Bytes
    pool: Bytes
    growth: int


@cache
def folding() -> Folding:
    """Return the tables, made once (0.1 s)."""
    pool = bytearray()
    pages = np.zeros(LAST // PAGE, np.int32)
    blocks: list[tuple[Entries, Bytes]] = []
    known: dict[bytes, int] = {}
    growth = 1.0
    for page in range(LAST // PAGE):
        entries, shapes, worst = _block(page * PAGE, pool)
        growth = max(growth, worst)
        content = entries.tobytes() + shapes.tobytes()
        if page < DIRECT // PAGE or content not in known:
            known[content] = len(blocks)
            blocks.append((entries, shapes))
        pages[page] = known[content] * PAGE
    plain = np.array([ord(chr(code).lower()) if chr(code).isalnum() else 0 for code in range(128)], np.uint8)
    entries, shapes = np.concatenate([one for one, _ in blocks]), np.concatenate([one for _, one in blocks])
    letters = np.frombuffer(bytes(pool) + b"\0", np.uint8)
    for table in (plain, pages, entries, shapes, letters):
        table.flags.writeable = False
    return Folding(plain, pages, entries, shapes, letters, int(growth) + 1)


def _block(first: int, pool: bytearray) -> tuple[Entries, Bytes, float]:
    """The entries and shapes of 256 characters, and the most that one of them grows in bytes."""
    entries, shapes = np.zeros(PAGE, np.uint32), np.zeros(PAGE, np.uint8)
    worst = 1.0
    letters = [code for code in range(first, first + PAGE) if chr(code).isalnum() or code in SPECIAL]
    for code in letters:
        shapes[code - first] = _shape(chr(code))
    text = "".join(map(chr, letters))
    if first >= DIRECT and text.isalnum() and fold(text) == text:
        entries[[code - first for code in letters]] = SAME << 28
        return entries, shapes, worst
    for code in letters:
        entries[code - first], folded = _entry(code, pool)
        worst = max(worst, folded / len(chr(code).encode("utf-8", "surrogatepass")))
    return entries, shapes, worst


def _shape(character: str) -> int:
    if ord(character) in INVISIBLE:
        return COMBINING
    if unicodedata.combining(character):
        return COMBINING
    if character.isdigit():
        return DIGIT
    return CAPITAL if character.isupper() else SMALL


def _entry(code: int, pool: bytearray) -> tuple[int, int]:
    character = chr(code)
    if code in INVISIBLE:
        return PASSED_OVER << 28, 0
    if code == ord("_"):
        return 0, 0
    if code in MARKS:
        folded, kind = folded_mark(character), MARK
    else:
        words = tokenise(character)
        folded, kind = words[0].word if words else "", INLINE
    other = OTHER if any(ord(letter) in LOOKING_LATIN for letter in folded) else 0
    spelt = folded.encode()
    if folded == character and len(spelt) > 1 and kind == INLINE:
        return SAME << 28 | other, len(spelt)
    if len(spelt) <= 3:
        return kind << 28 | other | len(spelt) << 24 | int.from_bytes(spelt, "little"), len(spelt)
    pool.extend(spelt)
    return POOLED << 28 | other | len(spelt) << 20 | len(pool) - len(spelt), len(spelt)


def folded_mark(mark: str) -> str:
    """What a combining mark leaves in a word once folded: nothing, or hardly ever a letter (the iota of Greek)."""
    return "".join(c for c in fold(mark) if c.isalnum() or unicodedata.category(c).startswith("M"))
