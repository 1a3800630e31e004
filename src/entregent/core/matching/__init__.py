"""Matching: which posts a watch catches, and where in them.

    watches = compile({1: 'compost* OR "tri des déchets"'})
    for hit in watches.match([Document(id=7, title="…", body="…")]): ...

The watch language becomes a query tree (`grammar`, `query`), the trees a compiled watch set (`evaluator`), documents become hits.
Around the language: what may not be meant (`lint`), the form (`to_fields`, `from_fields`), other tools' queries (`translate`).
"""

from entregent.core.matching.cautions import Caution, lint
from entregent.core.matching.document import Document, Hit, Span
from entregent.core.matching.errors import WatchSyntaxError
from entregent.core.matching.evaluator import Reason, WatchSet, explain
from entregent.core.matching.form_fields import Fields, from_fields, to_fields
from entregent.core.matching.kernel import compile  # noqa: A004 (the door’s name, as in `re`)
from entregent.core.matching.mends import parse
from entregent.core.matching.query import Query
from entregent.core.matching.translation import Note, Translation, translate
from entregent.core.matching.written import to_text

__all__ = [
    "Caution",
    "Document",
    "Fields",
    "Hit",
    "Note",
    "Query",
    "Reason",
    "Span",
    "Translation",
    "WatchSet",
    "WatchSyntaxError",
    "compile",
    "explain",
    "from_fields",
    "lint",
    "parse",
    "to_fields",
    "to_text",
    "translate",
]
