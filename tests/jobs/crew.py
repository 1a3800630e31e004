"""A database of a test's own, and processes that work on it: started, killed, asked."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

PROJECT = Path(__file__).resolve().parents[2]
PROOFS = "CREATE TABLE proofs (name varchar(100))"


@dataclass(frozen=True, slots=True)
class Database:
    """A home, and a database that is ready; `server` names the PostgreSQL that holds it, "" is SQLite in the home."""

    home: Path
    server: str
    name: str

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        url = {"DATABASE_URL": f"{self.server}/{self.name}"} if self.server else {}
        return clean | url | {"ENTREGENT_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "tests.settings"}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run SQL as it is, without the product: a witness of its own."""
        if self.server:
            with psycopg.connect(f"{self.server}/{self.name}") as connection:
                cursor = connection.execute(sql)
                return cursor.fetchall() if cursor.description else []
        connection = sqlite3.connect(self.home / "entregent.sqlite3", timeout=30)
        try:
            with connection:
                return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def is_free(self) -> bool:
        """Whether nobody is in the middle of writing."""
        if self.server:
            within = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
            )
            return self.ask(within) == [(0,)]
        connection = sqlite3.connect(self.home / "entregent.sqlite3", timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
        else:
            return True
        finally:
            connection.close()

    def copy(self, home: Path, name: str) -> "Database":
        """A database like this one, which nobody may be using."""
        home.mkdir(parents=True, exist_ok=True)
        if self.server:
            with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {self.name}")
        else:
            shutil.copy(self.home / "entregent.sqlite3", home)
        return Database(home, self.server, name)

    def drop(self) -> None:
        if self.server:
            with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {self.name} WITH (FORCE)")


def empty_database(home: Path, name: str) -> Database:
    """A database without a table, on the server of this run."""
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    home.mkdir(parents=True, exist_ok=True)
    if server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    return Database(home, server, name)


def make_database(home: Path, name: str) -> Database:
    """A migrated database with a table for proofs."""
    made = empty_database(home, name)
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=made.environment, cwd=PROJECT, check=True, timeout=120)
    made.ask(PROOFS)
    return made


class Crew:
    """Processes that work on one database. All are gone when the test ends."""

    def __init__(self, database: Database, extra: Mapping[str, str]) -> None:
        self.database = database
        self.pids: list[int] = []
        self._laborer = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.laborer"],
            env={**database.environment, **extra},
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def start(self, name: str, *arguments: Any) -> int:
        """Run a function of errands.py in a process of its own; return its pid."""
        self._ask(call=f"tests.jobs.errands:{name}", arguments=arguments)
        pid = int(self._answer())
        self.pids.append(pid)
        return pid

    def prepare(self, name: str) -> None:
        """Run a function of errands.py in the process that all are forked from: what it loads, they have at once."""
        self._ask(call=f"tests.jobs.errands:{name}", arguments=(), here=True)
        assert self._answer() == "done"

    def run(self, name: str, *arguments: Any) -> None:
        """Run a function of errands.py and wait for its end."""
        pid = self.start(name, *arguments)
        assert until(lambda: is_gone(pid), seconds=60)

    def _ask(self, **asked: Any) -> None:
        assert self._laborer.stdin is not None
        self._laborer.stdin.write(json.dumps(asked) + "\n")
        self._laborer.stdin.flush()

    def _answer(self) -> str:
        assert self._laborer.stdout is not None
        return self._laborer.stdout.readline().strip()

    def close(self) -> None:
        for pid in self.pids:
            kill(pid)
        self._laborer.kill()
        self._laborer.wait()


@contextmanager
def crew_on(database: Database, **extra: str) -> Iterator[Crew]:
    """extra: variables of their environment."""
    crew = Crew(database, extra)
    try:
        yield crew
    finally:
        crew.close()


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    if not is_gone(pid):
        os.kill(pid, number)


def stop(pid: int, database: Database) -> None:
    """As a laptop that is closed; not while it writes, for then all others would wait for it."""
    _stop(pid)
    while not database.is_free():
        kill(pid, signal.SIGCONT)
        time.sleep(0.01)
        _stop(pid)


def _stop(pid: int) -> None:
    """Every thread: one that still ran could begin to write after we looked."""
    kill(pid, signal.SIGSTOP)
    tasks = Path(f"/proc/{pid}/task")
    assert not tasks.is_dir() or until(lambda: {_state(one) for one in tasks.iterdir()} == {"T"})


def _state(task: Path) -> str:
    return (task / "stat").read_text().rpartition(")")[2].split()[0]


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def until(condition: Callable[[], bool], *, seconds: float = 30) -> bool:
    """Wait for a condition; False when it does not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False
