"""The plain evaluator: each watch against each document, one after the other.

Simple, right and slow: it answers for single documents, explains its answer, and is what the compiled kernel is held against.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from entregent.core.matching.document import Document, Hit, Span, TextField
from entregent.core.matching.keywords import Language
from entregent.core.matching.mends import parse
from entregent.core.matching.metadata import holds
from entregent.core.matching.query import And, Exact, Inflected, Is, Leaf, Near, Not, Or, Phrase, Prefix, Query, Titled
from entregent.core.matching.readings import Place, Reading
from entregent.core.matching.written import to_text
from entregent.core.text import stem

STEMMED = ("fr", "en")
FIELDS: tuple[TextField, TextField] = ("title", "body")

Clause = tuple[Query, list[Place]]


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause of a watch that a document satisfies, in the watch language, and where.

    NOT, and what is known of a document, have no spans.
    """

    clause: str
    spans: tuple[Span, ...]


class WatchSet:
    """Watches ready to be matched."""

    def __init__(self, queries: Mapping[int, Query]) -> None:
        self._queries = dict(queries)

    def match(self, batch: Iterable[Document]) -> Iterator[Hit]:
        """Yield a hit for each watch that catches a document: documents in order, watches in order."""
        for document in batch:
            words = _Words(document)
            for watch, query in self._queries.items():
                found = words.clauses(query)
                if found is not None:
                    yield Hit(watch, document.id, _spans([place for _, places in found for place in places]))


def compile(watches: Mapping[int, Query | str]) -> WatchSet:  # noqa: A001 (the door's name, as in `re`)
    """Return the watches (id to query, or to its text) ready for matching. Raises WatchSyntaxError."""
    return WatchSet({watch: parse(query) if isinstance(query, str) else query for watch, query in watches.items()})


def explain(query: Query, document: Document, language: Language = "en") -> list[Reason] | None:
    """Return which clauses caught the document, in the order of the watch; None when it is not caught.

    language: of the operators and fields that the clauses are written with.
    """
    found = _Words(document).clauses(query)
    return None if found is None else [Reason(to_text(clause, language), _spans(places)) for clause, places in found]


class _Words:
    """One document, read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        languages = [language for language in STEMMED if language == document.language]
        self._languages = languages or STEMMED

    @cached_property
    def _readings(self) -> tuple[Reading, Reading]:
        return Reading(self._document.title, 0), Reading(self._document.body, 1)

    def clauses(self, query: Query, *, titled: bool = False) -> list[Clause] | None:
        """Return the clauses that are satisfied, and where; None when the query is not. titled: in the title alone."""
        match query:
            case And(parts):
                return self._all(parts, titled)
            case Or(parts):
                found = [clauses for part in parts if (clauses := self.clauses(part, titled=titled)) is not None]
                return [clause for clauses in found for clause in clauses] if found else None
            case Not(part):
                return [(query, [])] if self.clauses(part, titled=titled) is None else None
            case Titled(part):
                found_there = self.clauses(part, titled=True)
                return None if found_there is None else [(_titled(clause), places) for clause, places in found_there]
            case Is():
                return [(query, [])] if holds(query, self._document) else None
            case _:
                places = self._places(query, titled)
                return [(query, places)] if places else None

    def _all(self, parts: tuple[Query, ...], titled: bool) -> list[Clause] | None:
        gathered: list[Clause] = []
        for part in parts:
            found = self.clauses(part, titled=titled)
            if found is None:
                return None
            gathered += found
        return gathered

    def _places(self, query: Leaf | Near, titled: bool) -> list[Place]:
        readings = self._readings[:1] if titled else self._readings
        if isinstance(query, Near):
            return [place for reading in readings for place in self._near(query, reading)]
        return [place for reading in readings for place in self._leaf(query, reading)]

    def _leaf(self, leaf: Leaf, reading: Reading) -> list[Place]:
        match leaf:
            case Phrase(words):
                return reading.phrase(words)
            case Prefix(letters):
                return reading.prefix(letters)
            case Exact(text):
                return reading.exact(text)
            case Inflected(word):
                found = (reading.inflected(stem(word, language), language) for language in self._languages)
                return [place for places in found for place in places]

    def _near(self, near: Near, reading: Reading) -> list[Place]:
        left, right = self._side(near.left, reading), self._side(near.right, reading)
        return [*_followed(left, right, near.distance), *_followed(right, left, near.distance)]

    def _side(self, side: Query, reading: Reading) -> list[Place]:
        leaves = side.parts if isinstance(side, Or) else (side,)
        return sorted({place for leaf in leaves for place in self._leaf(_as_leaf(leaf), reading)})


def _as_leaf(query: Query) -> Leaf:
    if not isinstance(query, Leaf):
        raise TypeError(f"{query!r} is no side of NEAR")
    return query


def _titled(clause: Query) -> Query:
    return clause if isinstance(clause, Is | Titled) else Titled(clause)


def _followed(earlier: list[Place], later: list[Place], distance: int) -> list[Place]:
    """All pairs of which the second begins at most so many steps after the last word of the first. Both in order of position."""
    found: set[Place] = set()
    for one in earlier:
        at = bisect_left(later, one.last, key=lambda place: place.first)
        while at < len(later) and later[at].first <= one.last - 1 + distance:
            found |= {one, later[at]}
            at += 1
    return sorted(found)


def _spans(places: list[Place]) -> tuple[Span, ...]:
    """Places in reading order, overlapping ones joined."""
    joined: list[Place] = []
    for place in sorted(set(places)):
        if joined and place.field == joined[-1].field and place.start < joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return tuple(Span(FIELDS[place.field], place.start, place.end) for place in joined)
