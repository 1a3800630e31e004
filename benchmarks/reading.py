"""Reading 1,000 feeds of 10 posts from loopback into the database: `python -m benchmarks.reading [--json] [--feeds N]`.

Against the `reader` library, with its search updated, and a bare loop of feedparser that keeps nothing; each in a process of its
own, whose CPU is counted, start included for nobody, nor the loading of languages and places, which is done once a process.
The feeds' server is another process, not counted. The second reading is forced and answered 304 throughout. `--reader PYTHON` names
an interpreter that has `reader`; without it, one is made in a temporary folder. Words are drawn by their frequency in our own
documentation, one in fifty made up: real texts repeat less than a closed vocabulary would.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import accumulate
from pathlib import Path
from urllib.request import urlopen

from benchmarks.product import PROJECT
from benchmarks.rows import Row, all_met, at_least, at_most, figure, print_rows

POSTS, WORDS = 10, 470  # a feed; a post, about 3 KB
MADE_UP = (
    0.02  # of the 330,000 words of two real blogs, 7 % are new; by Heaps’s law, 2 % are of as many as are read here
)
FIRST, FIRST_ALONE, SECOND, MEMORY = 4.0, 5.0, 5.0, 400.0  # times reader; the same without what it does not do; MB
START = datetime(2026, 5, 1, tzinfo=UTC)
Said = dict[str, float]

OURS = """
import json, resource, sys, time
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from entregent.accounts.models import Workspace
from entregent.core.text.places import infer_region
from entregent.listening import content
from entregent.listening.actions import keep, read_sources
from entregent.listening.models import Following, Post, Reading, Source, Terms
from entregent.listening.search import search
base, feeds, port = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
workspace = Workspace.objects.create(name="b", slug="b")
sources = Source.objects.bulk_create([Source(address=f"{base}/feed/{n}", full_text="off") for n in range(feeds)])
Following.objects.bulk_create([Following(workspace=workspace, source=source) for source in sources])
content.prepare("Bonjour tout le monde", "le compost du quartier " * 8, expected="")
infer_region("Le blog de Rennes", "")
apart = [0.0]
def timed(function):
    def run(*given, **named):
        begun = time.thread_time()
        try: return function(*given, **named)
        finally: apart[0] += time.thread_time() - begun
    return run
content.language_of, content._marks = timed(content.language_of), timed(content._marks)
keep.find_repeated = timed(keep.find_repeated)
def cpu(): used = resource.getrusage(resource.RUSAGE_SELF); return used.ru_utime + used.ru_stime
def read():
    begun, used = time.perf_counter(), cpu()
    reads = list(read_sources(list(Source.objects.all()), user_agent="benchmark", allowed=frozenset({("127.0.0.1", port)})))
    assert len(reads) == feeds and not any(one.error for one in reads), reads[:1]
    return cpu() - used, time.perf_counter() - begun
first, first_wall = read()
alone = first - apart[0]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
second, second_wall = read()
print(json.dumps({"first": first, "alone": alone, "first wall": first_wall, "second": second, "second wall": second_wall,
    "peak": peak, "posts": Post.objects.count(), "searchable": Terms.objects.count(),
    "found": len(search(Post.objects.all(), "semaine", limit=100_000).posts),
    "unchanged": Reading.objects.filter(outcome="unchanged").count(), "french": Post.objects.filter(language="fr").count()}))
"""

READER = """
import json, resource, sys, time
from reader import make_reader
base, feeds, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
reader = make_reader(folder + "/reader.sqlite", feed_root="")
reader.enable_search()
for n in range(feeds): reader.add_feed(f"{base}/feed/{n}")
def cpu(): used = resource.getrusage(resource.RUSAGE_SELF); return used.ru_utime + used.ru_stime
def read(search):
    begun, used = time.perf_counter(), cpu()
    reader.update_feeds(workers=10, scheduled=False)
    stored = cpu() - used
    if search: reader.update_search()
    return cpu() - used, time.perf_counter() - begun, stored
first, first_wall, stored = read(True)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
second, second_wall, _ = read(True)
print(json.dumps({"first": first, "first wall": first_wall, "stored": stored, "second": second, "second wall": second_wall,
    "peak": peak, "posts": reader.get_entry_counts().total, "searchable": reader.search_entry_counts("semaine OR la").total,
    "found": reader.search_entry_counts("semaine").total}))
"""

LOOP = """
import json, resource, sys, time
from urllib.request import urlopen
import feedparser
base, feeds = sys.argv[1], int(sys.argv[2])
def cpu(): used = resource.getrusage(resource.RUSAGE_SELF); return used.ru_utime + used.ru_stime
begun, used, posts = time.perf_counter(), cpu(), 0
for n in range(feeds):
    with urlopen(f"{base}/feed/{n}") as answer: posts += len(feedparser.parse(answer.read()).entries)
print(json.dumps({"first": cpu() - used, "first wall": time.perf_counter() - begun, "posts": posts}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--reader", help="Python interpreter that has the reader library")
    parser.add_argument("--ours-only", action="store_true", help="leave out reader and feedparser")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        asyncio.run(serve(asked.feeds))
        return 0
    with tempfile.TemporaryDirectory(prefix="entregent-reading-") as folder, served(asked.feeds) as base:
        ours = run_ours(Path(folder), base, asked.feeds)
        others = None if asked.ours_only else run_others(Path(folder), base, asked.feeds, asked.reader)
    rows = list(compared(asked.feeds, ours, *others)) if others else list(alone(asked.feeds, ours))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def run_ours(folder: Path, base: str, feeds: int) -> Said:
    home = {"ENTREGENT_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | home
    return run(sys.executable, OURS, base, str(feeds), base.rsplit(":", 1)[1], environment=environment)


def run_others(folder: Path, base: str, feeds: int, python: str | None) -> tuple[Said, Said]:
    if python is None:
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv/bin/python")
        subprocess.run(
            [python, "-m", "pip", "--quiet", "install", "reader[search]", "sgmllib3k", "feedparser"], check=True
        )
    return run(python, READER, base, str(feeds), str(folder)), run(python, LOOP, base, str(feeds))


def run(python: str, code: str, *words: str, environment: dict[str, str] | None = None) -> Said:
    done = subprocess.run(
        [python, "-c", code, *words], env=environment, cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    said: Said = json.loads(done.stdout.splitlines()[-1])
    return said


def alone(feeds: int, ours: Said) -> Iterator[Row]:
    assert ours["posts"] == ours["searchable"] == feeds * POSTS, ours
    assert ours["unchanged"] == feeds, ours
    yield figure("first reading", "ours", feeds / ours["first"], "feeds/CPU s")
    yield figure("first reading", "ours, without language and repeats", feeds / ours["alone"], "feeds/CPU s")
    yield figure("first reading", "ours, wall", ours["first wall"], "s")
    yield figure("second reading (304)", "ours", feeds / ours["second"], "feeds/CPU s")
    yield figure("second reading (304)", "ours, wall", ours["second wall"], "s")
    yield figure("posts", "told to be French, of half", ours["french"] / ours["posts"], "")
    yield at_most(MEMORY, "peak memory", "ours", ours["peak"], "MB")


def compared(feeds: int, ours: Said, reader: Said, loop: Said) -> Iterator[Row]:
    assert ours["posts"] == reader["posts"] == loop["posts"] == feeds * POSTS, (ours, reader, loop)
    assert reader["found"] > 0.9 * ours["found"] > 0, (ours, reader)
    yield from alone(feeds, ours)
    yield figure("first reading", "reader, search updated", feeds / reader["first"], "feeds/CPU s")
    yield figure("first reading", "reader, without search", feeds / reader["stored"], "feeds/CPU s")
    yield figure("first reading", "reader, wall", reader["first wall"], "s")
    yield figure("first reading", "feedparser in a loop, nothing kept", feeds / loop["first"], "feeds/CPU s")
    yield figure("second reading (304)", "reader", feeds / reader["second"], "feeds/CPU s")
    yield figure("second reading (304)", "reader, wall", reader["second wall"], "s")
    yield figure("peak memory", "reader", reader["peak"], "MB")
    yield at_least(FIRST, "first reading", "ours, times reader", reader["first"] / ours["first"], "×")
    times = reader["first"] / ours["alone"]
    yield at_least(FIRST_ALONE, "first reading", "ours without language and repeats, times reader", times, "×")
    yield at_least(SECOND, "second reading (304)", "ours, times reader", reader["second"] / ours["second"], "×")


@contextmanager
def served(feeds: int) -> Iterator[str]:
    """Serve the feeds from a process of their own; yield where."""
    command = [sys.executable, "-m", "benchmarks.reading", "--serve", "--feeds", str(feeds)]
    server = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        base = server.stdout.readline().strip()
        with urlopen(f"{base}/feed/0") as answer:
            assert answer.status == 200
        yield base
    finally:
        server.terminate()
        server.wait()


async def serve(feeds: int) -> None:
    from aiohttp import web

    bodies = [feed(number) for number in range(feeds)]

    async def answer(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        tag = f'"{number}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(
            body=bodies[number], content_type="application/rss+xml", charset="utf-8", headers={"ETag": tag}
        )

    app = web.Application()
    app.router.add_get("/feed/{number:\\d+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


class Vocabulary:
    """Words of our documentation in one language, drawn as often as they are written there."""

    def __init__(self, french: bool) -> None:
        files = [path for path in sorted((PROJECT / "docs").rglob("*.md")) if path.name.endswith(".fr.md") == french]
        counted = Counter(
            word for path in files for word in re.findall(r"[^\W\d_]+’?[^\W\d_]*", path.read_text("utf-8"))
        )
        self._counted = counted
        self._words = list(counted)
        self._weights = list(accumulate(counted.values()))

    def frequency(self, word: str) -> int:
        """How often it is written there; a word that is not is taken for the most frequent."""
        return self._counted.get(word.strip(".,;:!?"), self._weights[-1])

    def text(self, chance: random.Random, words: int) -> str:
        drawn = chance.choices(self._words, cum_weights=self._weights, k=words)
        for at in range(words):
            if chance.random() < MADE_UP:
                drawn[at] = "".join(chance.choices("abcdefgilmnoprstuvé", k=chance.randint(4, 11)))
            if chance.random() < 0.1:
                drawn[at] += chance.choice(".,;:!?")
        return " ".join(drawn)


VOCABULARIES: dict[bool, Vocabulary] = {}


def feed(number: int) -> bytes:
    """Render a feed; of two, one is in French."""
    chance, is_french = random.Random(number), number % 2 == 0  # noqa: S311 (texts, no secrets)
    words = VOCABULARIES.setdefault(is_french, Vocabulary(is_french))
    items = []
    for place in range(POSTS):
        paragraphs = [words.text(chance, WORDS // 8) for _ in range(8)]
        body = "".join(
            f"<p>{text} <a href='https://b{number}.example/{place}/{n}'>{n}</a></p>"
            for n, text in enumerate(paragraphs)
        )
        date = format_datetime(START - timedelta(hours=7 * place + number % 50))
        link = f"https://b{number}.example/{place}"
        items.append(f"<item><title>{words.text(chance, 7)}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate>"
                     f"<author>a@b{number}.example (Ana)</author><category>c</category>"
                     f"<description><![CDATA[{body}]]></description></item>")  # fmt: skip
    language = "fr" if is_french else "en"
    head = f"<title>Blog {number}</title><link>https://b{number}.example/</link><language>{language}</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


if __name__ == "__main__":
    sys.exit(main())
