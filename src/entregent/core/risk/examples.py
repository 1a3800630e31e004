"""Examples: the few posts that show what an unusual day is about."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN = 3
ALIKE = 0.8  # share of common terms from which two posts say the same


@dataclass(frozen=True, slots=True)
class Heard:
    """A post of the day: its number, its source, its terms (core.text.terms, repeats count once)."""

    post: int
    source: str
    terms: frozenset[str]


def choose_examples(today: Sequence[Heard], *, before: Iterable[Heard] = (), count: int = SHOWN) -> list[Heard]:
    """Return the posts closest to what today is about, of different sources while there are any, no two the same.

    today: all posts of the day, in any order. before: posts of usual days: what they say as often is not today's subject.
    Fewer than `count` when there are not as many different posts.
    """
    subject = _subject(today, list(before))
    nearest = sorted(today, key=lambda heard: (-_closeness(heard, subject), heard.post))
    chosen: list[Heard] = []
    for once_a_source in (True, False):
        for heard in nearest:
            if len(chosen) < count and _adds(heard, chosen, once_a_source=once_a_source):
                chosen.append(heard)
    return chosen


def _subject(today: Sequence[Heard], before: Sequence[Heard]) -> dict[str, float]:
    """Terms of the day, each by the number of sources that use it, against the share of usual posts that do.

    Sources are counted, so that one that repeats itself does not make the subject.
    """
    sources = {heard.source for heard in today}
    spoken: Counter[str] = Counter(
        term for _, term in {(heard.source, term) for heard in today for term in heard.terms}
    )
    usual: Counter[str] = Counter(term for heard in before for term in heard.terms)
    return {
        term: share * math.log1p(share / ((usual[term] + 0.5) / (len(before) + 1)))
        for term, share in ((term, number / len(sources)) for term, number in spoken.items())
    }


def _closeness(heard: Heard, subject: dict[str, float]) -> float:
    """Weight of the day's terms in the post, over the length that a longer one has for free."""
    return math.fsum(subject[term] for term in heard.terms) / math.sqrt(len(heard.terms) + 5)


def _adds(heard: Heard, chosen: Sequence[Heard], *, once_a_source: bool) -> bool:
    if once_a_source and any(heard.source == other.source for other in chosen):
        return False
    return all(heard.post != other.post and _common(heard, other) < ALIKE for other in chosen)


def _common(one: Heard, other: Heard) -> float:
    together = len(one.terms | other.terms)
    return len(one.terms & other.terms) / together if together else 1.0
