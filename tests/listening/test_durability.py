"""Nothing is lost and nothing is there twice: killed readers, full disks, restored backups."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import partial

import pytest

from tests.backup.installations import Installation
from tests.jobs.crew import until
from tests.real.posts import RealPost
from tests.real.server import rss, serving

FEEDS, POSTS = 60, 8
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
    texts = (" ".join(f"mot{feed}x{n}x{k}" for k in range(150)) for n in range(POSTS))
    return [RealPost(f"{feed}-{n}", "Le compost", "Ana", when, f"<p>{text}</p>") for n, text in enumerate(texts)]


def has_more_or_ended(home: Installation, before: int, reader: "subprocess.Popen[bytes]") -> bool:
    return count(home, "listening_post") > before or reader.poll() is not None


def count(home: Installation, table: str) -> int:
    return home.counts()[table]


def test_a_reader_killed_again_and_again_loses_no_post_and_keeps_none_twice(home):
    answers = {f"/{n}": rss(f"Blog {n}", f"https://b{n}.example", posts(n)) for n in range(FEEDS)}
    with serving(answers) as served:
        home.python(SOURCES.format(port=served.port, feeds=FEEDS))
        environment = home.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        for _ in range(4):
            reader = subprocess.Popen([sys.executable, "-c", READ, str(served.port)], env=environment)
            before = count(home, "listening_post")
            until(partial(has_more_or_ended, home, before, reader), seconds=30)
            os.kill(reader.pid, signal.SIGKILL)
            reader.wait()
            assert count(home, "listening_post") % POSTS == 0  # a source is kept as a whole, or not at all
            assert count(home, "listening_terms") == count(home, "listening_post")
            home.execute("UPDATE listening_source SET lease = '', lease_until = NULL")  # what time would do
        subprocess.run([sys.executable, "-c", READ, str(served.port)], env=environment, check=True)
    assert count(home, "listening_post") == count(home, "listening_terms") == FEEDS * POSTS
    assert len(eval(home.python(FOUND.format(words="compost")))) == FEEDS * POSTS  # noqa: S307 (a list of ours)


def test_a_locked_database_is_waited_for(home):
    with serving({"/0": rss("Blog", "https://b.example", posts(0))}) as served:
        home.python(SOURCES.format(port=served.port, feeds=1))
        other = home.connect()
        other.execute("BEGIN IMMEDIATE")
        environment = home.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        reader = subprocess.Popen([sys.executable, "-c", READ, str(served.port)], env=environment)
        time.sleep(3)
        assert reader.poll() is None
        other.rollback()
        other.close()
        assert reader.wait(timeout=30) == 0
    assert count(home, "listening_post") == POSTS


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
