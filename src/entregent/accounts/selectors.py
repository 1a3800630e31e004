"""Reads: who works where."""

from django.db.models import QuerySet

from entregent.accounts.models import User, Workspace


def workspaces_of(user: User) -> QuerySet[Workspace]:
    """Workspaces the user belongs to, by name."""
    return user.workspaces.order_by("name", "pk")
