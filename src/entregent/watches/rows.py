"""Many rows written at once, as plain values: a model for each would take longer than the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models


def insert_missing(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, leaving those whose key is there already; in the transaction that calls.

    names: the columns that rows give, as the model's attributes; values as the database takes them (`stored_moment`, JSON as
    text). The others have their default.
    """
    others = [field for field in _fields(model) if field.attname not in names]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    with connection.cursor() as cursor:
        cursor.executemany(_insertion(model, tuple(names)), [[*row, *defaults] for row in rows])


def stored_moment(moment: datetime) -> Any:
    """An aware datetime as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)


@cache
def _insertion(model: type[models.Model], names: tuple[str, ...]) -> str:
    by_name = {field.attname: field for field in _fields(model)}
    fields = [by_name.pop(name) for name in names] + list(by_name.values())
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING'  # noqa: S608 (names of ours)


def _fields(model: type[models.Model]) -> "list[models.Field[object, object]]":
    return [field for field in model._meta.concrete_fields if not (field.primary_key or field.generated)]
