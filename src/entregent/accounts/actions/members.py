"""Members: a place, a role, an absence, an end."""

from datetime import date

from django.db import transaction

from entregent.accounts.errors import LastOwnerError, NotAllowedError, OwnersOnlyError
from entregent.accounts.models import Invitation, Membership, Role, User, Workspace
from entregent.accounts.permissions import ROLES, Actor, Permission, System, require
from entregent.history.actions import record


@transaction.atomic
def join_workspace(workspace: Workspace, *, user: User, role: str, by: Actor | None = None) -> Membership:
    """Give a user a place in a workspace; a second time changes nothing, the role included.

    Asks no permission: who calls has an invitation, a command line, or opens the workspace. by: who gave the place, when it is
    not the user who took it. An invitation that still waited for them ends: once removed, nobody comes back by it.
    """
    membership, created = Membership.objects.get_or_create(user=user, workspace=workspace, defaults={"role": role})
    if created:
        Invitation.objects.filter(workspace=workspace, email=user.email, accepted_at=None).delete()
        record("accounts.joined", by=by or user, workspace=workspace, about=user, role=role)
    return membership


@transaction.atomic
def bring_back(workspace: Workspace, *, user: User, role: str, by: Actor) -> Membership:
    """Give somebody who was removed their place again. Raises as `change_role` does."""
    require_to_give(role, by, workspace)
    return join_workspace(workspace, user=user, role=role, by=by)


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: Actor) -> Membership:
    """Give a member another role. Raises NotAllowedError, OwnersOnlyError, LastOwnerError."""
    workspace, current = _hold(membership)
    require(by, workspace, Permission.PEOPLE)
    if role == current.role:
        return current
    if current.role == Role.OWNER:
        require_owner(by, workspace)
    require_to_give(role, by, workspace)
    _keep_an_owner(current, leaves=role != Role.OWNER)
    before, current.role = current.role, role
    current.save(update_fields=["role"])
    record("accounts.role_changed", by=by, workspace=workspace, about=current.user, before=before, role=role)
    return current


@transaction.atomic
def remove(membership: Membership, *, by: Actor) -> None:
    """Take a member's place away; what they did stays in history. Raises as `change_role` does."""
    workspace, current = _hold(membership)
    require(by, workspace, Permission.PEOPLE)
    if current.role == Role.OWNER:
        require_owner(by, workspace)
    _keep_an_owner(current, leaves=True)
    current.delete()
    record("accounts.removed", by=by, workspace=workspace, about=current.user)


@transaction.atomic
def leave(membership: Membership) -> None:
    """Give one's own place up. Raises LastOwnerError."""
    workspace, current = _hold(membership)
    _keep_an_owner(current, leaves=True)
    current.delete()
    record("accounts.left", by=current.user, workspace=workspace, about=current.user)


@transaction.atomic
def note_absence(membership: Membership, *, cover: Membership, first: date, last: date, by: Actor) -> Membership:
    """Say who stands in for a member while they are away; everybody says it for themselves, leads for others.

    The cover may then do what the member's role may. So that nobody gives away more than they hold, others say it for those
    alone whose role they could give. Raises NotAllowedError, OwnersOnlyError; ValueError for a cover from elsewhere, oneself, or
    dates in disorder.
    """
    workspace, current = _hold(membership)
    _require_self_or_lead(by, current, workspace)
    if cover.workspace_id != workspace.pk or cover.pk == current.pk or first > last:
        raise ValueError
    current.cover, current.away_from, current.away_until = cover, first, last
    current.save(update_fields=["cover", "away_from", "away_until"])
    said = {"cover": str(cover.user), "first": first.isoformat(), "last": last.isoformat()}
    record("accounts.cover_named", by=by, workspace=workspace, about=current.user, **said)
    return current


@transaction.atomic
def end_absence(membership: Membership, *, by: Actor) -> Membership:
    """Say that a member is not away any more. Raises as `note_absence` does."""
    workspace, current = _hold(membership)
    _require_self_or_lead(by, current, workspace)
    current.cover = current.away_from = current.away_until = None
    current.save(update_fields=["cover", "away_from", "away_until"])
    record("accounts.cover_ended", by=by, workspace=workspace, about=current.user)
    return current


def _hold(membership: Membership) -> tuple[Workspace, Membership]:
    """Lock the workspace, so that two owners who leave at once do so one after the other, and read the member anew."""
    workspace = Workspace.objects.select_for_update().get(pk=membership.workspace_id)
    return workspace, Membership.objects.select_related("user").get(pk=membership.pk)


def _keep_an_owner(current: Membership, *, leaves: bool) -> None:
    owners = Membership.objects.filter(workspace=current.workspace_id, role=Role.OWNER, user__is_active=True)
    if leaves and current.role == Role.OWNER and not owners.exclude(pk=current.pk).exists():
        raise LastOwnerError


def require_owner(by: Actor, workspace: Workspace) -> None:
    """Let an action go on for an owner, or for Entregent itself. Raises OwnersOnlyError."""
    if not isinstance(by, System) and not workspace.memberships.filter(user=by, role=Role.OWNER).exists():
        raise OwnersOnlyError


def require_to_give(role: str, by: Actor, workspace: Workspace) -> None:
    """Let an action go on for somebody who may give this role.

    Owners alone make owners. Whoever looks after people only while they stand in gives nothing that may more than their own role:
    it would last longer than the absence. Raises NotAllowedError, OwnersOnlyError.
    """
    require(by, workspace, Permission.PEOPLE)
    if isinstance(by, System):
        return
    if role == Role.OWNER:
        require_owner(by, workspace)
    own = ROLES[workspace.memberships.get(user=by).role]
    if Permission.PEOPLE not in own and not ROLES[role] <= own:
        raise NotAllowedError(Permission.PEOPLE)


def _require_self_or_lead(by: Actor, current: Membership, workspace: Workspace) -> None:
    if not isinstance(by, User) or by.pk != current.user_id:
        require_to_give(current.role, by, workspace)
