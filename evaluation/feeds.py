"""What feedparser's own tests expect of a feed, against what we read of it.

Each test feed says in a Python expression what a reader should find: from it the comparisons with a literal are taken that
concern what we keep: titles, links, dates and authors of entries, title and link of the feed. Those that feedparser itself meets
are the denominator. Titles are compared as plain text, as we keep them, authors by name, or mail address where there is no name.
"""

import ast
import calendar
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from benchmarks.rows import Row
from entregent.connectors.feed import NotAFeedError, ParsedFeed, parse_feed
from entregent.connectors.feed.entries import author_of, plain
from evaluation.floors import measured

CASE = "feeds"
EXPECT = re.compile(rb"^\s*Expect:\s*(.+?)\s*$", re.MULTILINE)
CONTENT_TYPE = re.compile(rb"^\s*Header:\s*Content-type:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
BASE = "http://127.0.0.1:8097/tests/feed.xml"  # where feedparser's own test server stands
FIELDS = {
    "title": "titles",
    "link": "links",
    "author": "authors",
    "published_parsed": "dates",
    "updated_parsed": "dates",
}

OF_THE_FEED = {"title", "link"}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that a reader should find. entry: its number, None for the feed itself."""

    entry: int | None
    field: str
    value: Any


def rows(shared: Path) -> Iterable[Row]:
    """How much of what feedparser reads we read, by kind of thing."""
    met, known, poorer, read = Counter[str](), Counter[str](), 0, 0
    for path in sorted((shared / "feedparser-tests/tests").rglob("*.xml")):
        content = path.read_bytes()
        theirs, ours = _theirs(content), _ours(content)
        if theirs.entries:
            read += 1
            poorer += len(ours.posts if ours else ()) < len(theirs.entries)
        for expected in expectations(content):
            if _found(expected, _value_of(theirs, expected)):
                known[FIELDS[expected.field]] += 1
                met[FIELDS[expected.field]] += ours is not None and _found(expected, _our_value(ours, expected))
    for kind in sorted(known):
        yield measured(CASE, f"{kind}: expectations that feedparser meets", known[kind], "count")
        yield measured(CASE, f"{kind}: share of them that we meet", met[kind] / known[kind])
    yield measured(CASE, "all of these: share that we meet", met.total() / known.total())
    yield measured(CASE, "entries: feeds in which we find as many as feedparser", 1 - poorer / read)


def expectations(content: bytes) -> Iterator[Expectation]:
    """What a test feed says should be found in it."""
    said = EXPECT.search(content)
    if said is None:
        return
    try:
        tree = ast.parse(said[1].decode("utf-8", "replace").strip(), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            entry, field = _place(node.left)
            if field in FIELDS if entry is not None else field in OF_THE_FEED:
                try:
                    yield Expectation(entry, field, ast.literal_eval(node.comparators[0]))
                except ValueError:
                    continue


def _place(node: ast.expr) -> tuple[int | None, str]:
    """`feed['title']` → (None, "title"), `entries[0]['title']` → (0, "title"), anything else → (None, "")."""
    match node:
        case ast.Subscript(value=ast.Name(id="feed"), slice=ast.Constant(value=str() as field)):
            return None, field
        case ast.Subscript(
            value=ast.Subscript(value=ast.Name(id="entries"), slice=ast.Constant(value=int() as number)),
            slice=ast.Constant(value=str() as field),
        ):
            return number, field
    return None, ""


def _theirs(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(content, response_headers=_headers(content))


def _headers(content: bytes) -> dict[str, str]:
    said = CONTENT_TYPE.search(content)
    return {"content-location": BASE, "content-type": said[1].decode() if said else "application/atom+xml"}


def _ours(content: bytes) -> ParsedFeed | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return parse_feed(content, address=BASE, content_type=_headers(content)["content-type"])
        except NotAFeedError:
            return None


def _value_of(read: Any, expected: Expectation) -> Any:
    if expected.entry is None:
        return read.feed.get(expected.field)
    return read.entries[expected.entry].get(expected.field) if len(read.entries) > expected.entry else None


def _our_value(read: ParsedFeed, expected: Expectation) -> Any:
    if expected.entry is None:
        return {"title": read.title, "link": read.site}.get(expected.field)
    if len(read.posts) <= expected.entry:
        return None
    post = read.posts[expected.entry]
    return {
        "title": post.title,
        "link": post.address,
        "author": post.author or post.author_address,
        "published_parsed": post.published,
        "updated_parsed": post.updated or post.published,
    }[expected.field]


def _found(expected: Expectation, value: Any) -> bool:
    return value is not None and _comparable(expected.field, value) == _comparable(expected.field, expected.value)


def _comparable(field: str, value: Any) -> Any:
    if field == "title":
        return plain(value)
    if field == "author":
        name, mail, _ = author_of({"author": value})
        return name or mail
    if field.endswith("_parsed") and not isinstance(value, datetime):
        return datetime.fromtimestamp(calendar.timegm(tuple(value)), UTC)
    return value
