"""From the bytes of a feed to posts: pure, no network.

The fast reader first; where it raises, finds nothing, or loses what makes a post a post (title or text, address, date), or the
feed is not well-formed, the forgiving one reads it again, and the richer of the two readings is kept.
"""

import calendar
import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import fastfeedparser
import feedparser
from lxml import etree

from entregent.connectors.contract import FetchedPost
from entregent.connectors.links import absolute
from entregent.core.errors import EntregentError

TAG = re.compile(r"<[^>]*>")
LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([A-Za-z]{2,3})\b")  # the fast reader knows xml:lang alone
ID_AS_DATE = b"<rss version='2.0'><channel><item><title>t</title><pubDate>%s</pubDate></item></channel></rss>"
MOST_POSTS = 2000  # the largest of 200 real feeds had 1,200
LONGEST_DATE = 40  # characters
HEAD = 8192  # bytes in which a channel describes itself
SPACE = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces are typography: they stay
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the Web: a date below this one is a default, not a date
Entry = Mapping[str, Any]


class NotAFeedError(EntregentError):
    """The bytes are no feed that either reader understands."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed, normalised: addresses absolute, dates aware, titles plain text, posts in the feed's order."""

    title: str
    site: str
    language: str
    posts: tuple[FetchedPost, ...]


def parse_feed(content: bytes, *, address: str, content_type: str = "") -> ParsedFeed:
    """Read a feed. address: where it was found, base of its relative links.

    Raises NotAFeedError when it is not one.
    """
    fast = _read_fast(content, address)
    sound = _is_well_formed(content)
    if fast is not None and fast.posts and sound and all(_is_whole(post) for post in fast.posts):
        return fast
    forgiving = _read_forgiving(content, address, content_type)
    read = [feed for feed in ((fast, forgiving) if sound else (forgiving, fast)) if feed is not None]
    if not read:
        raise NotAFeedError
    return max(read, key=lambda feed: (len(feed.posts), sum(_is_whole(post) for post in feed.posts)))


def _is_well_formed(content: bytes) -> bool:
    """Whether the XML, or JSON, is without fault. Where it has one, the fast reader drops what follows it: letters of another
    encoding than the one declared, and every entity after a bare ampersand, so that « <p>Douze » becomes « pDouze ».
    """
    if content.lstrip()[:1] == b"{":
        return True
    try:
        etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _is_whole(post: FetchedPost) -> bool:
    return bool((post.title or post.html) and post.address and post.published)


def _read_fast(content: bytes, address: str) -> ParsedFeed | None:
    try:
        read = fastfeedparser.parse(content, include_media=False, include_enclosures=False)
    except Exception:
        return None
    declared = LANGUAGE.search(content[:HEAD])
    spoken = {"language": read.feed.get("language") or (declared.group(1).decode() if declared else "")}
    for entry in read.entries:
        if _is_read_from_the_id(entry):
            entry.pop("published")
    return _normalised(read.feed | spoken, read.entries, address)


def _is_read_from_the_id(entry: Entry) -> bool:
    """Whether the fast reader, for want of a date, took the id for one: an id of "42" becomes a day of the year 2042."""
    identifier, published = str(entry.get("id") or ""), entry.get("published")
    if (
        not published
        or not any(c.isdigit() for c in identifier)
        or "://" in identifier
        or len(identifier) > LONGEST_DATE
    ):
        return False
    alone = ID_AS_DATE % html.escape(identifier).encode()
    return bool(published == fastfeedparser.parse(alone).entries[0].get("published"))


def _read_forgiving(content: bytes, address: str, content_type: str) -> ParsedFeed | None:
    if not content.strip():
        return None
    headers = {"content-location": address} | ({"content-type": content_type} if content_type else {})
    read = feedparser.parse(content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not read.version and not read.entries:
        return None
    return _normalised(read.feed, read.entries, address)


def _normalised(feed: Entry, entries: list[Entry], address: str) -> ParsedFeed:
    link = str(feed.get("link") or "")
    site = absolute(address, link) if link else ""
    return ParsedFeed(
        title=_plain(feed.get("title")),
        site=site if site != address else "",
        language=str(feed.get("language") or "").split("-")[0].lower()[:8],
        posts=tuple(_post(entry, site or address, _plain(feed.get("author"))) for entry in entries[:MOST_POSTS]),
    )


def _post(entry: Entry, base: str, feed_author: str) -> FetchedPost:
    identifier = str(entry.get("id") or "").strip()
    link = str(entry.get("link") or "").strip() or (identifier if "://" in identifier else "")
    address = absolute(base, link) if link else ""
    text = _longest_text(entry)
    title = _plain(entry.get("title"))
    return FetchedPost(
        stable_id=identifier or address or hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        address=address,
        title=title,
        html=text,
        author=_plain(entry.get("author")) or feed_author,
        published=_date(entry, "published") or _date(entry, "updated"),
        updated=_date(entry, "updated"),
        tags=tuple(dict.fromkeys(term for tag in entry.get("tags") or () if (term := _plain(tag.get("term"))))),
    )


def _longest_text(entry: Entry) -> str:
    """Feeds give a text in several lengths: keep the fullest. Plain text is escaped, so that all that leaves here is HTML."""
    texts = [str(entry.get("description") or ""), str(entry.get("summary") or "")]
    for content in entry.get("content") or ():
        value = str(content.get("value") or "")
        texts.append(html.escape(value) if content.get("type") == "text/plain" and not TAG.search(value) else value)
    return max(texts, key=len)


def _plain(value: object) -> str:
    """Titles and names as one line of plain text; feeds escape them once, twice or not at all."""
    text = html.unescape(TAG.sub("", html.unescape(str(value or ""))))
    return SPACE.sub(" ", text).strip()


def _date(entry: Entry, name: str) -> datetime | None:
    parsed = entry.get(f"{name}_parsed")
    if parsed:
        when: datetime | None = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    else:
        when = _written_date(str(entry.get(name) or "").strip())
    return when if when and when >= EARLIEST else None


def _written_date(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read(text)
        except (ValueError, TypeError):
            continue
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    return None
