"""Installations of their own for a test: a home, a database, the command as people type it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.services.postgresql import USER

Rows = dict[str, list[str]]
PASSING_TABLES = {"django_migrations", "sqlite_sequence"}  # when a migration ran is not part of what people keep
# SQLite's own tables of full-text indexes, which follow the rows of other tables by triggers
SEARCH_TABLES = {
    f"{index}{part}" for index in ("listening_search", "contacts_letters") for part in ("", "_config", "_data", "_idx")
}


@dataclass(frozen=True, slots=True)
class Installation:
    """A home; `url` names its database where it is not SQLite's, in the home."""

    home: Path
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.home / "entregent.sqlite3"

    def variables(self, language: str = "en") -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ENTREGENT_")}
        clean.pop("DATABASE_URL", None)
        database = {"DATABASE_URL": self.url} if self.url else {}
        home = {"ENTREGENT_HOME": str(self.home), "LANGUAGE": language, "COLUMNS": "160", "PORT": ""}
        return clean | home | database | self.environment

    def run(self, *words: str, language: str = "en", check: int = 0) -> subprocess.CompletedProcess[str]:
        """Run the command and see that it ends with this code, and never with a stack trace."""
        done = subprocess.run(
            [sys.executable, "-m", "entregent", *words],
            env=self.variables(language),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == check, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def python(self, code: str) -> str:
        """Run code where Django is set up for this installation, as one is who has the former version's command."""
        start = "import django; django.setup()\n"
        environment = self.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        done = subprocess.run(
            [sys.executable, "-c", start + code], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def backup(self) -> Path:
        """Make a backup beside the home and return its place."""
        path = self.home.parent / f"{uuid.uuid4().hex[:8]}.zip"
        self.run("backup", str(path))
        return path

    def execute(self, query: str) -> None:
        with closing(self.connect()) as connection, connection:
            connection.execute(query)

    def connect(self) -> "sqlite3.Connection | psycopg.Connection":
        return psycopg.connect(self.url) if self.url else sqlite3.connect(self.file, timeout=20)

    def rows(self) -> Rows:
        """Every row of every table, as text, sorted; read without the product."""
        if not self.url and not self.file.exists():
            return {}
        with closing(self.connect()) as connection:
            return {
                name: _rows(connection, name)
                for name in _names(connection)
                if name not in PASSING_TABLES | SEARCH_TABLES
            }

    def counts(self) -> dict[str, int]:
        return {table: len(rows) for table, rows in self.rows().items()}

    def shape(self) -> list[tuple[object, ...]]:
        """Tables, columns, types, constraints and indexes, as the database itself describes them."""
        with closing(self.connect()) as connection:
            queries = POSTGRESQL_SHAPE if self.url else SQLITE_SHAPE
            return sorted(row for query in queries for row in connection.execute(query).fetchall())


SQLITE_SHAPE = ("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",)
POSTGRESQL_SHAPE = (
    """SELECT table_name, column_name, data_type, is_nullable, character_maximum_length::text
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'",
)


def _names(connection: "sqlite3.Connection | psycopg.Connection") -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if isinstance(connection, psycopg.Connection):
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return sorted(name for (name,) in connection.execute(query).fetchall())


def _rows(connection: "sqlite3.Connection | psycopg.Connection", table: str) -> list[str]:
    """Columns by name, for two roads to the same table may order them differently."""
    cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name the database gave)
    names = [column[0] for column in cursor.description]
    return sorted(repr(sorted(zip(names, map(_plain, row), strict=True))) for row in cursor.fetchall())


def _plain(value: object) -> object:
    """JSON without regard to the order of its keys."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


def copy_of(filled: Installation, folder: Path) -> Installation:
    """Another installation that holds the same."""
    home = folder / f"home-{uuid.uuid4().hex[:8]}"
    shutil.copytree(filled.home, home)
    if not filled.url:
        return Installation(home)
    return Installation(home, new_database(filled.url, template=filled.url.rsplit("/", 1)[1]))


def new_database(server_url: str, *, template: str = "template0") -> str:
    """Return the address of a new database on the server of another."""
    name = f"entregent_{uuid.uuid4().hex[:12]}"
    base = server_url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" OWNER {USER} TEMPLATE "{template}"')
    return f"{base}/{name}"


def rewritten(path: Path, to: Path, *, manifest=lambda said: said, members=lambda _name, content: content) -> Path:
    """An archive like another, changed as somebody else's program might have."""
    with zipfile.ZipFile(path) as former, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in former.namelist():
            content = members(name, former.read(name))
            if name == "manifest.json":
                content = json.dumps(manifest(json.loads(content))).encode()
            changed.writestr(name, content)
    return to
