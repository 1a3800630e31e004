"""Reads: who works where, who may come."""

from datetime import date, datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, IntegerField, QuerySet, Value, When

from entregent.accounts.models import Invitation, Membership, Role, User, Workspace

BY_ROLE = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Role)), output_field=IntegerField())


def workspaces_of(user: User) -> QuerySet[Workspace]:
    """Workspaces the user belongs to, by name."""
    return user.workspaces.order_by("name", "pk")


def needs_first_account() -> bool:
    """Whether nobody has a password yet: the demonstration's member, who comes by links alone, does not count."""
    return not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def members_of(workspace: Workspace) -> QuerySet[Membership]:
    """Who works there, in the order of roles, then by name; with their covers."""
    members = workspace.memberships.filter(user__is_active=True).select_related("user", "cover__user", "workspace")
    return members.order_by(BY_ROLE, "user__name", "user__email")


def moderators_on(workspace: Workspace, day: date) -> list[Membership]:
    """Who watches and answers that day: the moderators present, and the covers of those away."""
    named = [one for one in members_of(workspace) if one.role == Role.MODERATOR]
    return [one.cover if one.is_away(day) and one.cover else one for one in named if one.cover or not one.is_away(day)]


def pending_invitations(workspace: Workspace) -> QuerySet[Invitation]:
    """Invitations not accepted yet, those whose link died included, by address."""
    return workspace.invitations.filter(accepted_at=None).select_related("invited_by").order_by("email")


def open_invitation(email: str, *, now: datetime) -> Invitation | None:
    """The oldest invitation that waits for this address, in whichever workspace; None when nobody invited it."""
    waiting = Invitation.objects.filter(email=email.strip().lower(), accepted_at=None, expires_at__gt=now)
    return waiting.select_related("workspace").order_by("made_at").first()


def may_open_workspaces(user: User) -> bool:
    """Whether they own a workspace: others work where they were invited."""
    return user.memberships.filter(role=Role.OWNER).exists()
