"""From a former release's database to this version, and back."""

import hashlib
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from entregent.cli.errors import DATABASE
from tests.backup.installations import Installation, new_database
from tests.backup.test_restore import PAGES

# Django adds rows here for each table there is, whoever uses the product.
GROWING = {"auth_permission", "django_content_type"}
RENAMED = {"watches_mention": "watches_catch"}  # tables of the former release, as this version calls them
KEPT = ("listening_post", "watches_mention", "listening_source", "accounts_user", "accounts_workspace")


def counts(installation: Installation) -> dict[str, int]:
    return {table: count for table, count in installation.counts().items() if table not in GROWING}


def counts_after(installation: Installation, before: dict[str, int]) -> dict[str, int]:
    """The counts of the tables that the former release had, under its names."""
    after = counts(installation)
    return {table: after[RENAMED.get(table, table)] for table in before}


def sums(installation: Installation, columns: dict[str, list[str]], *, after: bool = False) -> dict[str, str]:
    """A checksum of each table, over the columns that the former release had."""
    found = {}
    for table, names in columns.items():
        kept = set(names)
        rows = sorted(
            repr([pair for pair in row if pair[0] in kept])
            for row in pairs(installation, RENAMED.get(table, table) if after else table)
        )
        found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def pairs(installation: Installation, table: str) -> list[list[tuple[str, object]]]:
    """Rows as (column, value), by column."""
    with closing(installation.connect()) as connection:
        cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name of ours)
        names = [column[0] for column in cursor.description]
        return [sorted(zip(names, row, strict=True), key=lambda pair: pair[0]) for row in cursor.fetchall()]


def columns_of(installation: Installation) -> dict[str, list[str]]:
    return {table: [name for name, _ in pairs(installation, table)[0]] for table in KEPT}


def upgrade(installation: Installation) -> str:
    """Start a command that brings the database up to date, and end; return what it said."""
    code = "from entregent.cli.start import start_django; start_django()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=installation.variables(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def before_upgrade(installation: Installation) -> Path:
    (path,) = (installation.home / "backups").glob("before-upgrade-*.zip")
    return path


def test_everything_is_there_after_the_upgrade_and_pages_answer(former):
    before, columns = counts(former), columns_of(former)
    at_first = sums(former, columns)
    assert before["listening_post"] > 100
    assert "Upgrading the database" in upgrade(former)
    assert counts_after(former, before) == before
    assert sums(former, columns, after=True) == at_first
    assert former.python(PAGES).strip() == "[200, 200, 200]"
    assert "up to date" in former.run("doctor").stdout
    assert upgrade(former) == ""
    before_upgrade(former)


def test_each_post_that_was_caught_is_one_mention(former):
    upgrade(former)
    caught = "SELECT count(*), count(DISTINCT post_id) FROM watches_catch"
    with closing(former.connect()) as connection:
        catches, posts = connection.execute(caught).fetchone()
        assert connection.execute("SELECT count(*) FROM watches_mention").fetchone()[0] == posts < catches
        states = {state for (state,) in connection.execute("SELECT DISTINCT state FROM watches_mention")}
        assert states <= {"open", "past"}


def test_migrations_go_back_to_the_former_release_and_forward_again(former):
    shape, before = former.shape(), former.rows()
    targets = former.python(
        "from django.db import connection\n"
        "from django.db.migrations.recorder import MigrationRecorder\n"
        "last = {}\n"
        "for app, name in sorted(MigrationRecorder(connection).applied_migrations()): last[app] = name\n"
        "print(*[f'{app}:{name}' for app, name in last.items()])"
    )
    upgrade(former)
    upgraded = former.shape()
    goals = dict(one.split(":") for one in targets.split())
    former.python(GO_BACK.format(goals=goals))
    assert differences(former.shape(), shape) == []
    after = former.rows()
    assert {table: after[table] for table in before if table not in GROWING} == {
        table: rows for table, rows in before.items() if table not in GROWING
    }
    upgrade(former)
    assert former.shape() == upgraded


GO_BACK = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
goals = {goals!r}
executor = MigrationExecutor(connection)
later = [app for app in executor.loader.migrated_apps if app not in goals]
executor.migrate([(app, None) for app in sorted(later)] + sorted(goals.items()))
"""


def differences(one: list, other: list) -> list:
    return sorted(set(map(repr, one)) ^ set(map(repr, other)))


def test_the_backup_before_the_upgrade_brings_the_former_release_back(former, tmp_path):
    shape, before = former.shape(), former.rows()
    upgrade(former)
    former.execute("DELETE FROM watches_catch")
    said = former.run("restore", "--replace", "--no-upgrade", str(before_upgrade(former))).stdout
    assert "install it before you start" in said.replace("\n", " ")
    assert {table: rows for table, rows in former.rows().items() if table != "shared_cache"} == before
    assert [line for line in differences(former.shape(), shape) if "shared_cache" not in line] == []


def test_a_former_backup_restored_elsewhere_is_brought_up_to_date(former, tmp_path):
    before, columns = counts(former), columns_of(former)
    at_first = sums(former, columns)
    path = former.backup()
    there = Installation(tmp_path / "there", new_database(former.url) if former.url else "")
    said = there.run("restore", str(path)).stdout
    assert "different" not in said
    assert counts_after(there, before) == before
    assert sums(there, columns, after=True) == at_first
    assert there.python(PAGES).strip() == "[200, 200, 200]"


def test_a_failing_migration_says_where_the_backup_is_and_how_to_go_back(former):
    before = former.rows()
    spoil(former)
    said = former.run("worker", check=DATABASE).stderr
    path = before_upgrade(former)
    flat = re.sub(r"\s+", " ", said)
    assert "could not be brought up to this version" in flat
    assert f"entregent restore --replace --no-upgrade {path}" in flat
    former.run("worker", check=DATABASE)
    assert before_upgrade(former) == path  # a supervisor that starts it again and again fills no disk
    former.run("restore", "--replace", "--no-upgrade", str(path))
    kept = former.rows()
    assert {table: kept[table] for table in before} == before


def spoil(installation: Installation) -> None:
    """Something of another program stands where a migration wants to make its last table."""
    known = installation.python(
        "from django.db.migrations.loader import MigrationLoader\n"
        "models = MigrationLoader(None).project_state().apps.get_models()\n"
        "print(*[model._meta.db_table for model in models])"
    )
    wanted = sorted(set(known.split()) - installation.rows().keys())
    installation.execute(f"CREATE TABLE {wanted[-1]} (theirs integer)")


def test_an_upgrade_of_an_empty_database_makes_no_backup(tmp_path, former):
    fresh = Installation(tmp_path / "fresh", new_database(former.url) if former.url else "")
    assert upgrade(fresh) == ""
    assert not (fresh.home / "backups").exists()


def test_processes_that_start_together_save_once_and_upgrade_once(former):
    before = counts(former)
    words = [sys.executable, "-c", "from entregent.cli.start import start_django; start_django()"]
    together = [subprocess.Popen(words, env=former.variables()) for _ in range(3)]
    assert [one.wait(timeout=120) for one in together] == [0, 0, 0]
    before_upgrade(former)
    assert counts_after(former, before) == before
