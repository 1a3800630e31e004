"""A backup of a large home while others write, beside what people would do without it.

`python -m benchmarks.backup [--megabytes 1000] [--json]`. The texts are sentences of the demonstration, drawn at random
and with words exchanged, so that they compress about as posts do; both sides save the same home in the same run. The peer
is SQLite's own online copy followed by `tar` with `gzip`, and `pg_dump` where PostgreSQL is on the machine.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.product import Home, empty_home
from benchmarks.rows import Row, all_met, at_most, figure, print_rows
from tests.services.postgresql import PostgreSQL, PostgreSQLError, find_postgresql, start_postgresql

SECONDS = 60.0
PAUSE = 1.0  # seconds a writer may wait at worst: nobody notices less in a form
ENTREGENT = [sys.executable, "-m", "entregent"]

FILL = """
import random, sys
from datetime import timedelta
from pathlib import Path
import django; django.setup()
from django.conf import settings
from django.utils import timezone
from entregent.accounts.models import Workspace
from entregent.listening.models import Post, Reading, Source
from entregent.watches.models import Catch, Mention, Watch
chance = random.Random(7)
megabytes = int(sys.argv[1])
sentences = [one.strip() for text in Post.objects.values_list("text", flat=True) for one in text.split(".") if one.strip()]
words = sorted({word for one in sentences for word in one.split()})
sources = list(Source.objects.all())
watch = Watch.objects.first()
now = timezone.now()

def sentence():
    found = chance.choice(sentences).split()
    return " ".join(chance.choice(words) if chance.random() < 0.15 else word for word in found) + "."

def post(number):
    paragraphs = [" ".join(sentence() for _ in range(chance.randint(2, 6))) for _ in range(chance.randint(3, 9))]
    at = now - timedelta(minutes=number)
    return Post(source=chance.choice(sources), stable_id=f"urn:benchmark:{number}",
                address=f"https://blog{number % 997}.example/{at:%Y/%m}/{number}", title=sentence()[:200],
                folded_title=sentence()[:200].lower(), html="".join(f"<p>{one}</p>\\n" for one in paragraphs),
                text="\\n\\n".join(paragraphs), words=sum(len(one.split()) for one in paragraphs), tags=["tri", "compost"],
                published_at=at, week=105_000, is_dated=True, first_seen_at=at)

size = number = 0
while size < megabytes * 1_000_000:
    made = Post.objects.bulk_create([post(number + one) for one in range(500)])
    number += 500
    caught = [dict(post=one, published_at=one.published_at) for one in made[::2]]
    mentions = [Mention(workspace=watch.workspace, source=one["post"].source, **one) for one in caught]
    kept = zip(Mention.objects.bulk_create(mentions), caught)
    Catch.objects.bulk_create([Catch(watch=watch, mention=mention, body_spans=[[3, 9], [40, 52]], **one) for mention, one in kept])
    Reading.objects.bulk_create([Reading(source=one.source, at=one.published_at, outcome="read") for one in made[::3]])
    file = Path(settings.DATABASES["default"]["NAME"])
    size = sum(one.stat().st_size for one in (file, Path(f"{file}-wal")) if one.exists())
"""
WRITE = """
import sys, time
from pathlib import Path
import django; django.setup()
from django.utils import timezone
from entregent.listening.models import Reading, Source
source, worst, count = Source.objects.first(), 0.0, 0
while not Path(sys.argv[1]).exists():
    began = time.perf_counter()
    Reading.objects.create(source=source, at=timezone.now(), outcome="unchanged")
    worst, count = max(worst, time.perf_counter() - began), count + 1
    time.sleep(0.005)
print(worst, count)
"""
COPY = """
import sqlite3, sys
source, target = sqlite3.connect(sys.argv[1]), sqlite3.connect(sys.argv[2])
source.backup(target, pages=4096)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with empty_home() as home, tempfile.TemporaryDirectory(prefix="entregent-benchmark-archive-") as folder:
        rows = list(_rows(home, Path(folder), asked.megabytes))
    print_rows(rows, as_json=asked.json)
    raise SystemExit(not all_met(rows))


def _rows(home: Home, folder: Path, megabytes: int) -> Iterator[Row]:
    home.environment["DJANGO_SETTINGS_MODULE"] = "entregent.web.settings"
    _measured([*ENTREGENT, "demo"], home)
    _measured([sys.executable, "-c", FILL, str(megabytes)], home)
    database, archive = home.folder / "entregent.sqlite3", folder / "backup.zip"
    yield figure("home", "SQLite", database.stat().st_size / 1e6, "MB")
    yield from _saving("SQLite", home, archive)
    yield from _copying(home, folder, database)
    with _postgresql() as server:
        wall, cpu = _measured([*ENTREGENT, "restore", str(archive)], _elsewhere(home, folder / "a", ""))
        yield figure("restore", "SQLite, wall", wall, "s")
        yield figure("restore", "SQLite, CPU", cpu, "s")
        shutil.rmtree(folder / "a")
        if server:
            yield from _on_postgresql(home, folder, archive, server)


def _saving(name: str, home: Home, archive: Path) -> Iterator[Row]:
    """Save with and without somebody who writes every few milliseconds."""
    wall, cpu = _measured([*ENTREGENT, "backup", str(archive)], home)
    yield at_most(SECONDS, "backup", f"{name}, nobody writes, wall", wall, "s")
    yield figure("backup", f"{name}, nobody writes, CPU", cpu, "s")
    with _writer(home) as quiet:
        time.sleep(10)
    with _writer(home) as busy:
        wall, cpu = _measured([*ENTREGENT, "backup", str(archive)], home)
    yield at_most(SECONDS, "backup", f"{name}, somebody writes, wall", wall, "s")
    yield figure("backup", f"{name}, somebody writes, CPU", cpu, "s")
    yield figure("writer", f"{name}, worst pause without a backup", quiet[0], "s")
    yield at_most(PAUSE, "writer", f"{name}, worst pause during a backup", busy[0], "s")
    yield figure("writer", f"{name}, rows written during a backup", busy[1], "rows")
    yield figure("size", f"{name}, backup", archive.stat().st_size / 1e6, "MB")
    yield figure("verify", f"{name}, wall", _measured([*ENTREGENT, "backup", "--verify", str(archive)], home)[0], "s")


def _copying(home: Home, folder: Path, database: Path) -> Iterator[Row]:
    copy, packed = folder / "copy.sqlite3", folder / "copy.tar.gz"
    first = _measured([sys.executable, "-c", COPY, str(database), str(copy)], home)
    second = _measured(["tar", "-C", str(folder), "-czf", str(packed), copy.name], home)
    yield figure("peer", "SQLite’s copy, tar, gzip: wall", first[0] + second[0], "s")
    yield figure("peer", "SQLite’s copy, tar, gzip: CPU", first[1] + second[1], "s")
    yield figure("size", "SQLite’s copy, tar, gzip", packed.stat().st_size / 1e6, "MB")
    copy.unlink()
    packed.unlink()


def _on_postgresql(home: Home, folder: Path, archive: Path, server: PostgreSQL) -> Iterator[Row]:
    there = _elsewhere(home, folder / "b", server.url())
    wall, cpu = _measured([*ENTREGENT, "restore", str(archive)], there)
    yield figure("restore", "PostgreSQL, wall", wall, "s")
    yield figure("restore", "PostgreSQL, CPU of ours", cpu, "s")
    yield from _saving("PostgreSQL", there, folder / "postgresql.zip")
    programs = find_postgresql()
    if programs and (programs / "pg_dump").exists():
        dump = folder / "dump"
        wall, cpu = _measured([str(programs / "pg_dump"), "-Fc", "-f", str(dump), server.url()], there)
        yield figure("peer", "pg_dump -Fc: wall", wall, "s")
        yield figure("peer", "pg_dump -Fc: CPU of the client", cpu, "s")
        yield figure("size", "pg_dump -Fc", dump.stat().st_size / 1e6, "MB")


def _elsewhere(home: Home, folder: Path, url: str) -> Home:
    folder.mkdir()
    database = {"DATABASE_URL": url} if url else {}
    return Home(folder, home.port, home.environment | {"ENTREGENT_HOME": str(folder)} | database)


@contextmanager
def _postgresql() -> Iterator[PostgreSQL | None]:
    """A server of our own, None where the machine has no PostgreSQL."""
    programs = find_postgresql()
    try:
        server = start_postgresql(programs) if programs else None
    except PostgreSQLError:
        server = None
    try:
        yield server
    finally:
        if server:
            server.stop()


@contextmanager
def _writer(home: Home) -> Iterator[list[float]]:
    """Somebody who writes until the block ends; then the list holds the worst pause in seconds and the rows written."""
    told: list[float] = []
    end = home.folder / "end.lock"
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(end)], env=home.environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            time.sleep(2)
            yield told
        finally:
            end.touch()
            assert writer.stdout is not None
            told.extend(float(word) for word in writer.stdout.read().split())
            end.unlink()


def _measured(command: list[str], home: Home) -> tuple[float, float]:
    """Run to the end; return the seconds of wall and of CPU."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        running = subprocess.Popen(command, env=home.environment, stdout=log, stderr=log)
        _, status, usage = os.wait4(running.pid, 0)
        wall = time.perf_counter() - started
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            log.seek(0)
            raise SystemExit(f"{' '.join(command)[:80]} ends with {running.returncode}\n{log.read()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
