"""Jobs done per second by workers as people start them: `python -m benchmarks.jobs [--json]`.

PostgreSQL is one of our own, which writes to disk as a real one does. The best of some runs, for others may use this machine.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.product import PROJECT, ProductError
from benchmarks.rows import Row, all_met, at_least, figure, print_rows
from tests.services import postgresql

DRAINED = 300.0  # rows a second, one worker on SQLite
GAIN = 1.2  # a second worker on PostgreSQL
RUNS = 3
JOBS = 2000
PATIENCE = 120.0  # seconds for one run
OPEN_JOBS = "SELECT count(*) FROM jobs_job WHERE finished_at IS NULL"
DRAIN = [
    sys.executable,
    "-c",
    "import sys, django; django.setup(); from benchmarks.drain import main; main(*sys.argv[1:])",
]
MIGRATE = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True, slots=True)
class Place:
    """A database that is ready, and how to ask it something without the product."""

    environment: dict[str, str]
    ask: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Drained:
    """What a run gave: jobs a second, and CPU of the workers for a thousand of them."""

    rate: float
    cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.jobs", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entregent-jobs-") as folder, served() as url:
        rows = list(measured(Path(folder), url))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def measured(folder: Path, url: str | None) -> Iterator[Row]:
    """SQLite with one worker; PostgreSQL, where the machine has one, with one and with two."""
    small = best(sqlite_place(folder), "write", workers=1)
    yield at_least(DRAINED, "SQLite, 1 worker", "jobs that write a row", small.rate, "jobs/s")
    yield figure("SQLite, 1 worker", "jobs that write a row, CPU", small.cpu, "s/1000 jobs")
    if url is None:
        return
    place = postgresql_place(folder, url)
    for name, said in (("write", "jobs that write a row"), ("wait", "jobs that wait 5 ms for the world")):
        pairs = [[drained(place, name, workers=workers) for workers in (1, 2)] for _ in range(RUNS)]
        one, two = (max(runs, key=lambda run: run.rate) for runs in zip(*pairs, strict=True))
        yield figure("PostgreSQL, 1 worker", said, one.rate, "jobs/s")
        gain = at_least(GAIN, "", "", two.rate / one.rate, "")
        yield Row(
            "PostgreSQL, 2 workers", said, round(two.rate, 3), "jobs/s", gain.value, f"ratio ≥ {GAIN:g}", gain.met
        )
        yield figure("PostgreSQL, 2 workers", f"{said}, CPU", two.cpu, "s/1000 jobs")


def best(place: Place, name: str, *, workers: int) -> Drained:
    return max((drained(place, name, workers=workers) for _ in range(RUNS)), key=lambda one: one.rate)


def drained(place: Place, name: str, *, workers: int) -> Drained:
    """Let jobs wait, start workers that are ready, and time them until none waits."""
    subprocess.run([*DRAIN, name, str(JOBS)], env=place.environment, cwd=PROJECT, check=True)
    crew = [start(place) for _ in range(workers)]
    began = time.perf_counter()
    for worker in crew:
        say(worker, "go")
    while place.ask(OPEN_JOBS):
        if time.perf_counter() - began > PATIENCE:
            raise ProductError(f"{name}: not done after {PATIENCE:g} s")
        time.sleep(0.01)
    seconds = time.perf_counter() - began
    return Drained(JOBS / seconds, sum(stop(worker) for worker in crew) / JOBS * 1000)


def start(place: Place) -> "subprocess.Popen[str]":
    """Start a worker and wait until it has only to be told to begin."""
    worker = subprocess.Popen(
        [*DRAIN, "work"], env=place.environment, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    if worker.stdout.readline().strip() != "ready":
        raise ProductError("the worker did not start")
    return worker


def say(worker: "subprocess.Popen[str]", word: str) -> None:
    assert worker.stdin is not None
    worker.stdin.write(f"{word}\n")
    worker.stdin.flush()


def stop(worker: "subprocess.Popen[str]") -> float:
    """End a worker; return the seconds of CPU that it took, its start included."""
    say(worker, "enough")
    _, status, usage = os.wait4(worker.pid, 0)
    worker.returncode = os.waitstatus_to_exitcode(status)
    if worker.returncode:
        raise ProductError(f"the worker ended with {worker.returncode}")
    return usage.ru_utime + usage.ru_stime


def sqlite_place(folder: Path) -> Place:
    home = folder / "sqlite"
    place = Place(environment(home), lambda sql: _ask_sqlite(home / "entregent.sqlite3", sql))
    subprocess.run(MIGRATE, env=place.environment, cwd=PROJECT, check=True)
    return place


def postgresql_place(folder: Path, url: str) -> Place:
    place = Place(environment(folder / "postgresql") | {"DATABASE_URL": url}, lambda sql: _ask_postgresql(url, sql))
    subprocess.run(MIGRATE, env=place.environment, cwd=PROJECT, check=True)
    return place


def environment(home: Path) -> dict[str, str]:
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ENTREGENT_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"ENTREGENT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}


def _ask_sqlite(path: Path, sql: str) -> int:
    connection = sqlite3.connect(path, timeout=30)
    try:
        return int(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()


def _ask_postgresql(url: str, sql: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute(sql.encode()).fetchone()
    return int(found[0]) if found else 0


@contextmanager
def served() -> Iterator[str | None]:
    """Address of a PostgreSQL that writes to disk; None where the machine has none."""
    programs = postgresql.find_postgresql()
    if programs is None:
        yield None
        return
    postgresql.SERVER_SETTINGS.update(DURABLE)  # that of the tests is thrown away, and does not care for power cuts
    server = postgresql.start_postgresql(programs)
    try:
        yield server.url()
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
