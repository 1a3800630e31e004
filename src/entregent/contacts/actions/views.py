"""Views of the people known are kept, renamed, removed and brought back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from entregent.accounts.models import Membership
from entregent.accounts.permissions import Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.view_models import PeopleView
from entregent.history.actions import record


def seen_by(member: Membership) -> QuerySet[PeopleView]:
    """Their own views and those of the team, removed ones too."""
    return PeopleView.objects.filter(Q(member=member) | Q(member=None), workspace=member.workspace)


def views_for(member: Membership) -> list[PeopleView]:
    """What a member sees beside the list: their own views, then those of the team, by name."""
    kept = seen_by(member).filter(removed_at=None)
    return sorted(kept, key=lambda view: (view.member_id is None, view.name.casefold(), view.pk))


@transaction.atomic
def keep_view(*, name: str, query: str, by: Membership, for_team: bool) -> PeopleView:
    """Give filters a name; a name that one had before gets these filters. Raises NotAllowedError; ValueError without a name."""
    require(by.user, by.workspace, Permission.CONTACTS)
    owner = None if for_team else by
    named = {"workspace": by.workspace, "member": owner, "name": _name(name)}
    found = PeopleView.objects.filter(removed_at=None, **named).first()
    view = found or PeopleView(created_by=by.user, **named)
    view.query = query[:1000]
    view.save()
    record("contacts.view_kept", by=by.user, workspace=by.workspace, about=view)
    return view


@transaction.atomic
def rename_view(view: PeopleView, *, name: str, by: Membership) -> None:
    """Raises NotAllowedError; ValueError without a name."""
    _require(view, by)
    view.name = _name(name)
    view.save(update_fields=["name"])
    record("contacts.view_renamed", by=by.user, workspace=view.workspace, about=view)


@transaction.atomic
def remove_view(view: PeopleView, *, by: Membership, now: datetime) -> None:
    """Whom it showed stays. Raises NotAllowedError."""
    _require(view, by)
    view.removed_at = now
    view.save(update_fields=["removed_at"])
    record("contacts.view_removed", by=by.user, workspace=view.workspace, about=view)


@transaction.atomic
def restore_view(view: PeopleView, *, by: Membership) -> None:
    """Raises NotAllowedError."""
    _require(view, by)
    view.removed_at = None
    view.save(update_fields=["removed_at"])
    record("contacts.view_restored", by=by.user, workspace=view.workspace, about=view)


def _require(view: PeopleView, by: Membership) -> None:
    """One's own views are one's own; those of the team are of whoever keeps the people."""
    require(by.user, view.workspace, Permission.CONTACTS)
    if view.member_id not in (None, by.pk):
        raise ValueError(view.pk)


def _name(given: str) -> str:
    name = " ".join(given.split())[:80]
    if not name:
        raise ValueError(given)
    guard(name=name)
    return name
