"""Invitations: a place kept for an address, taken by the person who has it."""

from datetime import datetime, timedelta

from django.db import transaction

from entregent.accounts.actions.members import join_workspace, require_to_give
from entregent.accounts.actions.secrets import hashed, new_secret
from entregent.accounts.errors import AlreadyMemberError, InvitationError, WrongPersonError
from entregent.accounts.models import Invitation, Membership, User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record

INVITATION_LIFE = timedelta(days=14)


@transaction.atomic
def invite(workspace: Workspace, *, email: str, role: str, by: Actor, now: datetime) -> tuple[Invitation, str]:
    """Keep a place for an address; return the invitation and the secret of its link.

    Inviting the same address again takes the place of the former invitation, whose link dies. Raises NotAllowedError,
    OwnersOnlyError, AlreadyMemberError.
    """
    require_to_give(role, by, workspace)
    list(Workspace.objects.select_for_update().filter(pk=workspace.pk))  # a button pressed twice: one after the other
    address = email.strip().lower()
    if Membership.objects.filter(workspace=workspace, user__email=address).exists():
        raise AlreadyMemberError
    Invitation.objects.filter(workspace=workspace, email=address, accepted_at=None).delete()
    secret = new_secret()
    invitation = Invitation.objects.create(
        workspace=workspace,
        email=address,
        role=role,
        secret_hash=hashed(secret),
        invited_by=by if isinstance(by, User) else None,
        made_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    record("accounts.invited", by=by, workspace=workspace, about=invitation, role=role)
    return invitation, secret


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor) -> None:
    """Take an invitation back: its link dies. Nothing happens to one that was accepted. Raises NotAllowedError."""
    require(by, invitation.workspace, Permission.PEOPLE)
    if Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()[0]:
        record("accounts.invitation_withdrawn", by=by, workspace=invitation.workspace, about=invitation)


def find_invitation(secret: str, *, now: datetime) -> Invitation:
    """Return the open invitation of a link. Raises InvitationError."""
    found = Invitation.objects.select_related("workspace", "invited_by").filter(secret_hash=hashed(secret)).first()
    if found is None or not found.is_open(now):
        raise InvitationError
    return found


@transaction.atomic
def accept(invitation: Invitation, *, user: User, now: datetime) -> Membership:
    """Let the person invited take their place. Two uses at once: one wins.

    Raises WrongPersonError when the user's address is not the invited one, InvitationError when it is not open any more.
    """
    if user.email != invitation.email:
        raise WrongPersonError
    open_still = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=now)
    if not open_still.update(accepted_at=now):
        raise InvitationError
    return join_workspace(invitation.workspace, user=user, role=invitation.role)
