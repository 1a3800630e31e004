"""One form for what means the same by its syntax alone.

AND and OR hold at least two parts, none of their own kind, none twice, in the order they were written. NOT and the title stand
before a single clause: NOT goes through brackets by De Morgan's laws, `title:(a OR b)` is `title:a OR title:b`; two NOTs are none.
What is written exactly has composed accents and single spaces.
"""

import unicodedata
from collections.abc import Iterable

from entregent.core.matching.pieces import INVISIBLE
from entregent.core.matching.query import And, Exact, Is, Near, Not, Or, Query, Titled


def normal(query: Query) -> Query:
    """Return the normal form, which catches the same documents."""
    return _normal(query, denied=False, titled=False)


def _normal(query: Query, *, denied: bool, titled: bool) -> Query:
    match query:
        case Not(part):
            return _normal(part, denied=not denied, titled=titled)
        case Titled(part):
            return _normal(part, denied=denied, titled=True)
        case And(parts) | Or(parts):
            is_and = isinstance(query, And) != denied
            return joined(And if is_and else Or, (_normal(part, denied=denied, titled=titled) for part in parts))
        case _:
            clause = _clause(query, titled)
            return Not(clause) if denied else clause


def _clause(query: Query, titled: bool) -> Query:
    if isinstance(query, Near):
        query = Near(normal(query.left), normal(query.right), query.distance)
    elif isinstance(query, Exact):
        query = Exact(" ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", query.text)).split()))
    return Titled(query) if titled and not isinstance(query, Is) else query


def joined(kind: type[And] | type[Or], parts: Iterable[Query]) -> Query:
    """AND or OR of parts in normal form, itself in normal form; one part is itself. At least one part."""
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat))
