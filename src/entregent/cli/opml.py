"""Feeds out of an OPML file, well-formed or not."""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from entregent.core.errors import EntregentError


class NotOpmlError(EntregentError):
    """The file holds no outline with the address of a feed."""


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    address: str


def read_opml(path: Path) -> list[Outline]:
    """Return the feeds of an OPML file, in order, each address once.

    Most OPML files in the wild are not well-formed: what can be read is read. Raises NotOpmlError, OSError.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    content = path.read_bytes().lstrip()
    root = etree.fromstring(content, parser) if content else None
    if root is None:
        raise NotOpmlError
    found: dict[str, Outline] = {}
    for element in root.iter("{*}outline", "outline"):
        attributes = {str(name).lower(): str(value).strip() for name, value in element.attrib.items()}
        address = attributes.get("xmlurl", "")
        if address:
            found.setdefault(address, Outline(attributes.get("title") or attributes.get("text", ""), address))
    if not found:
        raise NotOpmlError
    return list(found.values())
