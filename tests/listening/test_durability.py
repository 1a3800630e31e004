"""Nothing is lost and nothing is there twice: killed readers, full disks, restored backups."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest

from tests.backup.installations import Installation
from tests.jobs.crew import Crew, Database, crew_on, is_gone, kill, until
from tests.real.posts import RealPost
from tests.real.server import rss, serving

FEEDS, POSTS = 24, 6
READ = """
import sys, django; django.setup()
from entregent.listening.actions import read_sources
from entregent.listening.models import Source
port = int(sys.argv[1])
list(read_sources(list(Source.objects.filter(last_success_at=None)), user_agent="t", allowed=frozenset({("127.0.0.1", port)})))
"""
SOURCES = """
from entregent.listening.models import Source
Source.objects.bulk_create([Source(address=f"http://127.0.0.1:{port}/{{n}}") for n in range({feeds})])
"""
FOUND = """
from entregent.listening.models import Post
from entregent.listening.search import search
print(sorted(post.stable_id for post in search(Post.objects.all(), "{words}", limit=1000).posts))
"""


@pytest.fixture
def home(tmp_path) -> Installation:
    made = Installation(tmp_path / "home")
    made.home.mkdir()
    made.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    return made


def posts(feed: int) -> list[RealPost]:
    when = datetime(2026, 5, 1, tzinfo=UTC)
    texts = (" ".join(f"mot{feed}x{n}x{k}" for k in range(40)) for n in range(POSTS))
    return [RealPost(f"{feed}-{n}", "Le compost", "Ana", when, f"<p>{text}</p>") for n, text in enumerate(texts)]


def count(home: Installation, table: str) -> int:
    return home.counts()[table]


@contextmanager
def listening(database: Database, feeds: int = FEEDS) -> Iterator[Crew]:
    """A crew on a database that follows blogs which are served meanwhile."""
    answers = {f"/{n}": rss(f"Blog {n}", f"https://b{n}.example", posts(n)) for n in range(feeds)}
    with serving(answers) as served:
        allowed = {"ENTREGENT_ALLOWED_ADDRESSES": f"127.0.0.1:{served.port}"}
        with crew_on(database, **allowed) as crew:
            crew.prepare("load_what_reading_needs")
            crew.run("listen_to", [served.address(path) for path in answers], "compost")
            yield crew


def are_whole(database: Database) -> bool:
    """A source is kept as a whole or not at all, no post is there twice, and each can be found."""
    of_each = "SELECT DISTINCT count(*), count(DISTINCT stable_id) FROM listening_post GROUP BY source_id"
    unfound = "SELECT count(*) FROM listening_post WHERE id NOT IN (SELECT post_id FROM listening_terms)"
    return database.ask(of_each) in ([], [(POSTS, POSTS)]) and database.ask(unfound) == [(0,)]


def kept(database: Database) -> int:
    ((posts,),) = database.ask("SELECT count(*) FROM listening_post")
    return int(posts)


def has_more(database: Database, before: int) -> bool:
    return kept(database) > before or is_all_read(database)


def is_all_read(database: Database, feeds: int = FEEDS) -> bool:
    return kept(database) == feeds * POSTS


def are_gone(pids: list[int]) -> bool:
    return all(map(is_gone, pids))


@contextmanager
def locked(database: Database) -> Iterator[Callable[[], None]]:
    """Somebody else has the right to write, and keeps it until told; reading goes on."""
    if database.server:
        other = psycopg.connect(f"{database.server}/{database.name}")
        other.execute("LOCK TABLE listening_source IN EXCLUSIVE MODE")
    else:
        other = sqlite3.connect(database.home / "entregent.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    try:
        yield other.rollback
    finally:
        other.close()


def let_leases_end(database: Database) -> None:
    """What time does for a worker that died."""
    database.ask("UPDATE listening_source SET lease = '', lease_until = NULL")


def test_two_readers_killed_at_any_moment_lose_no_post_and_keep_none_twice(database):
    chance = random.Random(1)
    with listening(database) as crew:
        for _ in range(4):
            before = kept(database)
            readers = [crew.start("read_sources_too", 60.0) for _ in range(2)]
            until(partial(has_more, database, before), seconds=10)
            time.sleep(chance.uniform(0, 0.3))
            for reader in readers:
                kill(reader)
            assert until(partial(are_gone, readers))
            assert are_whole(database)
            let_leases_end(database)
        crew.start("read_sources_too", 60.0)
        assert until(lambda: is_all_read(database), seconds=60)
        assert are_whole(database)
    assert database.ask("SELECT count(*) FROM listening_source WHERE failures > 0 OR last_success_at IS NULL") == [(0,)]


def test_a_database_locked_for_longer_than_a_reader_waits_costs_no_post(database):
    with listening(database, 5) as crew, locked(database) as unlock:
        reader = crew.start("read_with_little_patience", 60.0, 1)
        time.sleep(4)
        assert not is_gone(reader)
        assert kept(database) == 0
        unlock()
        let_leases_end(database)
        assert until(lambda: is_all_read(database, 5), seconds=60)
        assert are_whole(database)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_that_is_really_full_stops_no_reader_and_costs_no_post(template, small_disk):
    if template.server:
        pytest.skip("the disk of the PostgreSQL of the tests is the system's")
    database = template.copy(small_disk, "full")
    ballast = small_disk / "ballast"
    with listening(database) as crew:
        with suppress(OSError), ballast.open("wb") as file:
            while file.write(bytes(4096)):
                file.flush()
        reader = crew.start("read_sources_too", 60.0)
        time.sleep(6)
        assert not is_gone(reader)
        assert are_whole(database)
        assert not is_all_read(database)
        ballast.unlink()
        let_leases_end(database)
        assert until(lambda: is_all_read(database), seconds=60)
        assert are_whole(database)


def test_a_full_disk_keeps_nothing_of_a_reading_by_halves(home):
    with serving({"/0": rss("Blog", "https://b.example", posts(0))}) as served:
        home.python(SOURCES.format(port=served.port, feeds=1))
        full = "from django.db import connection; connection.cursor().execute('PRAGMA max_page_count=1')\n"
        code = READ.replace("import sys, django; django.setup()\n", "import sys, django; django.setup()\n" + full)
        environment = home.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        done = subprocess.run(
            [sys.executable, "-c", code, str(served.port)], env=environment, capture_output=True, text=True, check=False
        )
        assert "full" in done.stderr
        assert (count(home, "listening_post"), count(home, "listening_terms")) == (0, 0)
        subprocess.run([sys.executable, "-c", READ, str(served.port)], env=environment, check=True)
    assert count(home, "listening_post") == count(home, "listening_terms") == POSTS


def test_a_restored_backup_is_searched_at_once(home, tmp_path):
    with serving({"/0": rss("Blog", "https://b.example", posts(0))}) as served:
        home.python(SOURCES.format(port=served.port, feeds=1))
        environment = home.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        subprocess.run([sys.executable, "-c", READ, str(served.port)], env=environment, check=True)
    there = Installation(tmp_path / "there")
    there.run("restore", str(home.backup()))
    for words in ("compost", "mot0x3x7", "ana"):
        assert there.python(FOUND.format(words=words)) == home.python(FOUND.format(words=words))
    assert len(eval(there.python(FOUND.format(words="composts")))) == POSTS  # noqa: S307 (a list of ours)
