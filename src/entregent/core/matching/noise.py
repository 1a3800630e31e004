"""Proposals to cut noise: what stands beside the words that a watch caught, where it comes from, in which language. Pure.

With posts that people marked as noise, a clause is proposed when most of what it takes away is noise; without, when it makes a good
part of what was caught and so is worth a question. Nothing is proposed without an example.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from entregent.core.matching.document import Document, Hit
from entregent.core.matching.query import And, Is, Not, Phrase, Query
from entregent.core.text import Token, tokenise
from entregent.core.text.stop_words import ENGLISH, FRENCH

PRECISE = 0.8  # of what a clause takes away, the share that must be noise where people marked some
FEWEST = 3  # posts that a clause takes away, to be worth a click
LEAST, MOST = 0.1, 0.6  # share of what was caught, where nobody marked any: less is no noise, more is the theme itself
STOP_WORDS = frozenset(FRENCH) | frozenset(ENGLISH)


@dataclass(frozen=True, slots=True)
class Caught:
    """A document and its hit. is_noise: what people said of it, None when nobody did."""

    document: Document
    hit: Hit
    is_noise: bool | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause to take away: `query AND NOT clause`. takes: documents it takes of those caught; noise: those marked."""

    clause: Query
    takes: int
    noise: int
    example: int


def propose(caught: Sequence[Caught], *, most: int = 5) -> list[Proposal]:
    """Return what is worth taking away, the most useful first; no two that take the same documents."""
    found: dict[Query, list[Caught]] = defaultdict(list)
    for one in caught:
        for clause in set(_clauses(one)):
            found[clause].append(one)
    is_marked = any(one.is_noise for one in caught)
    worth = [
        _proposal(clause, taken)
        for clause, taken in found.items()
        if len(taken) >= FEWEST and _is_worth(taken, len(caught), is_marked=is_marked)
    ]
    worth.sort(key=lambda one: (-one.noise, -one.takes, repr(one.clause)))
    return list(_apart(worth, found))[:most]


def without(query: Query, clause: Query) -> Query:
    """The query, less what the clause takes away."""
    parts = query.parts if isinstance(query, And) else (query,)
    return And((*parts, Not(clause)))


def _is_worth(taken: Sequence[Caught], all_caught: int, *, is_marked: bool) -> bool:
    if is_marked:
        return sum(one.is_noise is True for one in taken) >= PRECISE * len(taken)
    return LEAST * all_caught <= len(taken) <= MOST * all_caught


def _proposal(clause: Query, taken: Sequence[Caught]) -> Proposal:
    example = next((one for one in taken if one.is_noise), taken[0])
    return Proposal(clause, len(taken), sum(one.is_noise is True for one in taken), example.document.id)


def _apart(worth: Iterable[Proposal], found: dict[Query, list[Caught]]) -> Iterator[Proposal]:
    """Those that take something that none before takes."""
    taken: set[int] = set()
    for one in worth:
        own = {caught.document.id for caught in found[one.clause]}
        if len(own - taken) >= FEWEST:
            taken |= own
            yield one


def _clauses(one: Caught) -> Iterator[Query]:
    document = one.document
    if document.site:
        yield Is("site", document.site)
    if document.language:
        yield Is("lang", document.language)
    texts = {"title": document.title, "body": document.body}
    for span in one.hit.spans[:20]:
        yield from _neighbours(texts[span.field], span.start, span.end)


def _neighbours(text: str, start: int, end: int) -> Iterator[Phrase]:
    """What was caught with the telling word before it, and with the one after it."""
    from_, to = max(start - 60, 0), end + 60
    tokens = tokenise(text[from_:to])
    inside = [n for n, token in enumerate(tokens) if start <= token.start + from_ and token.end + from_ <= end]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    before, after = _telling(tokens, range(first - 1, first - 4, -1)), _telling(tokens, range(last + 1, last + 4))
    if before is not None and (before or not from_):  # the first word of the piece may be cut
        yield _phrase(tokens[before : last + 1])
    if after is not None and (after < len(tokens) - 1 or to >= len(text)):
        yield _phrase(tokens[first : after + 1])


def _telling(tokens: Sequence[Token], places: range) -> int | None:
    """The nearest of these that is not a stop word."""
    return next((n for n in places if 0 <= n < len(tokens) and tokens[n].word not in STOP_WORDS), None)


def _phrase(tokens: Sequence[Token]) -> Phrase:
    return Phrase(tuple(token.word for token in tokens))
