"""`entregent move`: from SQLite to PostgreSQL, nothing lost, nothing half done."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from entregent.cli.errors import DATABASE, IN_USE, INPUT
from tests.backup.installations import Installation, new_database
from tests.backup.test_restore import PAGES


@pytest.fixture
def source(tmp_path, filled, installation) -> Installation:
    """A filled installation on SQLite, whatever the run's database."""
    if not filled.url:
        return installation
    made = Installation(tmp_path / "source")
    made.run("restore", str(installation.backup()))
    return made


@pytest.fixture
def target(postgresql_url) -> str:
    return new_database(postgresql_url)


def tables(url: str) -> int:
    with closing(psycopg.connect(url)) as connection:
        return connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0]


def logical(path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_everything_is_found_again_and_the_source_is_as_it_was(source, target):
    before = logical(source.file)
    said = source.run("move", "--to", target).stdout
    assert "different" not in said
    assert "DATABASE_URL" in said
    assert logical(source.file) == before
    moved = Installation(source.home, target)
    counts = {table: count for table, count in source.counts().items() if table != "sqlite_sequence"}
    assert moved.counts() == counts
    (path,) = (source.home / "backups").glob("before-move-*.zip")
    back = Installation(source.home.parent / "back")
    back.run("restore", str(moved.backup()))
    assert back.counts() == source.counts()
    assert path.exists()
    assert moved.python(PAGES).strip() == "[200, 200, 200]"
    assert "up to date" in moved.run("doctor").stdout


def test_rows_of_every_kind_are_the_same_on_both_sides(source, target, tmp_path):
    """Odd texts, numbers and JSON: read back from PostgreSQL and put into SQLite again, they are what they were."""
    source.python(
        "from entregent.listening.models import Source\n"
        "Source.objects.create(address='https://x.example/é\\n\"\\\\🜁', title='\\t|\\\\N\\\\.', "
        "cursor={'z': 1e22, 'a': [0.1, 1.0, True, None, 10**18, '\\u2028', -1e-7], 'é': {}})"
    )
    source.run("move", "--to", target)
    back = Installation(tmp_path / "back")
    back.run("restore", str(Installation(source.home, target).backup()))
    assert back.rows()["listening_source"] == source.rows()["listening_source"]


def test_what_postgresql_cannot_hold_is_named_and_the_new_database_left_empty(source, target):
    source.execute(
        "UPDATE listening_post SET title = 'a' || char(0) || 'b' WHERE id = (SELECT min(id) FROM listening_post)"
    )
    said = source.run("move", "--to", target, check=DATABASE).stderr.replace("\n", " ")
    assert "cannot hold what was saved: listening_post" in said
    assert "NUL" in said
    assert tables(target) == 0


def test_a_database_that_is_not_empty_is_left_alone(source, target):
    with closing(psycopg.connect(target)) as connection, connection:
        connection.execute("CREATE TABLE theirs (id integer)")
    assert "is not empty" in source.run("move", "--to", target, check=INPUT).stderr.replace("\n", " ")
    assert tables(target) == 1
    assert not list((source.home).glob("backups/*"))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite:////tmp/x.sqlite3", INPUT),
        ("entregent", INPUT),
        ("postgresql://me:secret@127.0.0.1:1/entregent", DATABASE),
    ],
)
def test_an_address_that_cannot_serve_is_a_sentence(source, url, code):
    said = source.run("move", "--to", url, check=code).stderr
    assert "secret" not in said
    assert len(said.strip().splitlines()) <= 6


def test_it_is_refused_while_somebody_writes(source, target):
    with closing(sqlite3.connect(source.file)) as other:
        other.execute("SELECT count(*) FROM watches_watch").fetchone()
        assert "is in use" in source.run("move", "--to", target, check=IN_USE).stderr.replace("\n", " ")
    assert tables(target) == 0


MOVE = """
import sys
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from entregent.backup.actions import move_database
from entregent.backup.errors import BackupError
import sqlite3

def begin(step, _rows):
    if step.value == "load":
        with sqlite3.connect(settings.ENVIRONMENT.home / "entregent.sqlite3") as other:
            other.execute("UPDATE watches_watch SET name = 'changed meanwhile'")
    return lambda done: None

try:
    move_database({url!r}, home=settings.ENVIRONMENT.home, now=timezone.now(), begin=begin)
except BackupError as error:
    print(error.problem)
"""


def test_a_source_that_changed_meanwhile_is_noticed(source, target):
    assert source.python(MOVE.format(url=target)).strip() == "changed"
    assert tables(target) == 0
