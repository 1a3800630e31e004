"""From an entry, as either reader gives it, to a post. Pure."""

import calendar
import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from entregent.connectors.contract import Enclosure, FetchedPost
from entregent.connectors.feed.dates import EARLIEST, read_date
from entregent.connectors.links import absolute

TAG = re.compile(r"<[^<>]*>")
NOT_TEXT = re.compile(r"<!--(?:.*?-->|[^>]*(?:>|\Z))|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces are typography: they stay
# "zoe@blog.example (Zoé)" as RSS wants it; "Zoé <zoe@blog.example>", "Zoé (zoe@blog.example)" as people write it
MAIL = r"[^\s@()<>]+@[^\s@()<>]+"
NAMED = (
    re.compile(rf"(?P<mail>{MAIL})\s*\((?P<name>[^()]+)\)"),
    re.compile(rf"(?P<name>[^<>@()]+?)\s*[<(](?P<mail>{MAIL})[>)]"),
)
CUT_MARKS = (
    "…",
    "...",
    "&hellip;",
    "&#8230;",
    "&#x2026;",
    "la suite",
    "re plus",
    "savoir plus",
    "ead more",
    "la lecture",
    "reading",
    "article",
    "story",
)
CUT = (
    "…",
    "...",
    "lire la suite",
    "lire plus",
    "en savoir plus",
    "continuer la lecture",
    "read more",
    "continue reading",
    "keep reading",
    "lire l’article",
    "lire l'article",
    "lire l’article complet",
    "lire l'article complet",
    "voir plus",
    "read the full article",
    "read the full story",
    "read full article",
)
AFTER_CUT = " \t\n\xa0\u202f])→»>."
APPENDED = re.compile(
    r"<p>(?:The post|L’article|L'article|Cet article) (?:(?!<p>).)*\Z", re.DOTALL
)  # WordPress, below every text
LONGEST_NAME, LONGEST_TITLE = 300, 20_000  # characters
TAIL = 400  # characters in which a text that breaks off says so
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed, normalised: addresses absolute, dates aware, titles plain text, posts in the feed's order."""

    title: str
    site: str
    language: str
    posts: tuple[FetchedPost, ...]
    hub: str = ""
    topic: str = ""
    about: str = ""


def normalised(feed: Entry, entries: Sequence[Entry], address: str) -> ParsedFeed:
    """Return the feed that was found at the address."""
    link = str(feed.get("link") or "")
    site = absolute(address, link) if link else ""
    base, author = site or address, author_of(feed)
    return ParsedFeed(
        title=plain(feed.get("title")),
        site=site if site != address else "",
        language=language_of(feed),
        posts=_told_apart([_post(entry, base, author) for entry in entries]),
        about=plain(feed.get("subtitle") or feed.get("description")),
    )


def _told_apart(posts: list[FetchedPost]) -> tuple[FetchedPost, ...]:
    """Some feeds give every post the same id: those of different pages are told apart by their address."""
    if len({post.stable_id for post in posts}) == len(posts):
        return tuple(posts)
    pages = defaultdict(set)
    for post in posts:
        pages[post.stable_id].add(post.address)
    return tuple(
        replace(post, stable_id=post.address) if post.address and len(pages[post.stable_id]) > 1 else post
        for post in posts
    )


def _post(entry: Entry, base: str, feed_author: tuple[str, str, str]) -> FetchedPost:
    identifier = str(entry.get("id") or "").strip()
    link = str(entry.get("link") or "").strip() or (identifier if "://" in identifier else "")
    address = absolute(base, link) if link else ""
    text = _longest_text(entry)
    title = plain(entry.get("title"))
    author, mail, profile = author_of(entry) if entry.get("author") or entry.get("author_detail") else feed_author
    return FetchedPost(
        stable_id=identifier or address or hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).hexdigest(),
        address=address,
        title=title,
        html=text,
        author=author,
        published=_date(entry, "published") or _date(entry, "updated"),
        updated=_date(entry, "updated"),
        tags=tuple(
            dict.fromkeys(
                term for tag in entry.get("tags") or () if (term := plain(tag.get("term") or tag.get("label")))
            )
        ),
        language=language_of(entry),
        author_address=mail,
        author_profile=absolute(base, profile) if profile else "",
        enclosures=_enclosures(entry, base),
        content_is_excerpt=_breaks_off(text),
        is_summary=not entry.get("content"),
    )


def language_of(described: Entry) -> str:
    """The language a feed or an entry says it is in, without region: "fr" for "fr-CA"."""
    said = str(described.get("language") or "")
    return said.replace("_", "-").partition("-")[0].strip().lower()[:8]


def author_of(described: Entry) -> tuple[str, str, str]:
    """Name, mail address and page of who wrote; "" for each that is not said."""
    said = str(described.get("author") or "")[:LONGEST_NAME]
    detail = described.get("author_detail") or {}
    profile = str(detail.get("href") or "")
    if "@" in said:
        whole = SPACE.sub(" ", html.unescape(said)).strip()
        for pattern in NAMED:
            if found := pattern.fullmatch(whole):
                return found["name"].strip(), found["mail"], profile
    written = plain(said)
    if "@" in written and " " not in written:
        return "", written, profile
    return written, str(detail.get("email") or ""), profile


def _longest_text(entry: Entry) -> str:
    """Feeds give a text in several lengths: keep the fullest. Plain text is escaped, so that all that leaves here is HTML."""
    texts = [str(entry.get("description") or ""), str(entry.get("summary") or "")]
    for content in entry.get("content") or ():
        value = str(content.get("value") or "")
        texts.append(html.escape(value) if content.get("type") == "text/plain" and not TAG.search(value) else value)
    return max(texts, key=len)


def _breaks_off(text: str) -> bool:
    tail = text[-TAIL:]
    for mark in CUT_MARKS:  # `any` would take longer than the looking
        if mark in tail:
            break
    else:
        return False
    words = html.unescape(TAG.sub("", APPENDED.sub("", tail))).rstrip()
    return words.endswith("...") or words.rstrip(AFTER_CUT).lower().endswith(CUT)


def _enclosures(entry: Entry, base: str) -> tuple[Enclosure, ...]:
    given = [
        *(entry.get("enclosures") or ()),
        *(link for link in entry.get("links") or () if link.get("rel") == "enclosure"),
    ]
    found: dict[str, Enclosure] = {}
    for one in given:
        address = absolute(base, str(one.get("url") or one.get("href") or ""))
        if address:
            length = str(one.get("length") or "")
            found.setdefault(
                address, Enclosure(address, str(one.get("type") or ""), int(length) if length.isdecimal() else None)
            )
    return tuple(found.values())


def plain(value: object) -> str:
    """Titles and names as one line of plain text; feeds escape them once, twice or not at all."""
    text = str(value or "")[:LONGEST_TITLE]
    if "&" in text or "<" in text:
        text = html.unescape(text)
        if "<!" in text or "<s" in text or "<S" in text:
            text = NOT_TEXT.sub("", text)
        text = html.unescape(TAG.sub("", text))
    return SPACE.sub(" ", text).strip()


def _date(entry: Entry, name: str) -> datetime | None:
    parsed = entry.get(f"{name}_parsed")
    if parsed:
        try:
            when = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError):
            return None
        return when if when >= EARLIEST else None
    return read_date(str(entry.get(name) or ""))
