"""Accounts themselves, which belong to the installation: made, closed and opened again from the command line alone."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from entregent.accounts.actions.own_account import end_other_sessions
from entregent.accounts.errors import LastOwnerError
from entregent.accounts.models import LoginLink, User, Workspace
from entregent.accounts.own_account import tell_of_change
from entregent.accounts.permissions import System
from entregent.accounts.selectors import owned_alone
from entregent.history.actions import record


@transaction.atomic
def add_user(email: str, *, name: str, by: System) -> User:
    """Make an account without a password: they come in by links until they choose one."""
    user = User.objects.create_user(email, name=" ".join(name.split())[:120])
    record("accounts.user_added", by=by, workspace=None, about=user)
    return user


@transaction.atomic
def close_account(user: User, *, by: System, now: datetime) -> bool:
    """Shut somebody out of every door, at once; return whether the account was open. What they did, and their places, stay.

    Their sessions end and their links die, so that opening the account again opens none of them. Raises LastOwnerError when a
    workspace would be left without an owner.
    """
    list(
        Workspace.objects.select_for_update().filter(members=user).order_by("pk")
    )  # owners who go at once go one by one
    if owned_alone(user).exists():
        raise LastOwnerError
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return False
    user.is_active = False
    end_other_sessions(user, keep=None, now=now)
    LoginLink.objects.filter(user=user, used_at=None).update(used_at=now)
    for workspace in user.workspaces.all():
        record("accounts.user_closed", by=by, workspace=workspace, about=user)
    return True


@transaction.atomic
def drop_second_step(user: User, *, by: System) -> bool:
    """Turn off the second step of somebody who has lost telephone and codes, and tell them; return whether it was on."""
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    for workspace in user.workspaces.all():
        record("accounts.second_step_dropped", by=by, workspace=workspace, about=user)
    transaction.on_commit(lambda: tell_of_change(user, "mfa/email/totp_deactivated"))
    return True


@transaction.atomic
def reopen_account(user: User, *, by: System) -> bool:
    """Let somebody in again, to the places they had; return whether the account was closed."""
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        return False
    user.is_active = True
    for workspace in user.workspaces.all():
        record("accounts.user_reopened", by=by, workspace=workspace, about=user)
    return True
