"""Sitemaps (sitemaps.org, 0.9): the pages of a site with the day each changed, or further sitemaps. Pure."""

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from entregent.connectors.feed.dates import read_date
from entregent.connectors.links import absolute

PLACE = re.compile(rb"<(?:[\w-]+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*<", re.IGNORECASE)
CHANGED = re.compile(rb"<(?:[\w-]+:)?(?:publication_date|lastmod)\s*>\s*([^<]+?)\s*<", re.IGNORECASE)
MOST = 50_000  # entries a sitemap may have, by its standard
LARGEST = 50 * 1024 * 1024  # bytes a packed sitemap may unpack to, by its standard


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or a further sitemap. changed: None when it is not said."""

    address: str
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    pages: tuple[Place, ...]
    sitemaps: tuple[Place, ...]


def read_sitemap(content: bytes, *, address: str) -> Sitemap:
    """Read a sitemap or an index of sitemaps, packed or not, in XML or a line a page. What makes no sense in it is not there."""
    content = _unpacked(content)
    if b"<" not in content[:1000]:
        lines = (
            absolute(address, line)
            for line in content.decode("utf-8", "replace").split("\n", MOST)[:MOST]
            if line.startswith("http")
        )
        return Sitemap(tuple(Place(line.strip(), None) for line in lines if line), ())
    found: dict[bytes, list[Place]] = {b"url": [], b"sitemap": []}
    for number, entry in enumerate(_entries(content)):
        if number >= MOST:
            break
        kind, said = entry
        place, changed = PLACE.search(said), CHANGED.search(said)
        link = absolute(address, unescape(place[1].decode("utf-8", "replace"))) if place else ""
        if link:
            found[kind].append(Place(link, read_date(changed[1].decode("utf-8", "replace")) if changed else None))
    return Sitemap(tuple(found[b"url"]), tuple(found[b"sitemap"]))


def _entries(content: bytes) -> list[tuple[bytes, bytes]]:
    """Each <url> or <sitemap> up to the next one: closing elements are not looked for, so that this stays linear."""
    pieces = re.split(rb"<(?:[\w-]+:)?(url|sitemap)(?=[\s>])", content, flags=re.IGNORECASE)
    return [(kind.lower(), said) for kind, said in zip(pieces[1::2], pieces[2::2], strict=True)]


def _unpacked(content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return zlib.decompressobj(31).decompress(content, LARGEST)
    except zlib.error:
        return b""
