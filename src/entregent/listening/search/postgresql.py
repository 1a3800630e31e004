"""The index in PostgreSQL: a vector of terms and a GIN index."""

from entregent.listening.search.question import Option, Question

KEYS = (
    'SELECT "key" FROM "listening_terms" WHERE "words" @@ %s::tsquery AND "key" >= %s AND "key" < %s '
    'ORDER BY "key" DESC LIMIT %s'
)


def expression(question: Question) -> str:
    """Return the question as a tsquery. Terms hold no quote."""
    alternatives = dict.fromkeys(
        " & ".join(f"({' | '.join(map(_option, part))})" for part in parts) for parts in question.by_language.values()
    )
    return " | ".join(f"({one})" for one in alternatives)


def _option(option: Option) -> str:
    quoted = [f"'{term}'" for term in option.terms]
    if option.is_beginning:
        quoted[-1] += ":*"
    return f"({' <-> '.join(quoted)})"
