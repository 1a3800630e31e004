"""Two files of one person are joined without loss, and taken apart again; a file of two people is split.

Rows of other rooms follow by what the models say (`contacts.attached`); a room that computes something from them says so
with `after_joining`. docs/decisions/0037-joined-files.md
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import F, Field, Max, Model

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.actions.contacts import Identity, keep_contact
from entregent.contacts.actions.facts import ALONE
from entregent.contacts.attached import attached
from entregent.contacts.errors import MergedSinceError
from entregent.contacts.finding import sort_name, write_folded
from entregent.contacts.models import Acquaintance, Contact, Fact, LeftInPeace, Merge, NotTheSame, Part, Tagging
from entregent.contacts.peace import hold
from entregent.history.actions import record

Settle = Callable[[Contact, datetime], object]
_SETTLERS: list[Settle] = []
OWN: tuple[type[Model], ...] = (Fact, Part, Tagging, Acquaintance, LeftInPeace)
FILLED = ("given_name", "family_name", "form", "language", "owner_id")


def after_joining(settle: Settle) -> None:
    """Have a room compute anew what it keeps of a contact whose rows came or went."""
    if settle not in _SETTLERS:
        _SETTLERS.append(settle)


@transaction.atomic
def merge_contacts(kept: Contact, gone: Contact, *, by: Actor, now: datetime) -> Merge:
    """Join two files into the first. Raises NotAllowedError; ValueError for files that cannot be joined."""
    require(by, kept.workspace, Permission.CONTACTS)
    locked = Contact.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk), removed_at=None)
    if {one.workspace_id for one in locked} != {kept.workspace_id} or len(locked) != 2:
        raise ValueError((kept, gone))
    one = Merge(workspace=kept.workspace, kept=kept, gone=gone, by=by if isinstance(by, User) else None, at=now)
    for model, field in _followed():
        name = _named(model, field)
        last = model._default_manager.aggregate(last=Max("pk"))["last"]
        one.last[name] = last if isinstance(last, int) else 0
        one.moved[name] = _facts(one, now) if model is Fact else _move(model, field, gone.pk, kept.pk)
    one.filled = {name: getattr(gone, name) for name in FILLED if getattr(gone, name) and not getattr(kept, name)}
    one.save()
    Contact.objects.filter(pk=gone.pk).update(removed_at=now, merged_into=kept)
    _settle(kept, now, one.filled)
    record("contacts.merged", by=by, workspace=kept.workspace, about=kept, gone=str(gone))
    return one


@transaction.atomic
def undo_merge(one: Merge, *, by: Actor, now: datetime) -> int:
    """Take two files apart again; return how many rows came since, which stay with the file that was kept.

    Raises NotAllowedError, MergedSinceError.
    """
    require(by, one.workspace, Permission.CONTACTS)
    kept, gone = one.kept, one.gone
    if kept.removed_at is not None:
        raise MergedSinceError
    if not Merge.objects.filter(pk=one.pk, undone_at=None).update(undone_at=now):
        return 0
    since = 0
    for model, field in _followed():
        name = _named(model, field)
        _move(model, field, kept.pk, gone.pk, only=one.moved.get(name, ()))
        since += model._default_manager.filter(**{field.name: kept.pk, "pk__gt": one.last.get(name, 0)}).count()
    Fact.objects.filter(pk__in=one.ended, contact=gone).update(ended_at=None)
    unchanged = {name: "" for name, value in one.filled.items() if getattr(kept, name) == value}
    Contact.objects.filter(pk=gone.pk).update(removed_at=None, merged_into=None)
    _settle(kept, now, unchanged | ({"owner_id": None} if "owner_id" in unchanged else {}))
    _settle(gone, now, {})
    record("contacts.merge_undone", by=by, workspace=one.workspace, about=kept, gone=str(gone))
    return since


@transaction.atomic
def split_contact(
    contact: Contact, *, name: str, facts: Collection[int], parts: Collection[int], by: Actor, now: datetime
) -> Contact:
    """Make a file of its own of what belongs to somebody else; joining undoes it.

    facts, parts: their keys. Raises NotAllowedError; ValueError without a name.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    other = keep_contact(contact.workspace, Identity(name, owner=contact.owner), by=by)
    contact.facts.filter(pk__in=facts).update(contact=other)
    contact.parts.filter(pk__in=parts).update(contact=other)
    for peace in contact.left_in_peace.filter(lifted_at=None):  # of the two, nobody knows who asked: both are
        LeftInPeace.objects.create(
            workspace=contact.workspace, contact=other, topic=peace.topic, reason=peace.reason, since=peace.since
        )
    NotTheSame.objects.get_or_create(
        first=contact,
        second=other,
        defaults={"workspace": contact.workspace, "by": by if isinstance(by, User) else None},
    )
    _settle(contact, now, {})
    _settle(other, now, {})
    record("contacts.split", by=by, workspace=contact.workspace, about=other, **{"from": str(contact)})
    return other


@transaction.atomic
def not_the_same(first: Contact, second: Contact, *, by: Actor) -> None:
    """These are two people: they are not proposed again. Raises NotAllowedError."""
    require(by, first.workspace, Permission.CONTACTS)
    low, high = sorted((first, second), key=lambda one: one.pk)
    defaults = {"workspace": first.workspace, "by": by if isinstance(by, User) else None}
    if NotTheSame.objects.get_or_create(first=low, second=high, defaults=defaults)[1]:
        record("contacts.not_the_same", by=by, workspace=first.workspace, about=first, other=str(second))


def _followed() -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    for model in OWN:
        yield model, cast("Field[Any, Any]", model._meta.get_field("contact"))
    yield from attached()


def _named(model: type[Model], field: "Field[Any, Any]") -> str:
    return f"{model._meta.label_lower}.{field.name}"


def _move(
    model: type[Model], field: "Field[Any, Any]", source: int, target: int, *, only: Collection[int] | None = None
) -> list[int]:
    """Have rows be about another contact; those of which one may be only stay. Returns which moved."""
    rows = model._default_manager.filter(**{field.name: source})
    found = list((rows if only is None else rows.filter(pk__in=only)).order_by("pk").values_list("pk", flat=True))
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=found).update(**{field.name: target})
    except IntegrityError:
        return [pk for pk in found if _move_one(model, field, pk, target)]
    return found


def _move_one(model: type[Model], field: "Field[Any, Any]", pk: int, target: int) -> bool:
    try:
        with transaction.atomic():
            return bool(model._default_manager.filter(pk=pk).update(**{field.name: target}))
    except IntegrityError:
        return False


def _facts(one: Merge, now: datetime) -> list[int]:
    """Facts move, but for those that the file kept says too; of a place or a story, theirs is kept below."""
    theirs = list(one.gone.facts.order_by("pk"))
    current = one.kept.facts.filter(ended_at=None)
    said = set(current.exclude(key="").values_list("kind", "key"))
    alone = set(current.filter(kind__in=ALONE).values_list("kind", flat=True))
    moving = [fact for fact in theirs if fact.ended_at or not fact.key or (fact.kind, fact.key) not in said]
    one.ended = [fact.pk for fact in moving if fact.kind in alone and fact.ended_at is None]
    Fact.objects.filter(pk__in=one.ended).update(ended_at=now)
    moved = [fact.pk for fact in moving]
    Fact.objects.filter(pk__in=moved).update(contact=one.kept)
    return moved


def _settle(contact: Contact, now: datetime, changes: dict[str, object]) -> None:
    Contact.objects.filter(pk=contact.pk).update(changed_at=now, revision=F("revision") + 1, **changes)
    contact.refresh_from_db()
    contact.sort_name = sort_name(contact.name, contact.family_name, contact.given_name)
    contact.save(update_fields=["sort_name"])
    write_folded([contact])
    hold(contact)
    for settle in _SETTLERS:
        settle(contact, now)
