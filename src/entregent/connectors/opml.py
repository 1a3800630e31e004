"""Feeds out of a list in OPML, well-formed or not. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from entregent.connectors.encoding import decoded
from entregent.core.errors import EntregentError

# In a file that is not well-formed, values hold bare quotes, markup and ampersands: a value ends where the next attribute,
# or the element, does. Bounded, so that a hostile file stays cheap.
VALUE = r"""\s*=\s*(["'])(.{0,500}?)\2(?=\s+[\w:-]+\s*=\s*["']|\s*/?>\s*(?:<|\Z))"""
ADDRESS = re.compile(r"\b(xmlUrl)\s*=\s*([\"'])\s*([^\"'<>]+?)\s*\2", re.IGNORECASE)
TITLES = [
    (re.compile(rf"\b{name}\s*=", re.IGNORECASE), re.compile(rf"({name}){VALUE}", re.IGNORECASE | re.DOTALL))
    for name in ("title", "text")
]
TRIES = 3  # places in an outline where a title may begin
OUTLINE = re.compile(r"<outline\b", re.IGNORECASE)
ENCODING = re.compile(rb"""<\?xml[^<>]{0,200}encoding\s*=\s*["']([\w-]+)""")
LONGEST = 8000  # characters of an outline that is looked through for its attributes
OURS = "urn:entregent"  # name space of what OPML has no word for


class NotOpmlError(EntregentError):
    """The file holds no outline with the address of a feed."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A source of a list. kind: as the connectors are called; only our own lists hold others than feeds."""

    title: str
    address: str
    kind: str = "feed"


def outlines(content: bytes) -> list[Outline]:
    """Return the feeds of a list in OPML, in order, each address once.

    Most OPML files in the wild are not well-formed: what can be read is read. Raises NotOpmlError.
    """
    found: dict[str, Outline] = {}
    for outline in every_outline(content):
        found.setdefault(outline.address, outline)
    if not found:
        raise NotOpmlError
    return list(found.values())


def every_outline(content: bytes) -> Iterator[Outline]:
    """Yield the feeds of a list in OPML, in order, as often as it holds them; nothing when it is none."""
    return (outline for outline in _read(content.lstrip()) if outline.address)


def _read(content: bytes) -> Iterator[Outline]:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return _read_text(_decoded(content))
    return _read_tree(root)


def _read_tree(root: etree._Element) -> Iterator[Outline]:
    for element in root.iter("{*}outline", "outline"):
        attributes = {str(name).lower(): str(value).strip() for name, value in element.attrib.items()}
        title = attributes.get("title") or attributes.get("text", "")
        kind = attributes.get(f"{{{OURS}}}kind", "feed")
        yield Outline(title, attributes.get("xmlurl" if kind == "feed" else "url", ""), kind)


def _read_text(text: str) -> Iterator[Outline]:
    """Outline by outline, each in its own text: a parser that recovers loses what follows a fault, feeds among it."""
    for whole in OUTLINE.split(_without_comments(text))[1:]:
        piece = whole[:LONGEST]
        address = ADDRESS.search(piece)
        if address:
            yield Outline(html.unescape(_title(piece)), html.unescape(address[3]))


def _title(piece: str) -> str:
    for name, whole in TITLES:
        for begun in islice(name.finditer(piece), TRIES):
            if found := whole.match(piece, begun.start()):
                return found[3].strip()
    return ""


def _without_comments(text: str) -> str:
    """By splitting: a pattern would look for the end of each comment again and again."""
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] if "-->" in other else other for other in others)


def _decoded(content: bytes) -> str:
    said = ENCODING.search(content[:500])
    return decoded(content, said[1].decode() if said else "")[0]
