"""Matching: which posts a watch catches, and where in them.

    watches = compile({1: parse('compost* OR "tri des déchets"')})
    for hit in watches.match([Document(id=7, title="…", body="…")]): ...

The watch language becomes a query tree (`grammar`), the trees a compiled watch set (`evaluator`), documents become hits.
"""

from entregent.core.matching.document import Document, Hit, Span
from entregent.core.matching.evaluator import WatchSet, compile  # noqa: A004 (the door's name, as in `re`)
from entregent.core.matching.grammar import WatchSyntaxError, parse
from entregent.core.matching.query import Query

__all__ = ["Document", "Hit", "Query", "Span", "WatchSet", "WatchSyntaxError", "compile", "parse"]
