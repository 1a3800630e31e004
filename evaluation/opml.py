"""OPML: the outlines of 59 lists of feeds, 40 of which are not well-formed XML.

The truth is counted in the text itself, by the attribute that names a feed: 786, of which a parser that recovers (lxml) gives 777.
The lists stand twice in the data, with and without categories: the first are read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Row
from entregent.cli.opml import NotOpmlError, read_opml
from evaluation.floors import measured

CASE = "opml"
ADDRESS = re.compile(rb"""\bxmlUrl\s*=\s*["']\s*([^"']+?)\s*["']""", re.IGNORECASE)


def rows(shared: Path) -> Iterator[Row]:
    lists = sorted((shared / "awesome-rss-feeds").glob("*/with_category/*.opml"))
    written = [ADDRESS.findall(path.read_bytes()) for path in lists]
    found = [len(read_opml(path)) for path in lists]
    yield measured(CASE, "lists", len(lists), "count")
    yield measured(CASE, "outlines in their text", sum(map(len, written)), "count")
    yield measured(CASE, "outlines read", sum(found), "count")
    yield measured(CASE, "outlines read, share", sum(found) / sum(map(len, written)))
    yield from _faulty(shared)


def _faulty(shared: Path) -> Iterator[Row]:
    """The lists that the feed validator keeps to try readers: with faults or not, none may be a stack trace."""
    lists = sorted((shared / "feedvalidator-tests").rglob("*.opml"))
    with_feeds = [path for path in lists if ADDRESS.search(path.read_bytes())]
    read = sum(_is_read(path) for path in with_feeds)
    yield measured(CASE, "feed validator’s lists that name feeds", len(with_feeds), "count")
    yield measured(CASE, "feed validator’s lists that name feeds: read", read / len(with_feeds))


def _is_read(path: Path) -> bool:
    try:
        return bool(read_opml(path))
    except NotOpmlError:
        return False
