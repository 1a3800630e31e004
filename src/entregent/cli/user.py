"""`entregent user`: accounts, and who works where."""

from typing import TYPE_CHECKING, NoReturn

import click

from entregent.cli.errors import INPUT, REFUSED, stop
from entregent.cli.groups import Group
from entregent.cli.start import start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.accounts.models import Role, User, Workspace


@click.group("user", cls=Group, help=_("Make accounts, give roles, let people in and out."))
def command() -> None:
    """Nothing before the command that is called."""


@command.command("list", help=_("List the accounts."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than a table."))
def list_users(*, as_json: bool) -> None:
    start_django()
    from entregent.cli.team_tables import print_users

    print_users(as_json=as_json)


@command.command("add", help=_("Make an account, without a password, and give it a place in a workspace."))
@click.argument("email")
@click.option("--name", default="", help=_("What they are called."))
@click.option("--workspace", "slug", default="", help=_("Workspace to work in, by its short name."))
@click.option(
    "--role",
    default="",
    help=_("Their role there: owner, lead, conductor, moderator, writer, sponsor, agency, reader."),
)
def add(*, email: str, name: str, slug: str, role: str) -> None:
    if bool(slug) != bool(role):
        raise click.UsageError(_("--workspace and --role go together: a place is given with a role."))
    start_django()
    from django.db import transaction

    from entregent.accounts.actions import add_user
    from entregent.accounts.models import User
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_role, known_workspace

    _refuse_no_address(email)
    workspace, wanted = (known_workspace(slug), known_role(role)) if slug else (None, None)
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        if user:
            click.echo(_("%(email)s has an account already; it was not changed.") % {"email": user.email})
        else:
            user = add_user(email, name=name, by=SYSTEM)
            sentence = _(
                "%(email)s has an account now. `entregent user link %(email)s` makes a link that lets them in."
            )
            click.echo(sentence % {"email": user.email})
        if workspace and wanted:
            _give_place(user, workspace, wanted)


@command.command("link", help=_("Print a link that lets somebody in, once, within a day."))
@click.argument("email")
def link(*, email: str) -> None:
    start_django()
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from entregent.accounts.actions import make_login_link
    from entregent.cli.addresses import base_address
    from entregent.cli.known import known_user

    user = known_user(email)
    if not user.is_active:
        sentence = _("The account of %(email)s is closed. `entregent user open %(email)s` opens it again.")
        stop(sentence % {"email": user.email}, REFUSED)
    base = base_address(settings.ENVIRONMENT)
    click.echo(base + reverse("accounts:log_in_by_link", args=[make_login_link(user, now=timezone.now())]))
    click.echo(_("It lets %(name)s in, once, within a day. Give it to nobody else.") % {"name": user}, err=True)
    if not base:
        click.echo(_("Write the address of your installation before it: ENTREGENT_HOSTS does not name it."), err=True)


@command.command("role", help=_("Change the role that somebody has in a workspace."))
@click.argument("email")
@click.argument("slug")
@click.argument("role")
def role(*, email: str, slug: str, role: str) -> None:
    start_django()
    from entregent.accounts.actions import change_role
    from entregent.accounts.errors import LastOwnerError
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_role, known_user, known_workspace, place_of

    user, workspace, wanted = known_user(email), known_workspace(slug), known_role(role)
    place = place_of(user, workspace)
    if place is None:
        sentence = _(
            "%(name)s does not work in “%(workspace)s”. "
            "`entregent user add %(email)s --workspace %(slug)s --role %(role)s` gives them a place."
        )
        names = {
            "name": user,
            "workspace": workspace,
            "email": user.email,
            "slug": workspace.slug,
            "role": wanted.value,
        }
        stop(sentence % names, INPUT)
    try:
        place = change_role(place, role=wanted, by=SYSTEM)
    except LastOwnerError:
        _refuse_last_owner(str(user), [workspace.name])
    _say_place(place.user, workspace, wanted)


@command.command("leave", help=_("Take away the place that somebody has in a workspace; what they did stays."))
@click.argument("email")
@click.argument("slug")
def leave(*, email: str, slug: str) -> None:
    start_django()
    from entregent.accounts.actions import remove
    from entregent.accounts.errors import LastOwnerError
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_user, known_workspace, place_of

    user, workspace = known_user(email), known_workspace(slug)
    if place := place_of(user, workspace):
        try:
            remove(place, by=SYSTEM)
        except LastOwnerError:
            _refuse_last_owner(str(user), [workspace.name])
    click.echo(_("%(name)s does not work in “%(workspace)s” any more.") % {"name": user, "workspace": workspace})


@command.command("second-step-off", help=_("Turn off the second step of somebody who lost telephone and codes."))
@click.argument("email")
def second_step_off(*, email: str) -> None:
    start_django()
    from entregent.accounts.actions import drop_second_step
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_user

    user = known_user(email)
    if drop_second_step(user, by=SYSTEM):
        click.echo(
            _("The second step of %(email)s is off. A password or a link is enough again.") % {"email": user.email}
        )
    else:
        click.echo(_("The second step of %(email)s was not on.") % {"email": user.email})


@command.command("close", help=_("Close an account: it opens no door any more, from now on; what they did stays."))
@click.argument("email")
def close(*, email: str) -> None:
    start_django()
    from django.utils import timezone

    from entregent.accounts.actions import close_account
    from entregent.accounts.errors import LastOwnerError
    from entregent.accounts.permissions import SYSTEM
    from entregent.accounts.selectors import owned_alone
    from entregent.cli.known import known_user

    user = known_user(email)
    try:
        close_account(user, by=SYSTEM, now=timezone.now())
    except LastOwnerError:
        _refuse_last_owner(str(user), [workspace.name for workspace in owned_alone(user)])
    click.echo(_("The account of %(email)s is closed; its sessions and its links are ended.") % {"email": user.email})


@command.command("open", help=_("Open an account that was closed."))
@click.argument("email")
def open_again(*, email: str) -> None:
    start_django()
    from entregent.accounts.actions import reopen_account
    from entregent.accounts.permissions import SYSTEM
    from entregent.cli.known import known_user

    user = known_user(email)
    reopen_account(user, by=SYSTEM)
    click.echo(_("The account of %(email)s is open.") % {"email": user.email})


def _refuse_no_address(email: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email.strip())
    except ValidationError:
        stop(_("“%(email)s” is no e-mail address. Nothing was changed.") % {"email": email}, INPUT)


def _give_place(user: "User", workspace: "Workspace", role: "Role") -> None:
    """Give a place, or say that there is one: a second time changes no role."""
    from entregent.accounts.actions import join_workspace
    from entregent.accounts.models import Role
    from entregent.accounts.permissions import SYSTEM

    place = join_workspace(workspace, user=user, role=role, by=SYSTEM)
    _say_place(user, workspace, Role(place.role))
    if place.role != role:
        sentence = _("Their role was not changed: `entregent user role %(email)s %(slug)s %(role)s` does that.")
        click.echo(sentence % {"email": user.email, "slug": workspace.slug, "role": role.value})


def _say_place(user: "User", workspace: "Workspace", role: "Role") -> None:
    from entregent.accounts.wording import ROLE_NAMES

    said = {"name": user, "workspace": workspace, "role": ROLE_NAMES[role]}
    click.echo(_("%(name)s works in “%(workspace)s”: %(role)s.") % said)


def _refuse_last_owner(name: str, workspaces: list[str]) -> NoReturn:
    sentence = _(
        "%(name)s is the last owner of %(workspaces)s. Make somebody else an owner first: "
        "`entregent user role EMAIL WORKSPACE owner`. Nothing was changed."
    )
    stop(sentence % {"name": name, "workspaces": ", ".join(workspaces)}, REFUSED)
