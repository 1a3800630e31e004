"""The sources of a workspace as a list, for other readers and for our own import; written as it is read."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from entregent.accounts.models import Workspace
from entregent.connectors.opml import OURS
from entregent.listening.lists.reading import listed_sources
from entregent.listening.models import Following
from entregent.ui.exports import csv_lines

READ_AT_ONCE = 2000  # sources
NOT_IN_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_opml(workspace: Workspace) -> Iterator[str]:
    """OPML 2.0. A source that is no feed is a link, as the specification has it; an attribute of our own says how it is read."""
    title = f"  <head><title>{escape(_xml(str(workspace)))}</title></head>\n"
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" xmlns:entregent="{OURS}">\n{title}  <body>\n'
    sources = listed_sources(workspace).values_list("title", "address", "site", "kind")
    yield from (_outline(*source) for source in sources.iterator(READ_AT_ONCE))
    yield "  </body>\n</opml>\n"


def as_csv(workspace: Workspace) -> Iterator[str]:
    """A table, its head in the reader's language."""
    heads = (_("Title"), _("Address"), _("Site"), _("Kind"), _("Language"), _("Listened to since"))
    return csv_lines(heads, _rows(workspace))


def _rows(workspace: Workspace) -> Iterator[tuple[str, ...]]:
    since = dict(Following.objects.filter(workspace=workspace, ended_at=None).values_list("source", "since"))
    sources = listed_sources(workspace).values_list("pk", "title", "address", "site", "kind", "language")
    for key, *cells in sources.iterator(READ_AT_ONCE):
        yield *cells, since[key].date().isoformat() if key in since else ""


def _outline(title: str, address: str, site: str, kind: str) -> str:
    said = {"text": title or address}
    if kind == "feed":
        said |= {"type": "rss", "xmlUrl": address, "htmlUrl": site}
    else:
        said |= {"type": "link", "url": address, "entregent:kind": kind}
    return (
        "    <outline " + " ".join(f"{name}={quoteattr(_xml(value))}" for name, value in said.items() if value) + "/>\n"
    )


def _xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)
