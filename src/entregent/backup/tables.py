"""Which tables a database has, as the migrations applied to it describe them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from entregent.backup.columns import KINDS, Column, Kind
from entregent.backup.errors import BackupError

Migration = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `label` names it in an archive, `name` in the database; rows are read in the order of `key`."""

    label: str
    name: str
    columns: tuple[Column, ...]
    key: Column
    counts: bool  # the database itself numbers the rows


@dataclass(frozen=True, slots=True)
class Schema:
    """The migrations applied to a database, and the tables they made."""

    migrations: frozenset[Migration]
    tables: tuple[Table, ...]


def read_schema(connection: BaseDatabaseWrapper) -> Schema:
    """Return what the database holds. Raises BackupError for a column of an unknown kind; DatabaseError."""
    loader = MigrationLoader(connection)
    applied = frozenset(loader.applied_migrations or {})
    state = loader.project_state([node for node in sorted(applied) if node in loader.graph.nodes])
    found: Iterable[type[models.Model]] = state.apps.get_models(include_auto_created=True)
    kept = [_table(model) for model in found if model._meta.managed and not model._meta.proxy]
    return Schema(applied, tuple(sorted(kept, key=lambda table: table.label)))


def other_tables(connection: BaseDatabaseWrapper, schema: Schema) -> list[str]:
    """Tables that no model describes: those made to find faster, which the others fill; or another program's."""
    known = {table.name for table in schema.tables} | {"django_migrations"}
    return sorted(set(connection.introspection.table_names()) - known)


def _table(model: type[models.Model]) -> Table:
    fields: Sequence[models.Field[object, object]] = model._meta.local_concrete_fields
    columns = tuple(_column(field) for field in fields if not getattr(field, "generated", False))
    key = model._meta.pk
    label = f"{model._meta.app_label}_{model._meta.model_name}"
    return Table(label, model._meta.db_table, columns, _column(key), isinstance(key, models.AutoField))


def _column(field: "models.Field[object, object]") -> Column:
    meant = field
    while isinstance(meant, models.ForeignKey):
        meant = meant.target_field
    kind = KINDS.get(meant.get_internal_type())
    if kind is None or field.column is None:
        raise BackupError("unknown column", f"{field.model._meta.db_table}.{field.name}")
    return Column(field.column, kind, getattr(meant, "decimal_places", 0) if kind is Kind.DECIMAL else 0)
