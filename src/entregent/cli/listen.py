"""`entregent listen`: from feeds to mentions and voices, in one go."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entregent.cli.errors import CONFIGURATION, INPUT, NOTHING_READ, configuration_sentence, stop
from entregent.cli.start import full_disk_explained, start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.accounts.models import Workspace
    from entregent.connectors.http import Allowed
    from entregent.listening.models import Source
    from entregent.watches.models import Watch

PAUSE = 10  # seconds between two looks at which sources are due


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

    allowed = _allowed(allow)
    with full_disk_explained():
        workspace = _workspace(slug)
        sources, refused = _follow(workspace, outlines)
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
            sources = _next_due([source.pk for source in sources])


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


def _outlines(path: Path) -> list[tuple[str, str]]:
    from entregent.cli.opml import NotOpmlError, read_opml

    try:
        return [(outline.address, outline.title) for outline in read_opml(path)]
    except NotOpmlError:
        stop(_("%(file)s is not a list of feeds in OPML. Nothing was changed.") % {"file": path}, INPUT)
    except OSError as error:
        stop(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}, INPUT)


def _allowed(pairs: tuple[str, ...]) -> "Allowed":
    from django.conf import settings

    from entregent.web.environment import ConfigurationError, allowed_addresses

    try:
        allowed: Allowed = settings.ALLOWED_ADDRESSES | allowed_addresses(",".join(pairs))
    except ConfigurationError as error:
        stop(configuration_sentence(error.problem, error.detail), CONFIGURATION)
    return allowed


def _workspace(slug: str) -> "Workspace":
    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import Workspace

    if slug:
        found = Workspace.objects.filter(slug=slug).first()
        if found is None:
            names = ", ".join(Workspace.objects.values_list("slug", flat=True)) or "–"
            stop(
                _("There is no workspace “%(slug)s”. There are: %(names)s.") % {"slug": slug, "names": names},
                INPUT,
            )
        return found
    return Workspace.objects.order_by("pk").first() or open_workspace(_("First steps"), owner=None)


def _follow(workspace: "Workspace", outlines: list[tuple[str, str]]) -> tuple[list["Source"], list[tuple[str, str]]]:
    """Follow each feed; return the sources, and the addresses that are none with the reason."""
    from entregent.accounts.permissions import SYSTEM
    from entregent.listening.actions import InvalidAddressError, follow
    from entregent.listening.wording import trouble_sentence

    sources, refused = [], []
    for address, title in outlines:
        try:
            sources.append(follow(workspace, address=address, title=title, by=SYSTEM)[0])
        except InvalidAddressError:
            refused.append((address, trouble_sentence("bad address")))
    return sources, refused


def _watch(workspace: "Workspace", query: str) -> "Watch":
    from entregent.accounts.permissions import SYSTEM
    from entregent.watches.actions import keep_watch
    from entregent.watches.models import Watch

    known = Watch.objects.filter(workspace=workspace, query=query.strip(), removed_at=None).first()
    return known or keep_watch(workspace, name=query, query=query, by=SYSTEM)


def _read(sources: list["Source"], *, allowed: "Allowed", quiet: bool) -> list[tuple[str, str]]:
    """Read the sources with a progress bar; return those that failed and why."""
    from django.conf import settings
    from rich.console import Console
    from rich.progress import track

    from entregent.listening.actions import read_sources
    from entregent.listening.wording import trouble_sentence

    reading = read_sources(sources, user_agent=settings.USER_AGENT, allowed=allowed)
    console = Console(stderr=True, quiet=quiet)
    read = list(track(reading, description=_("Reading"), total=len(sources), console=console))
    failed = [(str(one.source), trouble_sentence(one.error.trouble)) for one in read if one.error]
    reached = {one.source.pk for one in read}
    busy = _("It is being read by another process; try again in ten minutes.")
    return failed + [(str(source), busy) for source in sources if source.pk not in reached]


def _match(watches: list["Watch"]) -> None:
    from entregent.watches.actions import match_watch

    for watch in watches:
        watch.refresh_from_db()
        match_watch(watch)


def _next_due(keys: list[int]) -> list["Source"]:
    """Wait until some of the sources are due, and return them."""
    from django.utils import timezone

    from entregent.listening.models import Source

    while not (due := list(Source.objects.due(timezone.now()).filter(pk__in=keys))):
        time.sleep(PAUSE)
    return due
