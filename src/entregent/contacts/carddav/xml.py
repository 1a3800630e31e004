"""XML of WebDAV: what is asked, read with care; answers, written a piece at a time. RFC 4918."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from lxml import etree

from entregent.core.errors import EntregentError

DAV = "DAV:"
CARD = "urn:ietf:params:xml:ns:carddav"
SERVER = "http://calendarserver.org/ns/"
PREFIXES = {DAV: "D", CARD: "C", SERVER: "S"}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items())
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
Name = tuple[str, str]  # namespace, local name
Found = Mapping[Name, str]  # what each property holds, as XML


class UnreadableError(EntregentError):
    """What was sent is no XML that we read: broken, or with definitions of its own."""


class TooLongError(EntregentError):
    """More was sent than we read."""


def read(body: bytes) -> "etree._Element":
    """Return the root of what was sent. Nothing is fetched, no entity is replaced. Raises UnreadableError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError
    return root


def named(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def name_of(element: "etree._Element") -> Name:
    named_so = etree.QName(element)
    return named_so.namespace or "", named_so.localname


def wanted_of(root: "etree._Element | None") -> list[Name] | None:
    """The properties asked for by name; None for all that are known."""
    asked = root.find(named(DAV, "prop")) if root is not None else None
    return [name_of(one) for one in asked] if asked is not None else None


def element(name: Name, inside: str = "") -> str:
    """An element of ours, or one with a name of theirs."""
    space, local = name
    if space in PREFIXES:
        tag = opening = f"{PREFIXES[space]}:{local}"
    else:
        tag, opening = f"x:{local}", f'x:{local} xmlns:x="{escape(space, {chr(34): "&quot;"})}"'
        if not space:
            tag = opening = local
    return f"<{opening}>{inside}</{tag}>" if inside else f"<{opening}/>"


def href(address: str) -> str:
    return element((DAV, "href"), escape(address))


def response(address: str, found: Found, wanted: list[Name] | None) -> str:
    """What one address has of what is wanted, and what it does not have."""
    names = list(found) if wanted is None else wanted
    there = "".join(element(name, found[name]) for name in names if name in found)
    missing = "".join(element(name) for name in names if name not in found)
    told = _propstat(there, "200 OK") if there or not missing else ""
    told += _propstat(missing, "404 Not Found") if missing else ""
    return element((DAV, "response"), href(address) + told)


def not_there(address: str) -> str:
    return element((DAV, "response"), href(address) + element((DAV, "status"), "HTTP/1.1 404 Not Found"))


def _propstat(inside: str, status: str) -> str:
    told = f"<D:prop>{inside}</D:prop>" + element((DAV, "status"), f"HTTP/1.1 {status}")
    return element((DAV, "propstat"), told)


def multistatus(responses: Iterable[str], end: str = "") -> Iterable[str]:
    """A whole answer, as it is written. end: what stands after the responses."""
    yield f"{HEAD}<D:multistatus {DECLARED}>"
    yield from responses
    yield f"{end}</D:multistatus>"


def failure(name: Name, sentence: str, inside: str = "") -> str:
    """Why something is refused: a condition that programs know, and a sentence for people."""
    said = element(name, inside) + element((DAV, "responsedescription"), escape(sentence))
    return f"{HEAD}<D:error {DECLARED}>{said}</D:error>"
