"""Many rows at once: Django's own way takes three times as long, to make objects (benchmarks/importing.py)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_many(template: Model, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that are like the template but for the columns named; those that break a constraint are passed over.

    names: attributes, as `source_id`. Values of dates are given as datetimes.
    """
    written = (field for field in template._meta.concrete_fields if not field.primary_key and not field.generated)
    fields = {field.attname: field for field in written}
    quote = connection.ops.quote_name
    same = {name: field for name, field in fields.items() if name not in names}
    prepared = [field.get_db_prep_save(getattr(template, name), connection) for name, field in same.items()]
    columns = ", ".join(quote(str(fields[name].column)) for name in (*names, *same))
    marks = ", ".join(["%s"] * len(fields))
    table = quote(template._meta.db_table)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608 (names are the model's own)
    dates = [at for at, name in enumerate(names) if fields[name].get_internal_type() == "DateTimeField"]
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[*_dated(row, dates), *prepared] for row in rows])


def _dated(row: Sequence[Any], dates: Sequence[int]) -> Sequence[Any]:
    if not dates:
        return row
    written = list(row)
    for at in dates:
        written[at] = connection.ops.adapt_datetimefield_value(written[at])
    return written
