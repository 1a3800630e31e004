"""Winnowing: of the 5-grams of a text, the few that any copy of a passage is bound to share.

Source: Schleimer, Wilkerson, Aiken, “Winnowing: local algorithms for document fingerprinting” (SIGMOD 2003).
"""

import re
from collections.abc import Collection
from functools import lru_cache
from hashlib import blake2b

from entregent.core.text import fold

GRAM = 5  # words; fewer catch idioms, more lose a passage at each word that was changed
WINDOW = 8  # grams, a power of 2: any passage of GRAM + WINDOW - 1 = 12 words that two texts share leaves a fingerprint in both
TAKEN_UP = (
    0.2  # evaluation/duplicates: every 40 % excerpt is above .34; of 46,872 pairs of articles the nearest reach .16
)
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
PRIME = (1 << 61) - 1  # a fingerprint is below: it fits the signed 64 bits of any database
BASE = 1_000_003


def containment(a: str, b: str) -> float:
    """Return the share of the text `a` that is found in `b`, from 0 (none, or `a` has no word) to 1 (all of it).

    Word by word, without case, accents or punctuation; a passage counts from 5 words in a row, or all of a shorter `a`.
    Not symmetric: an excerpt is contained in its whole, not the whole in the excerpt.
    """
    words = _words(a)
    length = min(GRAM, len(words))
    if not length:
        return 0.0
    return overlap(_winnowed(_grams(words, length)), frozenset(_grams(_words(b), length)))


def fingerprints(text: str) -> frozenset[int]:
    """Return what an index keeps of a text: about two numbers for each nine words, from 0 to 2^61, the same on every machine.

    Two texts with 12 words in a row in common have a fingerprint in common. A text below 12 words keeps all its 5-grams, one
    below 5 words a single one for the whole.
    """
    words = _words(text)
    return _winnowed(_grams(words, min(GRAM, len(words))))


def overlap(a: Collection[int], b: Collection[int]) -> float:
    """Return the share of the fingerprints of `a` that are among those of `b`, from 0 to 1; an estimate of `containment`."""
    return sum(one in b for one in a) / len(a) if a else 0.0


def _words(text: str) -> list[int]:
    """A number for each word. The words are those of `core.text.tokenise`, which spends most of its time on offsets."""
    return [_number(word) for word in WORD.findall(INVISIBLE.sub("", text))]


@lru_cache(maxsize=1 << 16)  # texts repeat their words: folding each once is ten times cheaper than folding the text
def _number(word: str) -> int:
    return int.from_bytes(blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest()) % PRIME


def _grams(numbers: list[int], length: int) -> list[int]:
    """A number for each run of `length` words, in order: a polynomial of theirs, rolled along."""
    if not length or len(numbers) < length:
        return []
    leaving = pow(BASE, length, PRIME)
    rolled = 0
    for number in numbers[:length]:
        rolled = (rolled * BASE + number) % PRIME
    grams = [rolled]
    for entering, left in zip(numbers[length:], numbers, strict=False):
        rolled = (rolled * BASE + entering - left * leaving) % PRIME
        grams.append(rolled)
    return grams


def _winnowed(grams: list[int]) -> frozenset[int]:
    """The least of each window, by doubling: of 2 grams, of 4, of 8. All of them where there is not one whole window."""
    if len(grams) < WINDOW:
        return frozenset(grams)
    least, width = grams, 1
    while width < WINDOW:
        least = list(map(min, least, least[width:]))
        width *= 2
    return frozenset(least)
