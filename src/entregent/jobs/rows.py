"""Many rows written at once, as plain values: models for each would take longer than the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from django.db import connection, models

AT_ONCE = 30  # rows of a statement, which is then always the same: 900 values, below what the oldest SQLite takes
MOST_VALUES = 900
PLAIN = frozenset({str, int, bool, type(None)})  # kinds of values that columns take as they are, but for JSON
Row = Mapping[str, Any]


def insert_rows(model: type[models.Model], rows: Sequence[Row]) -> list[int]:
    """Insert rows, given by column; those not named have their default. Return their numbers, in order."""
    numbers: list[int] = []
    ops = connection.ops
    with connection.cursor() as cursor:
        for at in range(0, len(rows), AT_ONCE):
            these = rows[at : at + AT_ONCE]
            values = [value for row in these for value in _values(model, row, ops)]
            cursor.execute(_insertion(model, len(these)), values)
            numbers += [number for (number,) in cursor.fetchall()]
    return numbers


def insert_plain(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of plain values, as many as may be in one statement.

    FTS5 writes what it holds back at the end of each statement that runs a trigger: row by row, its index takes twice as long.
    """
    many = MOST_VALUES // len(columns)
    with connection.cursor() as cursor:
        for at in range(0, len(rows), many):
            these = rows[at : at + many]
            cursor.execute(_plain_insertion(table, tuple(columns), len(these)), list(chain.from_iterable(these)))


def insert_missing(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert rows, given by column; those whose key is there already are left as they are. The others have their default."""
    ops, fields = connection.ops, _named(model)
    defaults = {name: _stored(field, field.get_default(), ops) for name, field, _ in fields}
    known: dict[Any, Any] = {}  # moments that many rows share

    def stored(field: Any, value: Any) -> Any:
        if value.__class__ is datetime:
            return known.get(value) or known.setdefault(value, _stored(field, value, ops))
        return _stored(field, value, ops)

    values = [
        [stored(field, row[name]) if name in row else defaults[name] for name, field, _ in fields] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"{_into(model, 1)} ON CONFLICT DO NOTHING", values)


def update_rows(model: type[models.Model], rows: Iterable[tuple[int, Row]]) -> None:
    """Write to rows, each given by its number and by the columns that change."""
    fields, ops = {field.attname: field for field in _fields(model)}, connection.ops
    alike: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for number, row in rows:
        alike[tuple(row)].append([*(_stored(fields[name], value, ops) for name, value in row.items()), number])
    with connection.cursor() as cursor:
        for names, changes in alike.items():
            assignments = ", ".join(f'"{fields[name].column}" = %s' for name in names)
            statement = f'UPDATE "{model._meta.db_table}" SET {assignments} WHERE "id" = %s'  # noqa: S608 (names of ours)
            cursor.executemany(statement, changes)


@cache
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not (field.primary_key or field.generated))


@cache
def _insertion(model: type[models.Model], count: int) -> str:
    return f'{_into(model, count)} RETURNING "id"'


@cache
def _into(model: type[models.Model], count: int) -> str:
    fields = _fields(model)
    names = ", ".join(f'"{field.column}"' for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {", ".join([row] * count)}'  # noqa: S608


@lru_cache(maxsize=2048)
def _plain_insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([row] * count)}'  # noqa: S608 (names of ours)


def _values(model: type[models.Model], row: Row, ops: Any) -> Iterable[Any]:
    for name, field, is_json in _named(model):
        value = row[name] if name in row else field.get_default()
        if value.__class__ in PLAIN and not is_json:
            yield value
        else:
            yield _stored(field, value, ops)


@cache
def _named(model: type[models.Model]) -> tuple[tuple[str, Any, bool], ...]:
    return tuple((field.attname, field, isinstance(field, models.JSONField)) for field in _fields(model))


def _stored(field: Any, value: Any, ops: Any) -> Any:
    """As `get_db_prep_save` has it for the kinds of columns that we have, ten times faster."""
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_json_value(value, field.encoder) if isinstance(field, models.JSONField) else value


def delete_rows(rows: "models.QuerySet[Any]") -> dict[str, int]:
    """Delete rows with what hangs on them; return how many went, by table ("room.model")."""
    return {label.lower(): count for label, count in rows.delete()[1].items() if count}
