"""May they? One permission, one effect, whichever door they come by: page, command, job.

A member may what the role gives, and what the role of those gives whom they stand in for while they are away. To anybody else
the workspace does not exist.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, overload

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from entregent.accounts.clock import today_in
from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Membership, Role, User, Workspace
from entregent.accounts.wording import ROLE_NAMES


class Permission(StrEnum):
    """What a role may allow."""

    READ = "read"  # see what is heard, the voices, the people of the team
    LISTEN = "listen"  # follow and leave sources; keep, change and remove watches; deal with mentions
    CONTACTS = "contacts"  # see and keep the people whom the team knows
    EXPORT = "export"  # take them away as a file
    LIFT = "lift"  # let somebody be contacted again who had to be left in peace
    PRIVACY = "privacy"  # answer what people ask about their data, erase them, say who answers for the file
    HISTORY = "history"  # see who did what, and export it
    WORK = "work"  # see what the workers do, and have it tried again
    SETTINGS = "settings"  # the organisation, its names and accounts, its hours and deadlines
    PEOPLE = "people"  # invite, change roles, remove


ROLES: dict[str, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.LEAD: frozenset(Permission) - {Permission.LIFT},
    Role.CONDUCTOR: frozenset(
        {Permission.READ, Permission.LISTEN, Permission.CONTACTS, Permission.HISTORY, Permission.WORK}
    ),
    Role.MODERATOR: frozenset({Permission.READ, Permission.LISTEN, Permission.CONTACTS, Permission.HISTORY}),
    Role.WRITER: frozenset({Permission.READ, Permission.LISTEN, Permission.CONTACTS}),
    Role.SPONSOR: frozenset({Permission.READ, Permission.HISTORY}),
    Role.AGENCY: frozenset({Permission.READ, Permission.LISTEN, Permission.CONTACTS}),
    Role.READER: frozenset({Permission.READ}),
}


class System:
    """Entregent itself: jobs, the command line, the demonstration. It may do everything, and history says that it did."""

    pk = None

    def __str__(self) -> str:
        return "Entregent"


SYSTEM = System()
Actor = User | System


class MemberRequest(HttpRequest):
    """A request by a member of the workspace it names."""

    user: User
    workspace: Workspace
    membership: Membership
    may: frozenset[Permission]


def permissions_of(membership: Membership) -> frozenset[Permission]:
    """What a member may do today: their role's permissions, and those of the members away whom they stand in for."""
    day = today_in(membership.workspace)
    covered = [one.role for one in membership.covers_for.all() if one.is_away(day) and one.user.is_active]
    return frozenset().union(*(ROLES[role] for role in (membership.role, *covered)))


def require(actor: Actor, workspace: Workspace, permission: Permission) -> None:
    """Let an action go on, or raise NotAllowedError; a stranger has no permission at all."""
    if isinstance(actor, System):
        return
    membership = _membership(actor, workspace.slug)
    if membership is None or permission not in permissions_of(membership):
        raise NotAllowedError(permission)


View = Callable[..., HttpResponseBase]


@overload
def member_view(needs: View) -> View: ...
@overload
def member_view(needs: Permission = ...) -> Callable[[View], View]: ...
def member_view(needs: View | Permission = Permission.READ) -> View | Callable[[View], View]:
    """Let members of the workspace named in the address in, and set `request.workspace`, `.membership` and `.may`.

    needs: the permission without which the page is refused; used bare, reading is enough. Anonymous visitors are sent to log
    in; strangers get 404, as for a workspace that does not exist; a member whose role does not allow it gets 403, a sentence
    that says who may, and what they had written.
    """
    if isinstance(needs, Permission):
        permission = needs
        return lambda view: _guarded(view, permission)
    return _guarded(needs, Permission.READ)


def _guarded(view: View, permission: Permission) -> View:
    @login_required
    @wraps(view)
    def guarded(request: MemberRequest, workspace_slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        membership = _membership(request.user, workspace_slug)
        if membership is None:
            raise Http404
        request.membership, request.workspace = membership, membership.workspace
        request.may = permissions_of(membership)
        if request.session.get("workspace") != workspace_slug:  # where the front door leads next time
            request.session["workspace"] = workspace_slug
        try:
            if permission not in request.may:
                raise NotAllowedError(permission)
            with timezone.override(membership.workspace.time_zone):
                return view(request, *args, **kwargs)
        except NotAllowedError as error:
            return _refused(request, Permission(error.permission))

    return guarded


def _membership(user: User, slug: str) -> Membership | None:
    found = Membership.objects.select_related("workspace").prefetch_related("covers_for__user")
    return found.filter(user=user, user__is_active=True, workspace__slug=slug).first()


def _refused(request: MemberRequest, permission: Permission) -> HttpResponse:
    roles = [role for role, given in ROLES.items() if permission in given]
    able = Membership.objects.select_related("user").filter(workspace=request.workspace, role__in=roles)
    written = [
        text for name, text in request.POST.items() if name != "csrfmiddlewaretoken" and text and "password" not in name
    ]
    people = [one.user for one in able if one.user.is_active and one.user != request.user][:5]
    shown = {"able": people, "written": written, "role_name": ROLE_NAMES[Role(request.membership.role)]}
    return render(request, "accounts/not_allowed.html", shown, status=403)
