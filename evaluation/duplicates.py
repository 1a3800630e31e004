"""Duplicates: the articles of two real French blogs, edits of them, and what is unlike.

The edits are made here, by a fixed draw: they show that a passage is found wherever it stands, not how journalists rewrite. That
two articles are unlike is taken for granted: series that quote themselves count against us.
"""

import html
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Row
from entregent.core.duplicates import TAKEN_UP, containment, fingerprints, overlap
from evaluation.floors import measured
from tests.real.posts import jamstatic, putaindecode

CASE = "duplicates"
SHORTEST = 120  # words
TAG = re.compile(r"<[^>]+>")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def rows(shared: Path) -> Iterator[Row]:
    texts = [html.unescape(TAG.sub(" ", post.html)) for post in [*putaindecode(shared), *jamstatic(shared)]]
    texts = [text for text in texts if len(text.split()) >= SHORTEST]
    yield measured(CASE, "articles", len(texts), "count")
    yield from _edits(texts)
    yield from _unlike(texts)
    yield from _cost(texts)


def _edits(texts: Sequence[str]) -> Iterator[Row]:
    draw = random.Random(5)  # noqa: S311 (a draw that can be repeated, not a secret)
    edits = {
        "whole, between 70 other words": [],
        "excerpt of 40 %": [],
        "excerpt of 20 %": [],
        "tenth dropped, shuffled": [],
    }
    for number, text in enumerate(texts):
        words, other = text.split(), texts[(number * 7 + 11) % len(texts)].split()
        edits["whole, between 70 other words"].append((text, " ".join([*other[:40], *words, *other[40:70]])))
        for share in (0.4, 0.2):
            length = int(len(words) * share)
            start = draw.randrange(len(words) - length)
            excerpt = [*other[: len(words)], *words[start : start + length]]
            edits[f"excerpt of {share * 100:.0f} %"].append((text, " ".join(excerpt)))
        sentences = SENTENCE_END.split(text)
        draw.shuffle(sentences)
        kept = [word for word in " ".join(sentences).split() if draw.random() > 0.1]
        edits["tenth dropped, shuffled"].append((text, " ".join(kept)))
    for name, pairs in edits.items():
        shares = [containment(text, edited) for text, edited in pairs]
        indexed = [overlap(fingerprints(text), fingerprints(edited)) for text, edited in pairs]
        yield measured(CASE, f"{name}: found", _above(shares))
        yield measured(CASE, f"{name}: found by its fingerprints alone", _above(indexed))
        yield measured(CASE, f"{name}: least share", min(shares))


def _above(shares: Sequence[float]) -> float:
    return sum(share >= TAKEN_UP for share in shares) / len(shares)


def _unlike(texts: Sequence[str]) -> Iterator[Row]:
    kept = [fingerprints(text) for text in texts]
    shares = [overlap(a, b) for one, a in enumerate(kept) for other, b in enumerate(kept) if one != other]
    yield measured(CASE, "pairs of different articles", len(shares), "count")
    yield measured(CASE, "different articles: taken for copies", _above(shares))
    yield measured(CASE, "different articles: above .02", sum(share >= 0.02 for share in shares), "count")
    yield measured(CASE, "different articles: greatest share", max(shares))


def _cost(texts: Sequence[str]) -> Iterator[Row]:
    started = time.process_time()
    kept = sum(len(fingerprints(text)) for text in texts)
    spent = time.process_time() - started
    yield measured(CASE, "length of an article", sum(map(len, texts)) / len(texts), "characters")
    yield measured(CASE, "fingerprints of an article", kept / len(texts), "count")
    yield measured(CASE, "cost of an article, CPU", spent / len(texts) * 1000, "ms")
