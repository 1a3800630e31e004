"""From the HTML that others wrote to HTML that is safe to show, its plain text, and where it links to. Pure."""

import html
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import nh3

from entregent.connectors.links import FOLLOWED, absolute

KEPT = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre",
    "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
DROPPED_WHOLE = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math", "form"}
# Where a line begins or ends: blocks that the sanitiser keeps, as it writes them, and those it drops, of which the text remains.
KEPT_EDGE = re.compile(r"<(?:/?(?:p|li|h[234]|pre|blockquote|dd|dt|table)|br|hr|/t[rdh])>")
DROPPED_EDGE = re.compile(
    r"</?(?:div|h[156]|figure|figcaption|section|article|header|footer|main|aside)\b[^<>]*>", re.IGNORECASE
)
EDGE = "\f"  # stands for the edge of a block that is dropped: white space, which a parser leaves where it is
TAG = re.compile(r"<[^>]*>")
HREF = re.compile(r'<a href="([^"]*)"')  # as the sanitiser writes it
WHOLE = ('<a href="https://', '<a href="http://')
# Bases and links that the sanitiser makes whole by putting one after the other, as they stand in HTML: no dots, no escapes.
PLAIN_BASE = re.compile(
    r"(?P<host>https?://(?!xn--|[^/]*\.xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+)"
    r"(?P<page>/[\w/~!$()*,;:@=+-]*(?:\.[\w-]+)*)?",
    re.ASCII,
)
PLAIN_PATH = re.compile(r"/(?!/)(?:[\w/~!$()*,;:@=+-]|(?<!/)\.(?=[\w-]))*(?:[?#][\w/?~!$()*,;:@=+.-]*)?", re.ASCII)
PLAIN_PLACE = re.compile(r"#[\w/~!$()*,;:@=+.-]*", re.ASCII)
RULES: Final[dict[str, Any]] = {
    "tags": KEPT,
    "clean_content_tags": DROPPED_WHOLE,
    "attributes": {"a": {"href"}},
    "url_schemes": FOLLOWED,
    "link_rel": "noopener noreferrer nofollow ugc",
}
# Rules read once: four fifths of the work for a short post.
CLEANER = nh3.Cleaner(**RULES, url_relative="deny")
LENIENT = nh3.Cleaner(**RULES, url_relative="pass_through")


@dataclass(frozen=True, slots=True)
class Clean:
    """HTML with harmless elements alone, its plain text (one line a block), the web addresses it links to, each once, in order."""

    html: str
    text: str
    links: tuple[str, ...]


def cleaned(markup: str, *, base: str) -> Clean:
    """Return what may be kept of the HTML. base: the page it stands on."""
    if DROPPED_EDGE.search(markup):
        marked = sanitised(DROPPED_EDGE.sub(rf"{EDGE}\g<0>", markup.replace(EDGE, " ")), base=base)
        safe, lines = marked.replace(EDGE, ""), marked.replace(EDGE, "\n")
    else:
        safe = lines = sanitised(markup, base=base)
    links = tuple(dict.fromkeys(html.unescape(link) for link in HREF.findall(safe)))
    text = html.unescape(TAG.sub("", KEPT_EDGE.sub("\n", lines))).split("\n")
    return Clean(safe, "\n".join(line for written in text if (line := written.strip())), links)


def sanitised(markup: str, *, base: str) -> str:
    """Return the HTML with harmless elements alone, links absolute and marked as another's.

    No image: it would tell its host where we read.
    """
    if "<" not in markup:  # a parser would give the same, ten times later
        return html.escape(html.unescape(markup), quote=False)
    safe = LENIENT.clean(markup)
    if safe.count('<a href="') == sum(map(safe.count, WHOLE)):
        return safe
    links = HREF.findall(safe)
    whole = _made_whole(links, base)
    if whole is None:
        return _asked_anew(markup, base)
    pieces = safe.split('<a href="')
    for place, (link, address) in enumerate(zip(links, whole, strict=True), start=1):
        pieces[place] = address + pieces[place][len(link) :]
    return '<a href="'.join(pieces)


def _asked_anew(markup: str, base: str) -> str:
    with suppress(ValueError):  # the base is no address to start from
        if absolute(base, "/"):
            return nh3.clean(markup, **RULES, url_relative=("rewrite_with_base", base))
    return CLEANER.clean(markup)


def _made_whole(links: list[str], base: str) -> list[str] | None:
    """Return the links of a page as the sanitiser makes them whole, where they are plain; None where it has to be asked."""
    page = PLAIN_BASE.fullmatch(base)
    if page is None:
        return None
    whole = []
    for link in links:
        if link.startswith(("https://", "http://")):
            whole.append(link)
        elif PLAIN_PATH.fullmatch(link):
            whole.append(page["host"] + link)
        elif PLAIN_PLACE.fullmatch(link):
            whole.append(page["host"] + (page["page"] or "/") + link)
        else:
            return None
    return whole


def site_of(address: str) -> str:
    """Return the home page of the site that holds the address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"
