"""`entregent parse`: one feed, as Entregent reads it. Without database, without Django."""

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

import click

from entregent.cli.errors import INPUT, stop
from entregent.cli.words import gettext as _
from entregent.cli.words import ngettext

if TYPE_CHECKING:
    from entregent.connectors.contract import Enclosure
    from entregent.connectors.feed import ParsedFeed

LARGEST = 50 * 1024 * 1024  # bytes; five times what is read from the Web: 50,000 entries fit
STDIN = "-"
SHOWN = 20  # entries of the summary
NOWHERE = "https://feed.invalid/"  # the base of a feed whose address is not given: nothing stands there


class EntryJson(TypedDict):
    id: str
    title: str
    link: str | None
    author: str | None
    published: str | None
    updated: str | None
    language: str | None
    html: str
    text: str
    tags: list[str]
    enclosures: list[dict[str, Any]]


class FeedJson(TypedDict):
    title: str | None
    link: str | None
    language: str | None
    entries: list[EntryJson]


@click.command("parse", help=_("Read a feed from a file, or from standard input (-), and print what it says."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--base", default="", metavar="URL", help=_("Address of the feed, from which its relative links start."))
@click.option("--content-type", default="", metavar="TYPE", help=_("Content-Type that the server gave with the feed."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than a summary."))
def command(*, file: str, base: str, content_type: str, as_json: bool) -> None:
    content = _content(file)
    address = _address(base)
    feed = _parsed(content, file, address or NOWHERE, content_type)
    if as_json:
        json.dump(_as_json(feed, address), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print_summary(feed, address)


def _content(file: str) -> bytes:
    try:
        with click.open_file(file, "rb") as opened:
            content: bytes = opened.read(LARGEST + 1)
    except OSError as error:
        stop(_("%(file)s cannot be read: %(why)s.") % {"file": _named(file), "why": error.strerror}, INPUT)
    if len(content) > LARGEST:
        stop(
            _("%(file)s is larger than a feed can be: %(most)d MB.") % {"file": _named(file), "most": LARGEST >> 20},
            INPUT,
        )
    return content


def _named(file: str) -> str:
    return _("Standard input") if file == STDIN else file


def _address(base: str) -> str:
    """The address of the feed; "" when none is given."""
    from entregent.connectors.links import absolute

    if base and not absolute(base, base):
        stop(
            _("%(address)s is not an address on the Web. For example: https://blog.example/feed.") % {"address": base},
            INPUT,
        )
    return base


def _parsed(content: bytes, file: str, address: str, content_type: str) -> "ParsedFeed":
    import warnings

    from entregent.connectors.feed import NotAFeedError, parse_feed

    warnings.simplefilter("ignore")  # the readers' own, about their future: not for whoever reads a feed
    try:
        return parse_feed(content, address=address, content_type=content_type, most=sys.maxsize)
    except NotAFeedError:
        stop(_("%(file)s is not a feed: neither RSS, nor Atom, nor JSON Feed.") % {"file": _named(file)}, INPUT)


def _as_json(feed: "ParsedFeed", address: str) -> FeedJson:
    from entregent.connectors.content import cleaned

    entries: list[EntryJson] = []
    for post in feed.posts:
        clean = cleaned(post.html, base=_known(post.address) or _known(feed.site) or address)
        entries.append(
            {
                "id": _storable(post.stable_id),
                "title": _storable(post.title),
                "link": _known(post.address),
                "author": _storable(post.author) or None,
                "published": _moment(post.published),
                "updated": _moment(post.updated),
                "language": post.language or feed.language or None,
                "html": _storable(clean.html),
                "text": _storable(clean.text),
                "tags": [_storable(tag) for tag in post.tags],
                "enclosures": [_enclosure(one) for one in post.enclosures if _known(one.address)],
            }
        )
    return {
        "title": _storable(feed.title) or None,
        "link": _known(feed.site),
        "language": feed.language or None,
        "entries": entries,
    }


def _enclosure(enclosure: "Enclosure") -> dict[str, Any]:
    return {"url": enclosure.address, "type": enclosure.kind or None, "length": enclosure.length}


def _moment(when: datetime | None) -> str | None:
    return when.isoformat().replace("+00:00", "Z") if when else None


def _known(address: str) -> str | None:
    """The address, unless it leads nowhere for want of --base."""
    return _storable(address) if address and not address.startswith(NOWHERE) else None


def _storable(text: str) -> str:
    """Text that any terminal and any JSON reader takes: without halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode()


def _print_summary(feed: "ParsedFeed", address: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    count = len(feed.posts)
    described = (_shown(feed.title), _shown(_known(feed.site) or address), feed.language)
    console.print("\n".join(line for line in described if line), markup=False, style="bold")
    console.print(ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count})
    table = Table(_("Published"), _("Title"), _("Author"), _("Link"), header_style="bold")
    for post in feed.posts[:SHOWN]:
        when = post.published.strftime("%Y-%m-%d %H:%M") if post.published else ""
        table.add_row(when, *(_escaped(cell) for cell in (post.title, post.author, _known(post.address) or "")))
    if count:
        console.print(table)
    if count > SHOWN:
        console.print(_("%(count)d more are not shown; --json prints all of them.") % {"count": count - SHOWN})


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(_shown(text)) or "–"


def _shown(text: str) -> str:
    """Text without the characters that command a terminal: a title must not."""
    return "".join(character for character in _storable(text) if character.isprintable())
