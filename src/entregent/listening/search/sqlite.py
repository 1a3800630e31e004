"""The index in SQLite: FTS5."""

from collections.abc import Sequence

from entregent.listening.search.keys import source_term
from entregent.listening.search.question import Option, Question

KEYS = (
    'SELECT rowid FROM "listening_search" WHERE "listening_search" MATCH %s AND rowid >= %s AND rowid < %s '
    "ORDER BY rowid DESC LIMIT %s"
)


def expression(question: Question, sources: Sequence[int] | None) -> str:
    """Return the question as FTS5 reads it. Terms hold no quote. sources: None is all."""
    alternatives = dict.fromkeys(
        " AND ".join(f"({' OR '.join(map(_option, part))})" for part in parts)
        for parts in question.by_language.values()
    )
    asked = " OR ".join(f"({one})" for one in alternatives)
    if sources is None:
        return asked
    within = " OR ".join(f'"{source_term(one)}"' for one in sources)
    return f"({asked}) AND ({within})"


def _option(option: Option) -> str:
    return f'"{" ".join(option.terms)}"' + (" *" if option.is_beginning else "")
