"""Making a database out of an archive, and proving that it holds the same."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from entregent.backup.archive import Advance, Archive, Begin, Step
from entregent.backup.columns import POSTGRESQL
from entregent.backup.databases import built_beside, sqlite_file
from entregent.backup.errors import BackupError
from entregent.backup.manifest import Manifest, SavedTable
from entregent.backup.rows import go_on_from, load_rows, sum_of
from entregent.backup.tables import Migration, Table, read_schema
from entregent.web.migrating import quick_migrations

TRIGGER_FUNCTIONS = """
    SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relname = ANY(%s) AND pg_table_is_visible(tgrelid) AND NOT tgisinternal
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """A table as it was saved, and as it stands now."""

    label: str
    saved: int
    found: int
    saved_sha256: str
    found_sha256: str

    @property
    def same(self) -> bool:
        return (self.saved, self.saved_sha256) == (self.found, self.found_sha256)


def refuse_newer(manifest: Manifest) -> None:
    """Raise BackupError("newer") for an archive that a later version made."""
    known = set(MigrationLoader(None).disk_migrations or {})
    if manifest.migrations - known:
        raise BackupError("newer", manifest.version)


def build(archive: Archive, *, upgrade: bool, begin: Begin) -> list[Compared]:
    """Make the tables that the archive wants in Django's database, fill them, compare; then bring them up to date.

    upgrade: False leaves them as the version that made the archive wants them.
    Raises BackupError("differs") when what was read back is not what was saved, "does not fit".
    """
    _migrate_to(archive.manifest.migrations)
    tables = expected_tables(archive.manifest)
    advance = begin(Step.LOAD, archive.manifest.rows)
    with transaction.atomic():
        _empty(list(tables.values()))
        for saved in archive.manifest.tables:
            with archive.lines(saved) as lines:
                load_rows(connection, tables[saved.label], _told(lines, advance))
            go_on_from(connection, tables[saved.label], saved.last)
        _check_references()
    compared = compare(connection, archive.manifest, tables, begin)
    if not all(one.same for one in compared):
        raise BackupError("differs", ", ".join(one.label for one in compared if not one.same))
    if upgrade:
        call_command("migrate", interactive=False, verbosity=0)
    return compared


def compare(
    database: BaseDatabaseWrapper, manifest: Manifest, tables: dict[str, Table], begin: Begin
) -> list[Compared]:
    """Read the tables of a database and set them beside what was saved."""
    advance = begin(Step.COMPARE, manifest.rows)
    compared = []
    for saved in manifest.tables:
        found = sum_of(database, tables[saved.label])
        advance(found.rows)
        compared.append(Compared(saved.label, saved.rows, found.rows, saved.sha256, found.sha256))
    return compared


@contextmanager
def all_or_nothing(*, replace: bool) -> Iterator[None]:
    """An empty database as Django's own, which takes the former one's place only when the block ends well.

    SQLite: built in a file beside. PostgreSQL: one transaction, tables included; nobody sees a half of it.
    """
    path = sqlite_file()
    if path is not None:
        with built_beside(path):
            yield
        return
    with transaction.atomic():
        if replace:
            _drop_tables()
        yield


def _migrate_to(migrations: frozenset[Migration]) -> None:
    """Apply exactly these migrations to an empty database."""
    executor = MigrationExecutor(connection)
    whole = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    plan = [(one, False) for one, _ in whole if (one.app_label, one.name) in migrations]
    with quick_migrations():
        executor.migrate([], plan=plan)


def expected_tables(manifest: Manifest) -> dict[str, Table]:
    """Tables of Django's database by label. Raises BackupError("differs") when they are not those of the archive."""
    schema = read_schema(connection)
    tables = {table.label: table for table in schema.tables}
    saved: dict[str, SavedTable] = {table.label: table for table in manifest.tables}
    if schema.migrations != manifest.migrations or tables.keys() != saved.keys():
        raise BackupError("differs", ", ".join(sorted(tables.keys() ^ saved.keys())) or "migrations")
    for label, table in tables.items():
        if table.columns != saved[label].columns:
            raise BackupError("differs", label)
    return tables


def _empty(tables: list[Table]) -> None:
    """Remove the rows that migrations themselves made: the archive has its own."""
    names = [connection.ops.quote_name(table.name) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == POSTGRESQL:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608


def _check_references() -> None:
    """Raise BackupError for a row that names another which is not there."""
    try:
        if connection.vendor == POSTGRESQL:  # left immediate: migrations to come may not alter what waits to be checked
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        else:
            connection.check_constraints()
    except DatabaseError as error:
        raise BackupError("does not fit", str(error).strip()) from error


def _drop_tables() -> None:
    """Drop our tables and the functions of their triggers; what another program keeps in the same database stays."""
    there = set(connection.introspection.table_names())
    names = {table.name for table in read_schema(connection).tables} | {"django_migrations"}
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER_FUNCTIONS, [sorted(names)])
        functions = [row[0] for row in cursor.fetchall()]
        for name in sorted(names & there):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
        for function in functions:
            cursor.execute(f"DROP FUNCTION {function}")


def _told(lines: Iterable[bytes], advance: Advance) -> Iterator[bytes]:
    for line in lines:
        yield line
        advance(1)
