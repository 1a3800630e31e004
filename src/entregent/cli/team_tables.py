"""Workspaces, members and accounts, as tables or as JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click
from django.db.models import Count, Q
from django.utils.formats import time_format
from rich.console import Console
from rich.table import Table
from rich.text import Text

from entregent.accounts.models import Membership, Role, User, Workspace
from entregent.accounts.wording import ROLE_NAMES
from entregent.cli.words import gettext as _
from entregent.ui.dates import date_format

TOLD = (
    "name", "language", "country", "region", "school_zone", "time_zone", "work_days", "work_starts", "work_ends",
    "question_hours", "criticism_hours", "attack_hours",
)  # fmt: skip


def print_workspaces(*, as_json: bool) -> None:
    """Every workspace, by short name, with the number of those who work there."""
    working = Count("memberships", filter=Q(memberships__user__is_active=True))
    workspaces = list(Workspace.objects.annotate(working=working).order_by("slug"))
    if as_json:
        _print_json([_workspace(one) | {"members": one.working} for one in workspaces])
        return
    heads = (_("Short name"), _("Name"), _("Members"), _("Language"), _("Country"), _("Time zone"))
    rows = [(one.slug, one.name, str(one.working), one.language, one.country, one.time_zone) for one in workspaces]
    _print_table(heads, rows, nothing=_("There is no workspace yet: `entregent workspace add NAME` opens one."))


def print_workspace(workspace: Workspace, *, as_json: bool) -> None:
    """What a workspace says of itself, and who works there."""
    if as_json:
        told = _workspace(workspace) | {name: getattr(workspace, name) for name in TOLD}
        told |= {name: told[name].isoformat("minutes") for name in ("work_starts", "work_ends")}
        _print_json(told | {"members": [_member(one) for one in _members(workspace)]})
        return
    hours = f"{time_format(workspace.work_starts)} – {time_format(workspace.work_ends)}"
    rows = [
        (_("Short name"), workspace.slug),
        (_("Name"), workspace.name),
        (_("Opened"), date_format(workspace.created_at, "DATE_FORMAT")),
        (_("Language"), workspace.language),
        (_("Country"), " ".join(filter(None, (workspace.country, workspace.region, workspace.school_zone)))),
        (_("Time zone"), workspace.time_zone),
        (_("Working hours"), hours),
    ]
    _print_table(("", ""), rows, nothing="")
    print_members(workspace, as_json=False)


def print_members(workspace: Workspace, *, as_json: bool) -> None:
    """Who works in a workspace, by address; those whose account is closed too."""
    found = _members(workspace)
    if as_json:
        _print_json([_member(one) for one in found])
        return
    heads = (_("E-mail address"), _("Name"), _("Role"), _("Account"))
    rows = [(one.user.email, one.user.name, str(ROLE_NAMES[Role(one.role)]), _state(one.user)) for one in found]
    empty = _("Nobody works there yet: `entregent user add EMAIL --workspace %(slug)s --role owner`.")
    _print_table(heads, rows, nothing=empty % {"slug": workspace.slug})


def print_users(*, as_json: bool) -> None:
    """Every account, by address, with the places it has."""
    users = list(User.objects.prefetch_related("memberships__workspace").order_by("email"))
    if as_json:
        _print_json([_user(one) for one in users])
        return
    heads = (_("E-mail address"), _("Name"), _("Works in"), _("Account"))
    rows = [(one.email, one.name, _places(one.memberships.all()), _state(one)) for one in users]
    _print_table(heads, rows, nothing=_("There is no account yet: `entregent user add EMAIL` makes one."))


def _members(workspace: Workspace) -> list[Membership]:
    return list(workspace.memberships.select_related("user").order_by("user__email"))


def _places(memberships: Iterable[Membership]) -> str:
    return ", ".join(sorted(f"{one.workspace.slug} ({ROLE_NAMES[Role(one.role)]})" for one in memberships))


def _state(user: User) -> str:
    return _("open") if user.is_active else _("closed")


def _workspace(workspace: Workspace) -> dict[str, Any]:
    short = {name: getattr(workspace, name) for name in ("slug", "name", "language", "country", "time_zone")}
    return short | {"opened": workspace.created_at.isoformat()}


def _member(membership: Membership) -> dict[str, Any]:
    user = membership.user
    return {
        "email": user.email,
        "name": user.name,
        "role": membership.role,
        "since": membership.joined_at.isoformat(),
        "open": user.is_active,
    }


def _user(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.name,
        "open": user.is_active,
        "since": user.joined_at.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "workspaces": [{"slug": one.workspace.slug, "role": one.role} for one in user.memberships.all()],
    }


def _print_json(told: Any) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, nothing: str) -> None:
    """Print a table without markup: a name may hold brackets."""
    if not rows:
        click.echo(nothing)
        return
    table = Table(show_header=any(heads))
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
