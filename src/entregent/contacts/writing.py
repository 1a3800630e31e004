"""Many rows changed at once: Django's own way makes a condition for each, and takes ten times as long (benchmarks/people.py)."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model


def update_many(rows: Iterable[Model], names: Sequence[str]) -> None:
    """Write these attributes of rows that are kept; names: as `contact_id`. The rows are of one model."""
    changed = list(rows)
    if not changed:
        return
    meta = changed[0]._meta
    fields = [next(field for field in meta.concrete_fields if field.attname == name) for name in names]
    quote = connection.ops.quote_name
    written = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk]
        for row in changed
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {written} WHERE {key} = %s", values)  # noqa: S608 (names are the model's own)
