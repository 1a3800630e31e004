"""Sources out of a list as people have them: OPML, a table in CSV, addresses one a line. Pure."""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from entregent.connectors import csvlist, opml
from entregent.connectors.csvlist import Layout, Row
from entregent.connectors.encoding import decoded
from entregent.connectors.http import Allowed, is_public
from entregent.core.errors import EntregentError

__all__ = ["Columns", "FoundList", "Layout", "ListForm", "NotAListError", "Row", "is_private", "read_list"]
IS_OPML = re.compile(r"<(?:\w+:)?(?:opml|outline)\b", re.IGNORECASE)
GLANCE = 20_000  # characters that tell what a file is
ODD = 0.05  # share of characters that no text holds, beyond which a file is a picture or the like
ADDRESS = re.compile(r"(?:https?|feed):[^\s<>\"']+", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}


class ListForm(StrEnum):
    OPML = "opml"
    CSV = "csv"
    ADDRESSES = "addresses"


class NotAListError(EntregentError):
    """No text, or a text without a line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table to read, where somebody knows better than the guess."""

    address: int
    title: int | None
    has_head: bool


@dataclass(frozen=True, slots=True)
class FoundList:
    """What a file holds. encoding: as Python calls it; layout: of a table."""

    form: ListForm
    encoding: str
    rows: Iterator[Row]
    layout: Layout | None = None


def read_list(content: bytes, *, columns: Columns | None = None) -> FoundList:
    """Tell what kind of list it is, and read it as it is iterated. Raises NotAListError."""
    text, encoding = decoded(content)
    if not text.strip("\0 \t\r\n") or _is_no_text(text):
        raise NotAListError
    if IS_OPML.search(text[:GLANCE]):
        found = (
            Row(number, one.title, one.address, one.kind) for number, one in enumerate(opml.every_outline(content), 1)
        )
        return FoundList(ListForm.OPML, encoding, found)
    text = text.replace("\0", "")
    separator, rows = csvlist.table(text)
    if not separator:
        return FoundList(ListForm.ADDRESSES, encoding, _lines(text))
    layout = csvlist.guess_layout(separator, rows)
    if columns:
        layout = replace(layout, address=columns.address, title=columns.title, has_head=columns.has_head)
    return FoundList(ListForm.CSV, encoding, csvlist.rows_of(rows, layout), layout)


def is_private(address: str, *, allowed: Allowed = frozenset()) -> bool:
    """Whether an address names this machine or an inner network in so many words; names are not looked up."""
    parts = urlsplit(address)
    host, port = (parts.hostname or "").rstrip("."), parts.port or PORTS.get(parts.scheme, 0)
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa")):
        return ("127.0.0.1", port) not in allowed
    literal = _literal(host)
    return bool(literal) and not is_public(literal) and (literal, port) not in allowed


def _literal(host: str) -> str:
    """The address of a host that is written as numbers, in any spelling that the system takes; "" for a name."""
    if ":" in host:
        try:
            return socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, host.split("%", maxsplit=1)[0]))
        except OSError:
            return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host[:1].isdigit() else ""
    except (OSError, UnicodeError):
        return ""


def _lines(text: str) -> Iterator[Row]:
    """A line may hold words beside its address: they are its title. Lines that begin with # are remarks."""
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        found = ADDRESS.search(written)
        if found is None or len(written.split(maxsplit=1)) == 1:
            yield Row(number, "", written)
        else:
            around = written[: found.start()] + written[found.end() :]
            yield Row(number, around.strip(" \t-–—:|<>()[]*\"'"), found[0].rstrip(").,]"))


def _is_no_text(text: str) -> bool:
    glance = text[:GLANCE]
    odd = sum(ord(one) < 32 and one not in "\t\r\n\f" for one in glance) + glance.count("\ufffd")
    return odd / len(glance) > ODD
