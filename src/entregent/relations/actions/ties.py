"""Shared values are noted with evidence; introductions are asked of a colleague who knows them, made or declined."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard, no_address, voice_of
from entregent.contacts.models import Acquaintance, Contact
from entregent.history.actions import record
from entregent.relations.models import Introduction, SharedValue


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words, and where they can be read."""

    words: str
    address: str = ""


@transaction.atomic
def share_value(contact: Contact, value: str, *, theirs: Evidence, ours: Evidence, by: Actor) -> SharedValue:
    """Note a value that both hold. Raises NotAllowedError; ValueError without a value, or without words of both; DossierError."""
    require(by, contact.workspace, Permission.CONTACTS)
    said = [" ".join(text.split()) for text in (value, theirs.words, ours.words)]
    if not all(said):
        raise ValueError(value)
    guard(voice=voice_of(theirs.address), value=said[0], theirs=said[1])
    guard(ours=said[2], their_address=no_address(theirs.address), our_address=no_address(ours.address))
    shared = SharedValue.objects.create(
        contact=contact,
        value=said[0][:120],
        theirs=said[1][:500],
        their_address=theirs.address[:2000],
        ours=said[2][:500],
        our_address=ours.address[:2000],
        by=by if isinstance(by, User) else None,
    )
    record("relations.value_shared", by=by, workspace=contact.workspace, about=contact, what=shared.value)
    return shared


@transaction.atomic
def remove_value(shared: SharedValue, *, at: datetime | None, by: Actor) -> None:
    """It is not shared after all; at: None puts it back. Raises NotAllowedError."""
    contact = shared.contact
    require(by, contact.workspace, Permission.CONTACTS)
    shared.removed_at = at
    shared.save(update_fields=["removed_at"])
    if at:
        record("relations.value_removed", by=by, workspace=contact.workspace, about=contact, what=shared.value)
    else:
        record("relations.value_back", by=by, workspace=contact.workspace, about=contact, what=shared.value)


@transaction.atomic
def know_contact(contact: Contact, *, how: str, since: int | None, by: User) -> Acquaintance:
    """A colleague says that they know a contact, how, and since which year. Raises NotAllowedError, DossierError."""
    require(by, contact.workspace, Permission.CONTACTS)
    guard(how=how)
    told = {"how": " ".join(how.split())[:200], "since": since}
    known, _created = Acquaintance.objects.update_or_create(contact=contact, user=by, defaults=told)
    record("relations.known", by=by, workspace=contact.workspace, about=contact)
    return known


@transaction.atomic
def know_no_more(contact: Contact, *, by: User) -> None:
    """They do not know them after all. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    contact.acquaintances.filter(user=by).delete()
    record("relations.known_no_more", by=by, workspace=contact.workspace, about=contact)


@transaction.atomic
def ask_introduction(contact: Contact, *, through: User, why: str, by: User, now: datetime) -> Introduction:
    """Ask a colleague to introduce one.

    Raises NotAllowedError; ValueError when they do not know them, or without a why; DossierError.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    why = " ".join(why.split())[:300]
    if not why or through == by or not contact.acquaintances.filter(user=through).exists():
        raise ValueError(through)
    guard(why=why)
    asked, created = Introduction.objects.get_or_create(
        contact=contact,
        through=through,
        asked_by=by,
        made_at=None,
        declined_at=None,
        defaults={"why": why, "asked_at": now},
    )
    if created:
        record("relations.introduction_asked", by=by, workspace=contact.workspace, about=contact, through=str(through))
    return asked


@transaction.atomic
def end_introduction(asked: Introduction, *, by: Actor, now: datetime, is_made: bool) -> None:
    """It was made, or they would rather not. Raises NotAllowedError."""
    contact = asked.contact
    require(by, contact.workspace, Permission.CONTACTS)
    asked.made_at, asked.declined_at = (now, None) if is_made else (None, now)
    asked.save(update_fields=["made_at", "declined_at"])
    to = str(asked.asked_by)
    if is_made:
        record("relations.introduced", by=by, workspace=contact.workspace, about=contact, to=to)
    else:
        record("relations.not_introduced", by=by, workspace=contact.workspace, about=contact, to=to)


@transaction.atomic
def reopen_introduction(asked: Introduction, *, by: Actor) -> None:
    """It was neither made nor declined after all. Raises NotAllowedError."""
    contact = asked.contact
    require(by, contact.workspace, Permission.CONTACTS)
    asked.made_at = asked.declined_at = None
    asked.save(update_fields=["made_at", "declined_at"])
    record("relations.introduction_reopened", by=by, workspace=contact.workspace, about=contact, to=str(asked.asked_by))
