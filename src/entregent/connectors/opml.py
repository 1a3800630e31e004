"""Feeds out of a list in OPML, well-formed or not. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from entregent.core.errors import EntregentError

# In a file that is not well-formed, values hold bare quotes, markup and ampersands: a value ends where the next attribute,
# or the element, does. Bounded, so that a hostile file stays cheap.
VALUE = r"""\s*=\s*(["'])(.{0,2000}?)\2(?=\s+[\w:-]+\s*=\s*["']|\s*/?>\s*(?:<|\Z))"""
ADDRESS = re.compile(r"\b(xmlUrl)\s*=\s*([\"'])\s*([^\"'<>]+?)\s*\2", re.IGNORECASE)
TITLES = [re.compile(rf"\b({name}){VALUE}", re.IGNORECASE | re.DOTALL) for name in ("title", "text")]
OUTLINE = re.compile(r"<outline\b", re.IGNORECASE)
ENCODING = re.compile(rb"""<\?xml[^<>]{0,200}encoding\s*=\s*["']([\w-]+)""")


class NotOpmlError(EntregentError):
    """The file holds no outline with the address of a feed."""


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    address: str


def outlines(content: bytes) -> list[Outline]:
    """Return the feeds of a list in OPML, in order, each address once.

    Most OPML files in the wild are not well-formed: what can be read is read. Raises NotOpmlError.
    """
    found: dict[str, Outline] = {}
    for outline in _read(content.lstrip()):
        if outline.address:
            found.setdefault(outline.address, outline)
    if not found:
        raise NotOpmlError
    return list(found.values())


def _read(content: bytes) -> Iterator[Outline]:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return _read_text(_decoded(content))
    return _read_tree(root)


def _read_tree(root: etree._Element) -> Iterator[Outline]:
    for element in root.iter("{*}outline", "outline"):
        attributes = {str(name).lower(): str(value).strip() for name, value in element.attrib.items()}
        yield Outline(attributes.get("title") or attributes.get("text", ""), attributes.get("xmlurl", ""))


def _read_text(text: str) -> Iterator[Outline]:
    """Outline by outline, each in its own text: a parser that recovers loses what follows a fault, feeds among it."""
    for piece in OUTLINE.split(_without_comments(text))[1:]:
        address = ADDRESS.search(piece)
        if address:
            titles = (found[3].strip() for pattern in TITLES if (found := pattern.search(piece)))
            yield Outline(html.unescape(next(titles, "")), html.unescape(address[3]))


def _without_comments(text: str) -> str:
    """By splitting: a pattern would look for the end of each comment again and again."""
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] if "-->" in other else other for other in others)


def _decoded(content: bytes) -> str:
    said = ENCODING.search(content[:500])
    for name in (said[1].decode() if said else "utf-8", "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("windows-1252", "replace")
