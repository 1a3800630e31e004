"""WebSub: which hub a feed announces, and under which address the hub knows it (W3C Recommendation, 2018, section 4)."""

import html
import json
import re
from collections.abc import Mapping

from entregent.connectors.links import absolute

LINK = re.compile(rb"<(?:[\w-]+:)?link\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""\b(rel|href)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
HEADER_LINK = re.compile(r"""<([^>]*)>((?:\s*;\s*[\w*]+\s*=\s*(?:"[^"]*"|[^\s,;"]+))*)""")
RELATION = re.compile(r"""\brel\s*=\s*(?:"([^"]*)"|([^\s,;"]+))""", re.IGNORECASE)


def hub_of(head: bytes, address: str) -> tuple[str, str]:
    """Return the hub and the feed's own address from the beginning of a feed; "" for each that is not said."""
    if b"hub" not in head:
        return "", ""
    if head.lstrip()[:1] == b"{":
        return _json_hub(head, address)
    said: dict[str, str] = {}
    for attributes in LINK.findall(head):
        named = {
            name.lower(): html.unescape(value.decode("utf-8", "replace"))
            for name, value in ATTRIBUTE.findall(attributes)
        }
        for relation in named.get(b"rel", "").lower().split():
            said.setdefault(relation, absolute(address, named.get(b"href", "")))
    return said.get("hub", ""), said.get("self", "") if said.get("hub") else ""


def hub_of_headers(headers: Mapping[str, str], address: str) -> tuple[str, str]:
    """Return the same from the Link header of an answer, which comes before what the feed says."""
    said: dict[str, str] = {}
    for link, parameters in HEADER_LINK.findall(headers.get("Link", "")):
        for quoted, bare in RELATION.findall(parameters):
            for relation in (quoted or bare).lower().split():
                said.setdefault(relation, absolute(address, link))
    return said.get("hub", ""), said.get("self", "") if said.get("hub") else ""


def _json_hub(head: bytes, address: str) -> tuple[str, str]:
    """JSON Feed 1.1: "hubs" and "feed_url". The head may be cut: each is looked for by itself."""
    text = head.decode("utf-8", "replace")
    hub = re.search(r'"hubs"\s*:\s*\[\s*\{[^}]*"url"\s*:\s*("(?:[^"\\]|\\.)*")', text)
    own = re.search(r'"feed_url"\s*:\s*("(?:[^"\\]|\\.)*")', text)
    return tuple(absolute(address, json.loads(found[1])) if found else "" for found in (hub, own if hub else None))  # type: ignore[return-value]
