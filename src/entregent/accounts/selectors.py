"""Reads: who works where."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet

from entregent.accounts.models import User, Workspace


def workspaces_of(user: User) -> QuerySet[Workspace]:
    """Workspaces the user belongs to, by name."""
    return user.workspaces.order_by("name", "pk")


def needs_first_account() -> bool:
    """Whether nobody has a password yet: the demonstration's member, who comes by links alone, does not count."""
    return not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()
