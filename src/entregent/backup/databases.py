"""Databases as places: which file, whether it is free, another one for a while."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import connection, connections
from django.db.utils import DEFAULT_DB_ALIAS

from entregent.backup.archive import sync_folder
from entregent.backup.columns import SQLITE
from entregent.backup.errors import BackupError
from entregent.backup.tables import read_schema

Settings = dict[str, Any]
BESIDE = ".restoring"
# Nothing is lost if the power fails: the file takes its place once it is whole and on the disk.
BUILDING = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;"
# Every database has rows here as soon as it has tables.
NOTHING_YET = frozenset({"django_content_type", "auth_permission"})


def sqlite_file() -> Path | None:
    """Where the database in use is, None when it is not SQLite's."""
    return Path(connection.settings_dict["NAME"]).absolute() if connection.vendor == SQLITE else None


def holds_rows() -> bool:
    """Whether somebody ever did something in the database. Raises DatabaseError, BackupError."""
    there = set(connection.introspection.table_names())
    names = {table.name for table in read_schema(connection).tables} & there - NOTHING_YET
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                return True
    return False


def refuse_if_used() -> None:
    """Raise BackupError("in use") when another program has the database open; ours is closed by this."""
    path = sqlite_file()
    used = _others_connected() if path is None else path.exists() and not _is_free(path)
    if used:
        raise BackupError("in use", str(path or connection.settings_dict["NAME"]))


def _others_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return bool(cursor.fetchone()[0])


def _is_free(path: Path) -> bool:
    """In WAL mode, nobody gets the whole file to themselves while another has it open."""
    connection.close()
    trial = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        trial.execute("PRAGMA locking_mode=EXCLUSIVE")
        trial.execute("BEGIN EXCLUSIVE")
        trial.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    finally:
        trial.close()
    return True


@contextmanager
def default_database(settings: Mapping[str, Any]) -> Iterator[None]:
    """Have Django take another database for its own, so that migrations that name none work there. Not for threads."""
    former = connections.settings[DEFAULT_DB_ALIAS]
    _take(dict(settings))
    try:
        yield
    finally:
        _take(former)


def _take(settings: Settings) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    del connections[DEFAULT_DB_ALIAS]
    connections.settings[DEFAULT_DB_ALIAS] = settings


def settings_of(url: str) -> Settings:
    """Django's settings for the address of a database. Raises BackupError("not postgresql") for what is none."""
    try:
        parsed: Any = dj_database_url.parse(url)
    except (ValueError, KeyError) as error:
        raise BackupError("not postgresql", url.rsplit("@", maxsplit=1)[-1]) from error
    configured: Settings = connections.configure_settings({DEFAULT_DB_ALIAS: parsed})[DEFAULT_DB_ALIAS]
    return configured


@contextmanager
def built_beside(path: Path) -> Iterator[None]:
    """An empty SQLite database as Django's own; it takes the place of the one at `path` when the block ends well."""
    beside = path.with_name(path.name + BESIDE)
    beside.unlink(missing_ok=True)
    settings = connections.settings[DEFAULT_DB_ALIAS]
    options = settings["OPTIONS"] | {"init_command": BUILDING}
    try:
        with default_database(settings | {"NAME": str(beside), "OPTIONS": options}):
            yield
        _keep_a_journal(beside)
        beside.chmod(0o600)
        with beside.open("r+b") as file:
            os.fsync(file.fileno())
        _fold_journal(path)
        beside.replace(path)
        sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _keep_a_journal(path: Path) -> None:
    """Write into the file that it has the journal that the product works with."""
    built = sqlite3.connect(path, isolation_level=None)
    built.execute("PRAGMA journal_mode=WAL")
    built.close()


def _fold_journal(path: Path) -> None:
    """Leave nothing beside the former database that would be taken for the new one's. Raises BackupError("in use")."""
    if not path.exists():
        return
    former = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        former.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError("in use", str(path)) from error
    finally:
        former.close()
