"""Several people at once: a tag, an owner, put away; each can be undone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.finding import write_folded
from entregent.contacts.guard import guard
from entregent.contacts.lists.grouping import tags_named
from entregent.contacts.models import Contact, Tag, Tagging
from entregent.history.actions import record


@transaction.atomic
def tag_several(
    workspace: Workspace, *, contacts: Collection[int], tag: str, by: Actor, now: datetime
) -> tuple[Tag, list[int]]:
    """Give a tag to those who do not have it; return it, and who got it.

    Raises NotAllowedError; ValueError without a tag; DossierError for one that judges somebody.
    """
    require(by, workspace, Permission.CONTACTS)
    name = " ".join(tag.split())[:60]
    if not name:
        raise ValueError(tag)
    guard(tag=name)
    given = Tag.objects.get(pk=next(iter(tags_named(workspace, [name]).values())))
    without = _kept(workspace, contacts).exclude(tags=given)
    keys = list(without.values_list("pk", flat=True))
    Tagging.objects.bulk_create([Tagging(contact_id=key, tag=given) for key in keys], batch_size=500)
    _touched(keys, now)
    record("contacts.tagged_several", by=by, workspace=workspace, about=given, count=len(keys))
    return given, keys


@transaction.atomic
def untag_several(workspace: Workspace, *, contacts: Collection[int], tag: Tag, by: Actor, now: datetime) -> None:
    """Take a tag away from those who got it. Raises NotAllowedError."""
    require(by, workspace, Permission.CONTACTS)
    Tagging.objects.filter(contact__in=_kept(workspace, contacts), tag=tag).delete()
    _touched(contacts, now)
    record("contacts.untagged_several", by=by, workspace=workspace, about=tag, count=len(contacts))


@transaction.atomic
def give_several(
    workspace: Workspace, *, owners: dict[int, int | None], by: Actor, now: datetime
) -> dict[int, int | None]:
    """Have somebody else keep these relations. owners: their keys by contact, None for nobody; returns those before.

    Raises NotAllowedError; ValueError for an owner who does not work here.
    """
    require(by, workspace, Permission.CONTACTS)
    members = set(User.objects.filter(memberships__workspace=workspace).values_list("pk", flat=True))
    if not {one for one in owners.values() if one} <= members:
        raise ValueError(owners)
    before: dict[int, int | None] = dict(_kept(workspace, owners).values_list("pk", "owner_id"))
    for owner in set(owners.values()):
        keys = [key for key in before if owners[key] == owner]
        Contact.objects.filter(pk__in=keys).update(owner=owner, changed_at=now, revision=F("revision") + 1)
    record("contacts.given_several", by=by, workspace=workspace, count=len(before))
    return before


@transaction.atomic
def put_away_several(workspace: Workspace, *, contacts: Collection[int], by: Actor, now: datetime) -> list[int]:
    """Put files away; return which. Raises NotAllowedError."""
    require(by, workspace, Permission.CONTACTS)
    keys = list(_kept(workspace, contacts).values_list("pk", flat=True))
    Contact.objects.filter(pk__in=keys).update(removed_at=now)
    record("contacts.put_away_several", by=by, workspace=workspace, count=len(keys))
    return keys


@transaction.atomic
def take_back_several(workspace: Workspace, *, contacts: Collection[int], by: Actor) -> None:
    """Bring files back. Raises NotAllowedError."""
    require(by, workspace, Permission.CONTACTS)
    away = Contact.objects.filter(workspace=workspace, pk__in=contacts, merged_into=None).exclude(removed_at=None)
    count = away.update(removed_at=None, changed_at=timezone.now())
    record("contacts.taken_back_several", by=by, workspace=workspace, count=count)


def _kept(workspace: Workspace, contacts: Collection[int]) -> QuerySet[Contact]:
    return Contact.objects.filter(workspace=workspace, pk__in=contacts, removed_at=None)


def _touched(contacts: Collection[int], now: datetime) -> None:
    changed = Contact.objects.filter(pk__in=contacts)
    changed.update(changed_at=now, revision=F("revision") + 1)
    write_folded(changed)
