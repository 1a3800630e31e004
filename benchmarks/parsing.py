"""Feeds read per second of CPU, beside feedparser, in one run that reads each feed by turns.

    python -m benchmarks.parsing [--json] [--shared FOLDER] [--rounds N]

Each feed is read by both first, and what they find is compared: as many posts, the same titles, addresses and dates. Feeds on which
they differ are named, and timed with the others. feedparser runs as it comes, which includes its sanitiser, and without it.
"""

import argparse
import contextlib
import gc
import os
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser

from benchmarks.rows import Row, at_least, figure, print_rows
from entregent.connectors.content import cleaned, sanitised
from entregent.connectors.contract import FetchedPost
from entregent.connectors.feed import NotAFeedError, ParsedFeed, parse_feed
from entregent.connectors.feed.entries import normalised
from tests.real.server import real_answers

BASE = "https://blog.example/feed.xml"
ROUNDS = 5
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
TIMES_FASTER, TIMES_FASTER_SANITISED = 50, 20
LARGE = 20_000  # bytes; the 200 real feeds of docs/decisions/0005 had 225,000 in the mean
RECORDED = {
    "miniflux-testdata/internal/reader/parser/testdata": (".xml",),
    "reader-tests/data": (".atom", ".rss"),
}

Reader = Callable[[bytes], Any]


@dataclass(slots=True)
class Timed:
    """A feed, and the least CPU each reader took for it, in seconds."""

    name: str
    content: bytes
    seconds: dict[str, float] = field(default_factory=dict)


def feeds(shared: Path) -> list[Timed]:
    """Two French blogs as RSS with whole texts, and the feeds that others recorded to test their readers with."""
    answers, _ = real_answers(shared)
    found = [Timed(name, answer.body) for name, answer in answers.items()]
    for folder, suffixes in RECORDED.items():
        found += [
            Timed(path.name, path.read_bytes())
            for path in sorted((shared / folder).iterdir())
            if path.suffix in suffixes
        ]
    return found


def ours(content: bytes) -> ParsedFeed | None:
    with contextlib.suppress(NotAFeedError):
        return parse_feed(content, address=BASE)
    return None


def ours_sanitised(content: bytes) -> object:
    feed = ours(content)
    return [sanitised(post.html, base=post.address or BASE) for post in feed.posts] if feed else []


def ours_with_text(content: bytes) -> object:
    """Sanitised, and the plain text and links that matching reads, which feedparser does not give."""
    feed = ours(content)
    return [cleaned(post.html, base=post.address or BASE) for post in feed.posts] if feed else []


def theirs(content: bytes) -> Any:
    return feedparser.parse(content, response_headers={"content-location": BASE})


def theirs_bare(content: bytes) -> Any:
    return feedparser.parse(
        content, response_headers={"content-location": BASE}, sanitize_html=False, resolve_relative_uris=False
    )


READERS: dict[str, Reader] = {
    "entregent": ours,
    "entregent, sanitised": ours_sanitised,
    "entregent, sanitised, text and links": ours_with_text,
    "feedparser": theirs,
    "feedparser without sanitiser": theirs_bare,
}


def differs(content: bytes) -> bool:
    """Whether we find fewer posts than feedparser, or another title, address or date, by the same normalisation."""
    read, mine = theirs_bare(content), ours(content)
    other = normalised(read.feed, read.entries, BASE)
    if mine is None:
        return bool(other.posts)
    return len(mine.posts) < len(other.posts) or any(
        _compared(one) != _compared(another) for one, another in zip(mine.posts, other.posts, strict=False)
    )


def _compared(post: FetchedPost) -> tuple[str, str, datetime | None]:
    """What both are held to; dates to the second, which is as far as feedparser reads them."""
    return post.title, post.address, post.published and post.published.replace(microsecond=0)


def measure(timed: Sequence[Timed], rounds: int) -> None:
    """Time each reader on each feed, one after the other, so that whatever loads the machine loads all of them."""
    for reader in READERS.values():
        reader(timed[0].content)
    gc.disable()
    try:
        for _ in range(rounds):
            for feed in timed:
                for name, reader in READERS.items():
                    started = time.process_time()
                    reader(feed.content)
                    spent = time.process_time() - started
                    feed.seconds[name] = min(spent, feed.seconds.get(name, spent))
                gc.collect()
    finally:
        gc.enable()


def rows(shared: Path, rounds: int = ROUNDS) -> Iterator[Row]:
    timed = feeds(shared)
    different = [feed.name for feed in timed if differs(feed.content)]
    measure(timed, rounds)
    yield figure("parsing", "feeds", len(timed), "count")
    yield figure("parsing", "bytes", sum(len(feed.content) for feed in timed), "B")
    names = "".join(f"; {name}" for name in different)
    yield figure("parsing", f"feeds on which we differ from feedparser{names}", len(different), "count")
    for name in READERS:
        yield figure("parsing, all feeds", name, len(timed) / _spent(timed, name), "feeds/CPU-s")
    yield from _ratios("all feeds", timed)
    yield from _ratios(f"feeds of {LARGE // 1000} KB and more", [feed for feed in timed if len(feed.content) >= LARGE])
    yield from _ratios("smaller feeds", [feed for feed in timed if len(feed.content) < LARGE])


def _ratios(group: str, members: Sequence[Timed]) -> Iterator[Row]:
    case = f"parsing, {group} ({len(members)})"
    yield at_least(TIMES_FASTER, case, "times feedparser", _times(members, "feedparser", "entregent"), "×")
    both = _times(members, "feedparser", "entregent, sanitised")
    yield at_least(TIMES_FASTER_SANITISED, case, "times feedparser, both sanitise", both, "×")
    neither = _times(members, "feedparser without sanitiser", "entregent")
    yield figure(case, "times feedparser, neither sanitises", neither, "×")
    text = _times(members, "feedparser", "entregent, sanitised, text and links")
    yield figure(case, "times feedparser, ours with text and links", text, "×")


def _spent(timed: Sequence[Timed], name: str) -> float:
    return sum(feed.seconds[name] for feed in timed)


def _times(timed: Sequence[Timed], slow: str, fast: str) -> float:
    return _spent(timed, slow) / _spent(timed, fast)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.parsing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ENTREGENT_SHARED_DATA") or BESIDE))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the least time of so many counts")
    asked = parser.parse_args()
    if not asked.shared.is_dir():
        raise SystemExit(f"the real feeds are not in {asked.shared}: name their folder in ENTREGENT_SHARED_DATA")
    warnings.simplefilter("ignore")
    print_rows(list(rows(asked.shared, asked.rounds)), as_json=asked.json)


if __name__ == "__main__":
    main()
