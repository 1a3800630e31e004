"""`entregent watch`: list watches, keep one, try one."""

from typing import TYPE_CHECKING

import click

from entregent.cli.errors import INPUT, stop
from entregent.cli.groups import Group
from entregent.cli.start import start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.accounts.models import Workspace

WORKSPACE = click.option(
    "--workspace", "slug", default="", help=_("Workspace, by its short name; the first one, without.")
)


@click.group("watch", cls=Group, help=_("List watches, keep one, try one."))
def command() -> None:
    """Nothing before the command that is called."""


@command.command("list", help=_("List the watches of a workspace, with what each caught."))
@WORKSPACE
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than a table."))
def list_watches(*, slug: str, as_json: bool) -> None:
    start_django()
    from entregent.cli.watch_tables import print_watches

    print_watches(_workspace(slug), as_json=as_json)


@command.command("add", help=_("Keep a watch; it asks what was heard, then all that comes."))
@click.argument("query")
@click.option("--name", default="", help=_("What the team calls it; its words, without."))
@click.option(
    "--kind",
    default="topic",
    type=click.Choice(["brand", "product", "person", "topic", "competitor", "campaign", "event", "embargo"]),
    help=_("What it watches for."),
)
@WORKSPACE
def add(*, query: str, name: str, kind: str, slug: str) -> None:
    start_django()
    from entregent.accounts.permissions import SYSTEM
    from entregent.core.matching import WatchSyntaxError
    from entregent.watches.actions import keep_watch, match_watch
    from entregent.watches.wording import mend

    try:
        watch = keep_watch(_workspace(slug), name=name, query=query, kind=kind, by=SYSTEM)
    except WatchSyntaxError as error:
        stop(mend(error), INPUT)
    caught = match_watch(watch)
    click.echo(_("“%(name)s” is kept. It caught %(count)d of the posts heard.") % {"name": watch.name, "count": caught})


@command.command("test", help=_("Say what a watch would have caught in the last thirty days. Keeps nothing."))
@click.argument("query")
@WORKSPACE
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than a table."))
def test(*, query: str, slug: str, as_json: bool) -> None:
    start_django()
    from entregent.cli.watch_tables import print_trial
    from entregent.core.matching import WatchSyntaxError
    from entregent.watches.wording import mend

    try:
        print_trial(_workspace(slug), query, as_json=as_json)
    except WatchSyntaxError as error:
        stop(mend(error), INPUT)


def _workspace(slug: str) -> "Workspace":
    from entregent.accounts.models import Workspace
    from entregent.cli.known import known_workspace

    first = None if slug else Workspace.objects.order_by("pk").first()
    return first or known_workspace(slug)
