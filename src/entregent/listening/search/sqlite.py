"""The index in SQLite: FTS5."""

from entregent.listening.search.question import Option, Question

KEYS = (
    'SELECT rowid FROM "listening_search" WHERE "listening_search" MATCH %s AND rowid >= %s AND rowid < %s '
    "ORDER BY rowid DESC LIMIT %s"
)


def expression(question: Question) -> str:
    """Return the question as FTS5 reads it. Terms hold no quote."""
    alternatives = dict.fromkeys(
        " AND ".join(f"({' OR '.join(map(_option, part))})" for part in parts)
        for parts in question.by_language.values()
    )
    return " OR ".join(f"({one})" for one in alternatives)


def _option(option: Option) -> str:
    return f'"{" ".join(option.terms)}"' + (" *" if option.is_beginning else "")
