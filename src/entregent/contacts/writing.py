"""Many rows written or changed at once, as plain values: Django's own ways take five to ten times as long.

Measured by benchmarks/people.py.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Choices, Field, JSONField, Model

from entregent.jobs.rows import insert_plain


def insert_many(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write new rows, each given by its values in the order of `names`, as `contact_id`.

    Named must be every column that may not be empty: the defaults of a model are Django's, not the database's.
    """
    fields = [_field(model, name) for name in names]
    columns = [[*values] for values in zip(*rows, strict=True)]
    if not columns:
        return
    stored = [_stored(field, values) for field, values in zip(fields, columns, strict=True)]
    insert_plain(model._meta.db_table, [str(field.column) for field in fields], list(zip(*stored, strict=True)))


def update_many(rows: Iterable[Model], names: Sequence[str]) -> None:
    """Write these attributes of rows that are kept; names: as `contact_id`. The rows are of one model."""
    changed = list(rows)
    if not changed:
        return
    meta = changed[0]._meta
    fields = [_field(type(changed[0]), name) for name in names]
    quote = connection.ops.quote_name
    written = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    stored = [_stored(field, [getattr(row, field.attname) for row in changed]) for field in fields]
    values = list(zip(*stored, [row.pk for row in changed], strict=True))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {written} WHERE {key} = %s", values)  # noqa: S608 (names are the model's own)


@lru_cache
def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _stored(field: "Field[Any, Any]", values: Sequence[Any]) -> Sequence[Any]:
    """A column as the database takes it: of `get_db_prep_save`, what our columns need."""
    ops = connection.ops
    if isinstance(field, JSONField):
        nothing = ops.adapt_json_value({}, field.encoder)
        return [ops.adapt_json_value(value, field.encoder) if value else nothing for value in values]
    kinds = {type(value) for value in values}
    if datetime in kinds:
        return _each(values, ops.adapt_datetimefield_value)
    if date in kinds:
        return _each(values, ops.adapt_datefield_value)
    return [str(value) for value in values] if any(issubclass(kind, Choices) for kind in kinds) else values


def _each(values: Sequence[Any], written: Callable[[Any], Any]) -> Sequence[Any]:
    """Moments that many rows share are written once."""
    known = {value: written(value) for value in set(values)}
    return [known[value] for value in values]
