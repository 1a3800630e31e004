"""From the HTML others wrote to HTML that is safe to show, and to the plain text that matching reads. Pure."""

import html
import re

import nh3

from entregent.connectors.links import absolute

KEPT = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre",
    "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
DROPPED_WHOLE = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math", "form"}
BLOCK_END = re.compile(
    r"</(?:p|div|li|h[1-6]|blockquote|tr|td|th|dd|dt|pre|figure|figcaption|section|article)\s*>|<(?:br|hr)\b[^>]*>",
    re.IGNORECASE,
)
BLANK_LINES = re.compile(r"[ \t\xa0]*\n\s*")


def sanitised(text: str, *, base: str) -> str:
    """Return the HTML with harmless elements alone, links absolute and marked as another's.

    No image: it would tell its host where we read.
    """

    def followed(element: str, attribute: str, value: str) -> str | None:
        return absolute(base, value) or None if (element, attribute) == ("a", "href") else value

    return nh3.clean(
        text,
        tags=KEPT,
        clean_content_tags=DROPPED_WHOLE,
        attributes={"a": {"href"}},
        attribute_filter=followed,
        link_rel="noopener noreferrer nofollow ugc",
    )


def plain(text: str) -> str:
    """Return the text of the HTML, one line a block."""
    lines = nh3.clean(
        BLOCK_END.sub(lambda found: found.group() + "\n", text), tags=set(), clean_content_tags=DROPPED_WHOLE
    )
    return BLANK_LINES.sub("\n", html.unescape(lines)).strip()


def storable(text: str, longest: int | None = None) -> str:
    """Return the text as any database takes it: no NUL, no half of a surrogate pair, at most `longest` characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")[:longest]
