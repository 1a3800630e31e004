"""A thousand blogs as a real generator makes them, read wholly from loopback: `python -m benchmarks.hugo [--json] [--blogs N]`.

Hugo (Debian's) builds one site with a section for each blog, 10 posts in each, and its own feed. They are served as files by
another process, read twice by the product into a database of its own, and counted. hugo: tools/install-system-packages bench.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.product import PROJECT
from benchmarks.reading import Said, Vocabulary, run
from benchmarks.rows import Row, all_met, at_least, at_most, figure, print_rows
from tests.ports import free_port

BLOGS, POSTS, WORDS = 1000, 10, 120
START = datetime(2026, 5, 1, tzinfo=UTC)
SETTINGS = """
baseURL = "{base}/"
languageCode = "fr"
title = "Mille blogs"
disableKinds = ["taxonomy", "term", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["RSS"]
section = ["RSS"]
"""

OURS = """
import json, resource, sys, time
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db.models import Count
from entregent.listening.actions import read_sources
from entregent.listening.models import Post, Reading, Source
base, blogs, posts, port = sys.argv[1], *map(int, sys.argv[2:5])
Source.objects.bulk_create([Source(address=f"{base}/blog-{n}/index.xml", full_text="off") for n in range(blogs)])
def cpu(): used = resource.getrusage(resource.RUSAGE_SELF); return used.ru_utime + used.ru_stime
def read():
    begun, used = time.perf_counter(), cpu()
    for _ in read_sources(list(Source.objects.all()), user_agent="benchmark", allowed=frozenset({("127.0.0.1", port)})): pass
    return cpu() - used, time.perf_counter() - begun
(first, first_wall), kept = read(), Post.objects.count()
second, second_wall = read()
of_each = Post.objects.values("source").annotate(n=Count("stable_id", distinct=True)).filter(n=posts)
outcomes = Reading.objects.values_list("outcome", flat=True)
print(json.dumps({"first": first, "first wall": first_wall, "second": second, "second wall": second_wall, "kept": kept,
    "kept twice": Post.objects.count() - kept, "whole": of_each.count(),
    "read": Source.objects.exclude(last_success_at=None).count(),
    "failures": outcomes.filter(outcome="failed").count(), "unchanged": outcomes.filter(outcome="unchanged").count(),
    "dated": Post.objects.filter(is_dated=True).count(), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hugo", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--blogs", type=int, default=BLOGS)
    asked = parser.parse_args()
    if shutil.which("hugo") is None:
        raise SystemExit("hugo is not on this machine: sudo tools/install-system-packages bench")
    with tempfile.TemporaryDirectory(prefix="entregent-hugo-") as folder:
        port = free_port()
        base, begun = f"http://127.0.0.1:{port}", time.perf_counter()
        public = build(Path(folder) / "site", base, asked.blogs)
        built = time.perf_counter() - begun
        with served(public, port):
            home = {"ENTREGENT_HOME": f"{folder}/home", "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
            clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            said = run(sys.executable, OURS, base, str(asked.blogs), str(POSTS), str(port), environment=clean | home)
    rows = list(judged(asked.blogs, said, built))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def judged(blogs: int, said: Said, built: float) -> Iterator[Row]:
    yield at_least(blogs, "first reading", "feeds read", said["read"], "feeds")
    yield at_least(blogs * POSTS, "first reading", "posts kept", said["kept"], "posts")
    yield at_least(blogs, "first reading", "blogs with each of their posts once", said["whole"], "blogs")
    yield at_least(blogs * POSTS, "first reading", "posts with their date", said["dated"], "posts")
    yield at_most(0, "both readings", "failures", said["failures"], "readings")
    yield figure("first reading", "CPU", said["first"], "s")
    yield figure("first reading", "wall", said["first wall"], "s")
    yield at_least(blogs, "second reading", "feeds unchanged (304)", said["unchanged"], "feeds")
    yield at_most(0, "second reading", "posts kept twice", said["kept twice"], "posts")
    yield figure("second reading", "CPU", said["second"], "s")
    yield figure("second reading", "wall", said["second wall"], "s")
    yield figure("peak memory", "reading", said["peak"], "MB")
    yield figure("site", "made by hugo, wall", built, "s")


def build(site: Path, base: str, blogs: int) -> Path:
    """Write the posts and have hugo make the site; return its folder."""
    words = Vocabulary(french=True)
    for blog in range(blogs):
        chance = random.Random(blog)  # noqa: S311 (texts, no secrets)
        section = site / "content" / f"blog-{blog}"
        section.mkdir(parents=True)
        (section / "_index.md").write_text(f'+++\ntitle = "Blog {blog}"\n+++\n', "utf-8")
        for post in range(POSTS):
            date = START - timedelta(days=post * 3, minutes=blog)
            head = f'+++\ntitle = "Billet {post} du blog {blog}"\ndate = {date.isoformat()}\nauthor = "Zoé"\n+++\n'
            (section / f"billet-{post}.md").write_text(head + words.text(chance, WORDS) + "\n", "utf-8")
    (site / "config.toml").write_text(SETTINGS.format(base=base), "utf-8")
    subprocess.run(["hugo", "--quiet", "--source", str(site), "--destination", str(site / "public")], check=True)
    return site / "public"


@contextmanager
def served(public: Path, port: int) -> Iterator[None]:
    """Serve a folder from a process of its own."""
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(public)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=PROJECT, stdout=quiet, stderr=quiet)
    try:
        for _ in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/index.xml").close()
                break
            except URLError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    raise SystemExit(main())
