"""From the bytes of a feed to posts: pure, no network.

The fast reader first; where it raises, finds nothing, or loses what makes a post a post (title or text, address, date) although the
feed holds it, or the feed is not well-formed, the forgiving one reads it again, and the richer of the two readings is kept.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from xml.parsers import expat

from entregent.connectors.contract import FetchedPost
from entregent.connectors.feed.entities import without_growing_entities
from entregent.connectors.feed.entries import ParsedFeed, normalised
from entregent.connectors.feed.fast import read_fast
from entregent.connectors.feed.hub import hub_of
from entregent.connectors.feed.ids import drop_dates_read_from_ids
from entregent.core.errors import EntregentError

LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([A-Za-z]{2,3})\b")  # the fast reader knows xml:lang alone
FIRST_POST = re.compile(rb"<(?:[\w-]+:)?(?:item|entry)\b", re.IGNORECASE)
ROOT_ENDS = (b"</rss>", b"</feed>", b"</rdf:RDF>")
# Elements in which a feed may say what a post lacks
DATES = re.compile(
    rb"<(?:[\w-]+:)?(?:pubdate|date|published|updated|issued|modified|created)\b[^<>]*>\s*[^\s<]", re.IGNORECASE
)
TITLES = re.compile(rb"<(?:[\w-]+:)?title\b[^<>]*>\s*[^\s<]", re.IGNORECASE)
LINKS = re.compile(rb"<(?:[\w-]+:)?(?:link|origlink)\b", re.IGNORECASE)
TITLE_MARKUP = re.compile(rb"""<title\b(?:[^<>]*(?:base64|octet-stream)|[^<>]*>[^<]*<(?![!/]))""")
NETSCAPE = re.compile(rb"http://(?:my|channel)\.netscape\.com/rdf/simple/0\.9/")
PROFILES = re.compile(rb"<author>(.{0,2000}?)</author>", re.DOTALL)
NAME, PAGE, MAIL = (re.compile(rb"<%s>\s*([^<]+?)\s*</%s>" % (tag, tag)) for tag in (b"name", b"uri", b"email"))
MOST_POSTS = 2000  # the largest of 200 real feeds had 1,200
HEAD = 8192  # bytes in which a channel describes itself


class NotAFeedError(EntregentError):
    """The bytes are no feed that either reader understands."""


def parse_feed(content: bytes, *, address: str, content_type: str = "", most: int = MOST_POSTS) -> ParsedFeed:
    """Read a feed, up to `most` posts of it. address: where it was found, base of its relative links.

    Raises NotAFeedError when it is not one.
    """
    content = without_growing_entities(content)
    fast, is_sound = _read_fast(content, address, most)
    sound = (is_sound or is_well_formed(content)) and not _is_beyond_the_fast(content)
    if fast is not None and sound and not _lacks_what_is_there(fast, content):
        return _with_hub(fast, content, address)
    forgiving = _read_forgiving(content, address, content_type, most)
    read = [feed for feed in ((fast, forgiving) if sound else (forgiving, fast)) if feed is not None]
    if not read:
        raise NotAFeedError
    richest = max(
        read, key=lambda feed: (len(feed.posts), sum(_is_whole(post) for post in feed.posts), bool(feed.title))
    )
    return _with_hub(richest, content, address)


def is_well_formed(content: bytes) -> bool:
    """Whether the XML, or JSON, is without fault, but for blanks before it and anything after it, which harm no reader.

    Where it has one, the fast reader drops what follows it: letters of another encoding than the one declared, and every
    entity after a bare ampersand, so that « <p>Douze » becomes « pDouze ».
    """
    begun = content.lstrip()
    if begun[:1] == b"{":
        return True
    ends = [at + len(tag) for tag in ROOT_ENDS if (at := begun.rfind(tag, max(0, len(begun) - HEAD))) >= 0]
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(begun[: max(ends)] if ends else begun, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _is_atom(content: bytes) -> bool:
    return b"<feed" in content[:HEAD]


def _is_beyond_the_fast(content: bytes) -> bool:
    """Whether the feed does what the fast reader gets wrong.

    In Atom, bases of links given on the way, and titles with markup or in base64; in RSS, a picture's title before the post's own.
    With a DTD, entities of its own: after one that is not known here, all others are lost.
    """
    if b"<!DOCTYPE" in content[:HEAD]:
        return True
    if _is_atom(content):
        return b"xml:base" in content or TITLE_MARKUP.search(content) is not None
    if b"<media:title" not in content:
        return False
    pieces = content.split(b"<item")[1:]
    return any(-1 < piece.find(b"<media:title") < piece.find(b"<title") for piece in pieces)


def _is_whole(post: FetchedPost) -> bool:
    return bool((post.title or post.html) and post.address and post.published)


def _lacks_what_is_there(feed: ParsedFeed, content: bytes) -> bool:
    """Whether the feed holds more posts, texts, links or dates than were read.

    Many feeds have no dates or links, some no posts, and no reader finds any there.
    """
    if content.lstrip()[:1] == b"{" or (feed.title and feed.posts and all(_is_whole(post) for post in feed.posts)):
        return False
    first = FIRST_POST.search(content)
    if not feed.title and TITLES.search(content[: first.start() if first else HEAD]):
        return True
    posts = content[first.start() :] if first else content
    dated = sum(post.published is not None for post in feed.posts)
    linked = sum(bool(post.address) for post in feed.posts)
    return (
        (first is not None and not feed.posts)
        or any(not post.title and not post.html for post in feed.posts)
        or (dated < len(feed.posts) and len(DATES.findall(posts)) > dated)
        or (linked < len(feed.posts) and len(LINKS.findall(posts)) > linked)
    )


def _read_fast(content: bytes, address: str, most: int) -> tuple[ParsedFeed | None, bool]:
    """What the fast reader finds, and whether the feed is known to be well-formed."""
    if b"netscape.com/rdf/simple/0.9/" in content[:HEAD]:  # RSS 0.90, which it finds empty, has the elements of RSS 1.0
        content = NETSCAPE.sub(b"http://purl.org/rss/1.0/", content, count=1)
    read, is_sound = read_fast(content)
    if read is None:
        return None, False
    declared = LANGUAGE.search(content[:HEAD])
    spoken = {"language": read.feed.get("language") or (declared.group(1).decode() if declared else "")}
    entries = read.entries[:most]
    drop_dates_read_from_ids(entries)
    _add_authors_pages(entries, content)
    return normalised(read.feed | spoken, entries, address), is_sound


def _add_authors_pages(entries: list[Any], content: bytes) -> None:
    """The fast reader gives authors their name alone: look for the mail and the page that Atom has beside it."""
    if not _is_atom(content) or (b"<uri>" not in content and b"<email>" not in content):
        return
    details: dict[str, Mapping[str, str]] = {}
    for author in PROFILES.findall(content):
        said = {key: html.unescape(found[1].decode("utf-8", "replace")) for key, pattern in
                (("name", NAME), ("href", PAGE), ("email", MAIL)) if (found := pattern.search(author))}  # fmt: skip
        if "name" in said:
            details.setdefault(said["name"], said)
    for entry in entries:
        entry["author_detail"] = details.get(str(entry.get("author")), entry.get("author_detail"))


def _read_forgiving(content: bytes, address: str, content_type: str, most: int) -> ParsedFeed | None:
    import feedparser

    if not content.strip():
        return None
    headers = {"content-location": address} | ({"content-type": content_type} if content_type else {})
    try:
        read = feedparser.parse(content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return None
    if not read.version and not read.entries:
        return None
    return normalised(read.feed, read.entries[:most], address)


def _with_hub(feed: ParsedFeed, content: bytes, address: str) -> ParsedFeed:
    hub, topic = hub_of(content[:HEAD], address)
    return replace(feed, hub=hub, topic=topic) if hub else feed
