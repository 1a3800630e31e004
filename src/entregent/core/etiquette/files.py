"""Facts out of tables, as TOML and JSON give them: each key named as in `facts`, an unknown one refused by name."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from entregent.core.errors import EntregentError
from entregent.core.etiquette.facts import Brief, Contact, Exchange

Made = TypeVar("Made")
# What people write, for the words of `facts`.
ALIASES = {"date": "when"}


class FactsError(EntregentError):
    """A table says what no fact is. key: where, such as "posts.2.title"; it has the value. known: what could stand there."""

    def __init__(self, key: str, value: object, known: tuple[str, ...], nearest: str = "") -> None:
        super().__init__(f"{key}: {value!r}")
        self.key, self.value, self.known, self.nearest = key, value, known, nearest


class UnknownKeyError(FactsError):
    """No fact has this name. nearest: the known key most like it, "" when none is."""


def brief_of(table: Mapping[str, object]) -> Brief:
    """Return the brief a table describes.

    Raises UnknownKeyError for a key that no brief has, FactsError for a value of another kind than the key's.
    """
    return _made(Brief, table, "")


def contact_of(table: Mapping[str, object]) -> tuple[Contact, tuple[Exchange, ...]]:
    """Return the contact a table describes, and what was exchanged with them, under the key `history`. Raises as `brief_of`."""
    contact = _made(Contact, {key: value for key, value in table.items() if key != "history"}, "", ("history",))
    return contact, history_of(table.get("history", ()))


def history_of(rows: object) -> tuple[Exchange, ...]:
    """Return the exchanges that a list of tables describes. Raises as `brief_of`."""
    exchanges: tuple[Exchange, ...] = _value(tuple[Exchange, ...], rows, "history")
    return exchanges


def _made(kind: type[Made], table: object, where: str, also: tuple[str, ...] = ()) -> Made:
    if not isinstance(table, Mapping):
        raise FactsError(where, table, ("[table]",))
    hints = get_type_hints(kind)
    known = (*(one.name for one in fields(kind)), *also)  # type: ignore[arg-type]
    values = {}
    for key, value in table.items():
        name = ALIASES.get(key, key) if key not in known else key
        if name not in hints:
            nearest = get_close_matches(key, known, 1)
            raise UnknownKeyError(f"{where}{key}", value, known, nearest[0] if nearest else "")
        values[name] = _value(hints[name], value, f"{where}{key}")
    for one in fields(kind):  # type: ignore[arg-type]
        if one.default is MISSING and one.default_factory is MISSING and one.name not in values:
            raise FactsError(f"{where}{one.name}", None, _wanted(hints[one.name]))
    return kind(**values)


def _value(hint: Any, value: object, where: str) -> Any:
    """The value as the hint wants it."""
    if isinstance(hint, types.UnionType):
        hint = next(one for one in get_args(hint) if one is not types.NoneType)
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], value, where)
    if is_dataclass(hint):
        return _made(hint, value, f"{where}.")  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint, value, where)
    if choices := get_args(hint):
        return _chosen(choices, value, where)
    return _plain(hint, value, where)


def _several(hint: Any, value: object, where: str) -> tuple[Any, ...]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise FactsError(where, value, ("[…]",))
    return tuple(_value(hint, one, f"{where}.{at}") for at, one in enumerate(value, 1))


def _one_of(kind: type[StrEnum], value: object, where: str) -> StrEnum:
    return kind(_chosen(tuple(one.value for one in kind), value, where))


def _chosen(choices: tuple[str, ...], value: object, where: str) -> str:
    if value not in choices:
        raise FactsError(where, value, choices)
    return str(value)


def _plain(hint: type, value: object, where: str) -> object:
    if hint is date and isinstance(value, datetime):
        return value.date()
    if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
        raise FactsError(where, value, _wanted(hint))
    return value


def _wanted(hint: Any) -> tuple[str, ...]:
    """What could stand there, as one writes it."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(one.value for one in hint)
    return ({str: '"…"', bool: "true, false", date: "2026-06-15"}.get(hint, "[…]"),)
