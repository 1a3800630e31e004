"""`entregent listen`: from feeds to mentions and voices, in one go."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from entregent.cli.errors import INPUT, NOTHING_READ, stop
from entregent.cli.sources import (
    Asked,
    allowed_addresses,
    failures_of,
    follow_sources,
    named_workspace,
    next_due,
    read_with_progress,
)
from entregent.cli.start import full_disk_explained, start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.accounts.models import Workspace
    from entregent.connectors.http import Allowed
    from entregent.listening.models import Source
    from entregent.watches.models import Watch


@click.command("listen", help=_("Read the feeds of an OPML file, match what they publish, rank who speaks of it."))
@click.argument("feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--watch",
    "queries",
    multiple=True,
    required=True,
    metavar="QUERY",
    help=_("Words to watch; may be repeated."),
)
@click.option("--once", is_flag=True, help=_("Read every feed once, now, and end; otherwise go on until Ctrl-C."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than tables."))
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help=_("Rows a table shows at most."),
)
@click.option(
    "--workspace",
    "slug",
    default="",
    help=_("Workspace to listen in, by its short name; the first one otherwise."),
)
@click.option(
    "--allow",
    multiple=True,
    metavar="ADDRESS:PORT",
    help=_("A private address that may be read, exactly; may be repeated."),
)
def command(
    *,
    feeds: Path,
    queries: tuple[str, ...],
    once: bool,
    as_json: bool,
    most: int,
    slug: str,
    allow: tuple[str, ...],
) -> None:
    _refuse_unreadable(queries)
    outlines = _outlines(feeds)
    start_django()
    from entregent.cli.listen_tables import print_report

    allowed = allowed_addresses(allow)
    with full_disk_explained():
        workspace = _workspace(slug)
        sources, refused = follow_sources(workspace, outlines)
        watches = [_watch(workspace, query) for query in queries]
        while True:
            failures = _read(sources, allowed=allowed, quiet=as_json)
            nothing_read = len(failures) == len(sources)
            _match(watches)
            print_report(workspace, watches, failures=[*refused, *failures], as_json=as_json, most=most)
            if once and nothing_read:
                raise SystemExit(NOTHING_READ)
            if once:
                return
            sources = next_due([source.pk for source in sources])


def _refuse_unreadable(queries: tuple[str, ...]) -> None:
    """Point at what cannot be read in a watch before anything is fetched."""
    from entregent.core.matching import WatchSyntaxError, parse

    for query in queries:
        try:
            parse(query)
        except WatchSyntaxError as error:
            start_django(migrate=False)
            from entregent.watches.wording import mend

            stop(f"{query}\n{' ' * error.position}^\n{mend(error)}", INPUT)


def _outlines(path: Path) -> list[Asked]:
    from entregent.cli.opml import NotOpmlError, read_opml

    try:
        return [Asked(outline.address, outline.title) for outline in read_opml(path)]
    except NotOpmlError:
        stop(_("%(file)s is not a list of feeds in OPML. Nothing was changed.") % {"file": path}, INPUT)
    except OSError as error:
        stop(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}, INPUT)


def _workspace(slug: str) -> "Workspace":
    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import Workspace

    if slug:
        return named_workspace(slug, code=INPUT)
    return Workspace.objects.order_by("pk").first() or open_workspace(_("First steps"), owner=None)


def _watch(workspace: "Workspace", query: str) -> "Watch":
    from entregent.accounts.permissions import SYSTEM
    from entregent.watches.actions import keep_watch
    from entregent.watches.models import Watch

    known = Watch.objects.filter(workspace=workspace, query=query.strip(), removed_at=None).first()
    return known or keep_watch(workspace, name=query, query=query, by=SYSTEM)


def _read(sources: list["Source"], *, allowed: "Allowed", quiet: bool) -> list[tuple[str, str]]:
    """Read the sources with a progress bar; return those that were not read and why."""
    read, unread = read_with_progress(sources, allowed=allowed, quiet=quiet)
    return [(str(source), reason) for source, reason in [*failures_of(read), *unread]]


def _match(watches: list["Watch"]) -> None:
    from entregent.watches.actions import match_watch

    for watch in watches:
        watch.refresh_from_db()
        match_watch(watch)
