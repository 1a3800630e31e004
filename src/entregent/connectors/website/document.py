"""A page as a tree, and what it says of itself in its head. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from entregent.connectors.feed.dates import read_date
from entregent.connectors.links import absolute

CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
HEAD = 4096  # bytes in which a page says its encoding; the standard asks for 1,024
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dcterms.created", "dc.date",
    "citation_publication_date", "publish-date", "pubdate", "parsely-pub-date",
)  # fmt: skip
UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
SHOWN = re.compile(r"\b(?:date|published|posted|pubdate|datepublished|entry-date|post-date)\b", re.IGNORECASE)
BEFORE_DATE = re.compile(
    r"^(?:publié|posté|mis en ligne|paru|par .{1,40},|published|posted)?\s*(?:le|on)?\s*:?\s*", re.IGNORECASE
)
LONGEST_SHOWN = 80  # characters
IN_ADDRESS = re.compile(r"(?:/|\b)((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/_-]|$)")
ARTICLES = {"Article", "BlogPosting", "NewsArticle", "Report", "TechArticle", "ScholarlyArticle", "Review", "Recipe"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself; "" and None where it is silent. is_article: it says that it is one."""

    title: str
    site_name: str
    author: str
    published: datetime | None
    updated: datetime | None
    language: str
    canonical: str
    is_article: bool


def decoded(body: bytes, content_type: str = "") -> str:
    """Return the text of a page: by its header, else as it says itself, else UTF-8, else as Western Europe wrote before."""
    said = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type)
    meta = CHARSET.search(body[:HEAD])
    for name in (said[1] if said else "", meta[1].decode() if meta else "", "utf-8"):
        if name:
            try:
                return body.decode(
                    "windows-1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name
                )
            except (LookupError, UnicodeDecodeError):
                continue
    return body.decode("windows-1252", "replace")


def tree_of(html: str) -> etree._Element | None:
    """Return the page as a tree; None when there is nothing in it."""
    content = html.replace("\0", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(content, etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return None


def text_of(element: etree._Element) -> str:
    """The words of an element and of those in it, as one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def said_by(tree: etree._Element, url: str) -> Said:
    """Read what the page at the url says of itself: JSON-LD, then meta elements, then <time>."""
    meta = _meta(tree)
    linked = next((thing for thing in _linked_data(tree) if _kinds(thing) & ARTICLES), {})
    canonical = next((str(link.get("href") or "") for link in tree.iter("link") if _rel(link) == {"canonical"}), "")
    titles = [meta.get("og:title", ""), *(text_of(title) for title in tree.iter("title"))]
    return Said(
        title=str(linked.get("headline") or "") or next((title for title in titles if title), ""),
        site_name=meta.get("og:site_name", ""),
        author=_name(linked.get("author")) or meta.get("author", ""),
        published=_date(linked, "datePublished") or _first_date(meta, PUBLISHED) or _shown_date(tree) or _date_in(url),
        updated=_date(linked, "dateModified") or _first_date(meta, UPDATED),
        language=str(tree.get("lang") or meta.get("og:locale", ""))
        .replace("_", "-")
        .partition("-")[0]
        .strip()
        .lower()[:8],
        canonical=absolute(url, canonical) if canonical else "",
        is_article=bool(linked) or meta.get("og:type") == "article",
    )


def _meta(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = str(element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name and element.get("content"):
            found.setdefault(name, str(element.get("content")).strip())
    return found


def _rel(link: etree._Element) -> set[str]:
    return set(str(link.get("rel") or "").lower().split())


def _linked_data(tree: etree._Element) -> Iterator[Mapping[str, Any]]:
    """The things that JSON-LD scripts describe, at the top or in a graph."""
    for script in tree.iter("script"):
        if "ld+json" not in str(script.get("type") or ""):
            continue
        try:
            given = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in given if isinstance(given, list) else [given]:
            if isinstance(thing, dict):
                yield thing
                graph = thing.get("@graph")
                yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _kinds(thing: Mapping[str, Any]) -> set[str]:
    kind = thing.get("@type")
    return {kind} if isinstance(kind, str) else {str(one) for one in kind} if isinstance(kind, list) else set()


def _name(author: Any) -> str:
    match author:
        case str():
            return author
        case {"name": str() as name}:
            return name
        case [first, *_]:
            return _name(first)
    return ""


def _date(thing: Mapping[str, Any], name: str) -> datetime | None:
    return read_date(str(thing.get(name) or ""))


def _shown_date(tree: etree._Element) -> datetime | None:
    """The first date that the page shows as one: in a <time>, or in an element whose class says so."""
    for element in tree.iter("time", "span", "p", "div", "abbr", "li"):
        if element.tag == "time" or SHOWN.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}"):
            written = str(element.get("datetime") or "") or BEFORE_DATE.sub("", text_of(element)[:LONGEST_SHOWN])
            if date := read_date(written):
                return date
    return None


def _date_in(url: str) -> datetime | None:
    """The day in the address of a page, as blogs have it: /2026/06/02/title."""
    found = IN_ADDRESS.search(urlsplit(url).path)
    return read_date("-".join(found.groups())) if found else None


def _first_date(meta: Mapping[str, str], names: tuple[str, ...]) -> datetime | None:
    return next((date for name in names if (date := read_date(meta.get(name, "")))), None)
