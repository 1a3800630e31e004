"""Writes: accounts, workspaces, login links."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from entregent.accounts.errors import AlreadyOpenError, LoginLinkError
from entregent.accounts.models import LoginLink, Membership, User, Workspace
from entregent.accounts.selectors import needs_first_account

LINK_LIFE = timedelta(hours=24)


@transaction.atomic
def open_workspace(name: str, *, owner: User | None, slug: str = "") -> Workspace:
    """Create a workspace with its first member; the address is made from the name when none is given.

    owner: None for what the command line gathers before anybody has an account; the first account joins it.
    """
    wanted = slugify(slug or name)[:50] or "workspace"
    free, number = wanted, 1
    while Workspace.objects.filter(slug=free).exists():
        number += 1
        free = f"{wanted}-{number}"
    workspace = Workspace.objects.create(slug=free, name=name)
    if owner is not None:
        join_workspace(workspace, user=owner)
    return workspace


def join_workspace(workspace: Workspace, *, user: User) -> Membership:
    """Give a user a place in a workspace; a second time changes nothing."""
    membership, _ = Membership.objects.get_or_create(user=user, workspace=workspace)
    return membership


def make_login_link(user: User, *, now: datetime) -> str:
    """Return the secret of a new link that logs this user in once within a day."""
    secret = secrets.token_urlsafe(32)
    LoginLink.objects.create(user=user, secret_hash=_hash(secret), expires_at=now + LINK_LIFE)
    return secret


def use_login_link(secret: str, *, now: datetime) -> User:
    """Spend a link and return its user.

    Raises LoginLinkError when it is unknown, used, expired, or its user has left. Two uses at once: one wins.
    """
    link = LoginLink.objects.select_related("user").filter(secret_hash=_hash(secret)).first()
    if link is None or not link.is_usable(now) or not link.user.is_active:
        raise LoginLinkError
    if not LoginLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LoginLinkError
    return link.user


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def open_first_account(*, name: str, email: str, password: str, workspace: str) -> User:
    """Make the first account of an installation and its workspace; what the command line gathered before joins it.

    Raises AlreadyOpenError when somebody was quicker.
    """
    list(User.objects.select_for_update())  # two who come at once: one waits, then finds an account
    if not needs_first_account():
        raise AlreadyOpenError
    owner = User.objects.create_user(email, name=name, password=password)
    for gathered in Workspace.objects.filter(memberships=None):
        join_workspace(gathered, user=owner)
    open_workspace(workspace, owner=owner)
    return owner
