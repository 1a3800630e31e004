"""Rows of a table as lines of JSON, out of a database and into one."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from entregent.backup.columns import POSTGRESQL, SQLITE, Column, Kind, reader, writer
from entregent.backup.errors import BackupError
from entregent.backup.tables import Table

PIECE = 256 * 1024  # characters gathered before they are compressed: past it nothing is gained, below it calls add up
AT_ONCE = 500  # rows asked of PostgreSQL at a time, or given to SQLite
Row = list[Any]


@dataclass(slots=True)
class Sum:
    """What proves that two readings of a table, or of a file, gave the same."""

    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes, rows: int = 0) -> None:
        self.digest.update(piece)
        self.size += len(piece)
        self.rows += rows

    @property
    def sha256(self) -> str:
        return str(self.digest.hexdigest())


def read_rows(connection: BaseDatabaseWrapper, table: Table) -> Iterator[tuple[bytes, int]]:
    """Yield the rows of a table as pieces of whole lines, each with its number of rows, in the order of its key.

    The order is that of bytes, whatever the language of the database. Inside `snapshot`, or a transaction.
    """
    converters = _converters(table.columns, connection.vendor, reader)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines: list[str] = []
    gathered = 0
    for values in _selected(connection, table):
        row = list(values)
        _convert(row, converters)
        line = encode(row)
        lines.append(line)
        gathered += len(line)
        if gathered >= PIECE:
            yield _piece(lines), len(lines)
            lines, gathered = [], 0
    if lines:
        yield _piece(lines), len(lines)


def sum_of(connection: BaseDatabaseWrapper, table: Table) -> Sum:
    """Read a table to tell its number of rows and its checksum."""
    found = Sum()
    for piece, rows in read_rows(connection, table):
        found.add(piece, rows)
    return found


def count_rows(connection: BaseDatabaseWrapper, table: Table) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 (a table of ours)
        return int(cursor.fetchone()[0])


def load_rows(connection: BaseDatabaseWrapper, table: Table, lines: Iterable[bytes]) -> None:
    """Put lines, as `read_rows` gave them, into a table. Inside a transaction.

    Raises BackupError("does not fit") for a value that this database cannot hold.
    """
    load = {SQLITE: _insert, POSTGRESQL: _copy}[connection.vendor]
    converters = _converters(table.columns, connection.vendor, writer)
    try:
        load(connection, table, _rows(lines, converters))
    except (DatabaseError, ValueError, TypeError) as error:
        raise BackupError("does not fit", f"{table.name}: {str(error).strip()}") from error


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """One unchanging view of the database, which blocks nobody: Django's own transaction would ask to write."""
    begin = {SQLITE: "BEGIN DEFERRED", POSTGRESQL: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def last_number(connection: BaseDatabaseWrapper, table: Table) -> int:
    """The last number that the database gave to a row, perhaps one that is gone; 0 when there was none.

    Cursors over numbers stand in other tables: a number must never come twice.
    """
    if not table.counts:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == SQLITE:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            sequence = "pg_get_serial_sequence(%s, %s)::regclass"
            cursor.execute(f"SELECT pg_sequence_last_value({sequence})", [_quoted(connection, table), table.key.name])
        found = cursor.fetchone()
    return int(found[0] or 0) if found else 0


def go_on_from(connection: BaseDatabaseWrapper, table: Table, number: int) -> None:
    """Have the database number its next row after `number`, as the one that was saved would have."""
    if not table.counts or not number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == SQLITE:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        else:
            sequence = "pg_get_serial_sequence(%s, %s)"
            cursor.execute(f"SELECT setval({sequence}, %s)", [_quoted(connection, table), table.key.name, number])


def _quoted(connection: BaseDatabaseWrapper, table: Table) -> str:
    return str(connection.ops.quote_name(table.name))


def _selected(connection: BaseDatabaseWrapper, table: Table) -> Iterator[tuple[object, ...]]:
    quote = connection.ops.quote_name
    # A sign before the name has SQLite forget the column's type, which Django's connection would convert, slowly.
    sign = "+" if connection.vendor == SQLITE else ""
    collation = ' COLLATE "C"' if connection.vendor == POSTGRESQL and table.key.kind is Kind.TEXT else ""
    names = ", ".join(sign + quote(column.name) for column in table.columns)
    query = f"SELECT {names} FROM {quote(table.name)} ORDER BY {quote(table.key.name)}{collation}"  # noqa: S608
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if connection.vendor == SQLITE:
            yield from connection.connection.execute(query)
            return
        with connection.connection.cursor(name="entregent_backup") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(query)
            yield from cursor


def _insert(connection: BaseDatabaseWrapper, table: Table, rows: Iterator[Row]) -> None:
    names, marks = _names(connection, table), ", ".join("?" * len(table.columns))
    query = f"INSERT INTO {_quoted(connection, table)} ({names}) VALUES ({marks})"  # noqa: S608
    with connection.wrap_database_errors:
        connection.connection.executemany(query, rows)


def _copy(connection: BaseDatabaseWrapper, table: Table, rows: Iterator[Row]) -> None:
    query = f"COPY {_quoted(connection, table)} ({_names(connection, table)}) FROM STDIN"
    with connection.wrap_database_errors, connection.connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row(row)


def _names(connection: BaseDatabaseWrapper, table: Table) -> str:
    return ", ".join(connection.ops.quote_name(column.name) for column in table.columns)


def _rows(lines: Iterable[bytes], converters: "list[tuple[int, Callable[[Any], object]]]") -> Iterator[Row]:
    for line in lines:
        row: Row = json.loads(line)
        _convert(row, converters)
        yield row


def _converters(
    columns: tuple[Column, ...], vendor: str, choose: "Callable[[Column, str], Callable[[Any], object] | None]"
) -> "list[tuple[int, Callable[[Any], object]]]":
    return [(place, one) for place, column in enumerate(columns) if (one := choose(column, vendor))]


def _convert(row: Row, converters: "list[tuple[int, Callable[[Any], object]]]") -> None:
    for place, convert in converters:
        if row[place] is not None:
            row[place] = convert(row[place])


def _piece(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
