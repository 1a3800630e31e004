"""From the HTML that others wrote to HTML that is safe to show, its plain text, and where it links to. Pure."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3

from entregent.connectors.links import FOLLOWED, absolute

KEPT = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre",
    "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
DROPPED_WHOLE = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math", "form"}
# Where a line begins or ends: blocks that the sanitiser keeps, as it writes them, and those it drops, of which the text remains.
KEPT_EDGES = (
    "<p>", "</p>", "<li>", "</li>", "<br>", "<hr>", "<h2>", "</h2>", "<h3>", "</h3>", "<h4>", "</h4>", "<pre>", "</pre>",
    "<blockquote>", "</blockquote>", "</tr>", "</td>", "</th>", "<dd>", "</dd>", "<dt>", "</dt>", "<table>", "</table>",
)  # fmt: skip
DROPPED_EDGE = re.compile(
    r"</?(?:div|h[156]|figure|figcaption|section|article|header|footer|main|aside)\b[^<>]*>", re.IGNORECASE
)
TAG = re.compile(r"<[^>]*>")
HREF = re.compile(r'<a href="([^"]*)"')  # as the sanitiser writes it


@dataclass(frozen=True, slots=True)
class Clean:
    """HTML with harmless elements alone, its plain text (one line a block), the web addresses it links to, each once, in order."""

    html: str
    text: str
    links: tuple[str, ...]


def cleaned(markup: str, *, base: str) -> Clean:
    """Return what may be kept of the HTML. base: the page it stands on."""
    safe = sanitised(markup, base=base)
    links = tuple(dict.fromkeys(html.unescape(link) for link in HREF.findall(safe)))
    lines = sanitised(DROPPED_EDGE.sub(r"\n\g<0>", markup), base=base) if DROPPED_EDGE.search(markup) else safe
    for edge in KEPT_EDGES:
        lines = lines.replace(edge, "\n")
    text = html.unescape(TAG.sub("", lines)).split("\n")
    return Clean(safe, "\n".join(line for written in text if (line := written.strip())), links)


def sanitised(markup: str, *, base: str) -> str:
    """Return the HTML with harmless elements alone, links absolute and marked as another's.

    No image: it would tell its host where we read.
    """
    if "<" not in markup:  # a parser would give the same, ten times later
        return html.escape(html.unescape(markup), quote=False)
    return nh3.clean(
        markup,
        tags=KEPT,
        clean_content_tags=DROPPED_WHOLE,
        attributes={"a": {"href"}},
        url_schemes=FOLLOWED,
        url_relative=("rewrite_with_base", base) if absolute(base, "/") else "deny",
        link_rel="noopener noreferrer nofollow ugc",
    )


def site_of(address: str) -> str:
    """Return the home page of the site that holds the address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"
