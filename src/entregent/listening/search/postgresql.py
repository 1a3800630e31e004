"""The index in PostgreSQL: a vector of terms and a GIN index."""

from collections.abc import Sequence

from entregent.listening.search.keys import source_term
from entregent.listening.search.question import Option, Question

KEYS = (
    'SELECT "key" FROM "listening_terms" WHERE "words" @@ %s::tsquery AND "key" >= %s AND "key" < %s '
    'ORDER BY "key" DESC LIMIT %s'
)


def expression(question: Question, sources: Sequence[int] | None) -> str:
    """Return the question as a tsquery. Terms hold no quote. sources: None is all."""
    alternatives = dict.fromkeys(
        " & ".join(f"({' | '.join(map(_option, part))})" for part in parts) for parts in question.by_language.values()
    )
    asked = " | ".join(f"({one})" for one in alternatives)
    if sources is None:
        return asked
    within = " | ".join(f"'{source_term(one)}'" for one in sources)
    return f"({asked}) & ({within})"


def _option(option: Option) -> str:
    quoted = [f"'{term}'" for term in option.terms]
    if option.is_beginning:
        quoted[-1] += ":*"
    return f"({' <-> '.join(quoted)})"
