"""A watch as a form: what must be there, what may, what must not. Simple watches fit; the others stay text."""

from dataclasses import dataclass, field

from entregent.core.matching.grammar import read
from entregent.core.matching.keywords import Language
from entregent.core.matching.normal import normal
from entregent.core.matching.query import And, Is, Near, Not, Or, Query, Titled
from entregent.core.matching.written import to_text


@dataclass(frozen=True, slots=True)
class Fields:
    """The boxes of the form. must, any, not_: clauses in the watch language, one each (a word, a phrase, a NEAR).

    must: all of them; any: at least one, so that there are none or several; languages, sites: one of them; title_only: all the
    words are read in the title.
    """

    must: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    title_only: bool = False


@dataclass(slots=True)
class _Sorted:
    must: list[Query] = field(default_factory=list)
    any: list[Query] = field(default_factory=list)
    not_: list[Query] = field(default_factory=list)
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)


def to_fields(query: Query, language: Language = "en") -> Fields | None:
    """Return the form that means the same; None when the query does not fit it. language: of NEAR inside a clause."""
    found = _Sorted()
    form = normal(query)
    if not all(_sort(part, found) for part in (form.parts if isinstance(form, And) else (form,))):
        return None
    clauses = [*found.must, *found.any, *found.not_]
    titled = [isinstance(clause, Titled) for clause in clauses]
    if any(titled) and not all(titled):
        return None

    def written(parts: list[Query]) -> tuple[str, ...]:
        return tuple(to_text(part.part if isinstance(part, Titled) else part, language) for part in parts)

    return Fields(
        must=written(found.must),
        any=written(found.any),
        not_=written(found.not_),
        languages=found.known.get("lang", ()),
        sites=found.known.get("site", ()),
        title_only=any(titled),
    )


def from_fields(fields: Fields, language: Language = "en") -> str:
    """Return the watch that the form means, as text; "" for an empty form.

    language: of the operators. Raises WatchSyntaxError when a clause cannot be read: what is written in
    a box is read as a watch, brackets around it.
    """
    must, either, never = (
        [read(clause) for clause in box if clause.strip()] for box in (fields.must, fields.any, fields.not_)
    )
    parts: list[Query] = [*must, *([Or(tuple(either))] if either else []), *map(Not, never)]
    if fields.title_only:
        parts = [Titled(part) for part in parts]
    for name, values in (("lang", fields.languages), ("site", fields.sites)):
        leaves = tuple(read(f'{name}:"{value}"') for value in values if value.strip())
        parts += [Or(leaves)] if leaves else []
    return to_text(normal(And(tuple(parts))), language) if parts else ""


def _sort(part: Query, found: _Sorted) -> bool:
    """Put a part of the query in its box; False when there is none for it."""
    if isinstance(part, Not):
        found.not_.append(part.part)
        return _is_clause(part.part)
    if _is_clause(part):
        found.must.append(part)
        return True
    options = part.parts if isinstance(part, Or) else (part,)
    if all(_is_clause(option) for option in options):
        if found.any:
            return False
        found.any = list(options)
        return True
    return _sort_known(options, found)


def _sort_known(options: tuple[Query, ...], found: _Sorted) -> bool:
    leaves = [option for option in options if isinstance(option, Is)]
    names = {leaf.field for leaf in leaves}
    if len(leaves) < len(options) or len(names) != 1 or not names <= {"lang", "site"} or names & set(found.known):
        return False
    found.known[leaves[0].field] = tuple(leaf.value for leaf in leaves)
    return True


def _is_clause(query: Query) -> bool:
    inner = query.part if isinstance(query, Titled) else query
    return isinstance(inner, Near) or not isinstance(inner, And | Or | Not | Is | Titled)
