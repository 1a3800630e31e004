"""`entregent workspace`: the places where teams work."""

from typing import TYPE_CHECKING, Any

import click

from entregent.cli.errors import INPUT, stop
from entregent.cli.groups import Group
from entregent.cli.start import start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.accounts.models import Workspace

LONGEST_NAME = 120


@click.group("workspace", cls=Group, help=_("Open workspaces, see who works in them."))
def command() -> None:
    """Nothing before the command that is called."""


@command.command("list", help=_("List the workspaces."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than a table."))
def list_workspaces(*, as_json: bool) -> None:
    start_django()
    from entregent.cli.team_tables import print_workspaces

    print_workspaces(as_json=as_json)


@command.command("add", help=_("Open a workspace; one that has this name is left as it is."))
@click.argument("name")
@click.option("--owner", default="", metavar="EMAIL", help=_("Who owns it: somebody who has an account."))
@click.option("--language", type=click.Choice(["fr", "en"]), help=_("Language of the letters it sends."))
@click.option("--country", default="", metavar="CODE", help=_("Country, such as FR: its public holidays are days off."))
@click.option("--time-zone", default="", metavar="ZONE", help=_("Time zone, such as Europe/Paris."))
def add(*, name: str, owner: str, language: str | None, country: str, time_zone: str) -> None:
    start_django()
    from django.db import transaction

    from entregent.accounts.actions import change_workspace, join_workspace, open_workspace
    from entregent.accounts.models import Role, Workspace
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_user

    called = _usable_name(name)
    given = {"language": language, "country": _usable_country(country), "time_zone": _usable_zone(time_zone)}
    first = known_user(owner) if owner else None
    with transaction.atomic():
        workspace = Workspace.objects.filter(name=called).first()
        if workspace:
            sentence = _("The workspace “%(name)s” is there already; it was not changed.")
        else:
            sentence = _("The workspace “%(name)s” is open. Its short name is %(slug)s.")
            workspace = open_workspace(called, owner=None)
            change_workspace(workspace, by=SYSTEM, **{field: value for field, value in given.items() if value})
        if first:
            join_workspace(workspace, user=first, role=Role.OWNER, by=SYSTEM)
    click.echo(sentence % {"name": workspace, "slug": workspace.slug})
    _say_who_owns(workspace)


@command.command("show", help=_("Show what a workspace says of itself, and who works there."))
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than tables."))
def show(*, slug: str, as_json: bool) -> None:
    start_django()
    from entregent.cli.known import known_workspace
    from entregent.cli.team_tables import print_workspace

    print_workspace(known_workspace(slug), as_json=as_json)


@command.command("rename", help=_("Call a workspace otherwise; its short name and its addresses stay."))
@click.argument("slug")
@click.argument("name")
def rename(*, slug: str, name: str) -> None:
    start_django()
    from entregent.accounts.actions import change_workspace
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_workspace

    workspace = change_workspace(known_workspace(slug), by=SYSTEM, name=_usable_name(name))
    sentence = _("The workspace %(slug)s is called “%(name)s”. Its addresses stay as they were.")
    click.echo(sentence % {"slug": workspace.slug, "name": workspace.name})


@command.command("members", help=_("List who works in a workspace."))
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than a table."))
def members(*, slug: str, as_json: bool) -> None:
    start_django()
    from entregent.cli.known import known_workspace
    from entregent.cli.team_tables import print_members

    print_members(known_workspace(slug), as_json=as_json)


def _say_who_owns(workspace: "Workspace") -> None:
    from entregent.accounts.models import Role

    owners = [str(one.user) for one in workspace.memberships.filter(role=Role.OWNER).select_related("user")]
    if owners:
        click.echo(_("It is owned by %(names)s.") % {"names": ", ".join(owners)})
        return
    sentence = _("Nobody owns it yet: `entregent user add EMAIL --workspace %(slug)s --role owner`.")
    click.echo(sentence % {"slug": workspace.slug})


def _usable_name(name: str) -> str:
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME:
        stop(_("A workspace has a name, of %(most)d characters at most.") % {"most": LONGEST_NAME}, INPUT)
    return called


def _usable_country(code: str) -> str:
    import holidays

    known: Any = holidays.list_supported_countries(include_aliases=False)
    if code and code.upper() not in known:
        sentence = _(
            "“%(code)s” is no country whose public holidays are known: give two letters, such as FR, BE or CH."
        )
        stop(sentence % {"code": code}, INPUT)
    return code.upper()


def _usable_zone(name: str) -> str:
    from zoneinfo import available_timezones

    if name and name not in available_timezones():
        stop(_("“%(name)s” is no time zone. For example: Europe/Paris, Indian/Reunion.") % {"name": name}, INPUT)
    return name
