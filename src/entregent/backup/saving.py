"""Writing what the database and the home hold into an archive."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import connection

from entregent import __version__
from entregent.backup import files
from entregent.backup.archive import Advance, Begin, Step, Writing
from entregent.backup.databases import sqlite_file
from entregent.backup.errors import BackupError
from entregent.backup.manifest import Manifest, SavedFile, SavedTable
from entregent.backup.rows import count_rows, last_number, read_rows, snapshot
from entregent.backup.tables import Table, other_tables, read_schema


def save(archive: Writing, *, home: Path, now: datetime, begin: Begin) -> Manifest:
    """Write everything into an archive and close it: the tables as they were at one moment, then the files."""
    with snapshot(connection):
        schema = read_schema(connection)
        advance = begin(Step.SAVE, sum(count_rows(connection, table) for table in schema.tables))
        tables = tuple(_save_table(archive, table, advance) for table in schema.tables)
        left_out = tuple(other_tables(connection, schema))
    manifest = Manifest(
        made_at=now,
        version=__version__,
        engine=connection.vendor,
        migrations=schema.migrations,
        tables=tables,
        files=tuple(_save_files(archive, home)),
        left_out=left_out,
    )
    archive.close(manifest)
    return manifest


def _save_table(archive: Writing, table: Table, advance: Advance) -> SavedTable:
    def told() -> Iterator[tuple[bytes, int]]:
        for piece, rows in read_rows(connection, table):
            yield piece, rows
            advance(rows)

    member = f"tables/{table.label}.jsonl"
    found = archive.add(member, told())
    return SavedTable(table.label, table.columns, found.rows, found.sha256, last_number(connection, table))


def _save_files(archive: Writing, home: Path) -> list[SavedFile]:
    saved = []
    for path in files.files_to_save(home, sqlite_file()):
        name = path.relative_to(home).as_posix()
        if not name.isprintable():  # also what is no UTF-8: neither ZIP nor another system could give it back
            raise BackupError("file", repr(name))
        with suppress(FileNotFoundError), path.open("rb") as file:  # gone since it was listed: it was passing
            found = archive.add(f"files/{name}", files.pieces(file))
            saved.append(SavedFile(name, found.size, found.sha256))
    return saved
