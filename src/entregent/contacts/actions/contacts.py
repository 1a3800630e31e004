"""A contact comes, changes, is put away, comes back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.errors import ChangedMeanwhileError
from entregent.contacts.finding import sort_name, write_folded
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact, Outlet, Part, Tag, Tagging
from entregent.core.text import fold
from entregent.history.actions import record

MOST_TAGS, MOST_OUTLETS = 50, 50


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a contact is. owner: a member of the workspace, or None. outlets, tags: names; those unknown are made."""

    name: str
    given_name: str = ""
    family_name: str = ""
    form: str = ""
    language: str = ""
    owner: User | None = None
    outlets: tuple[str, ...] = field(default=())
    tags: tuple[str, ...] = field(default=())


@transaction.atomic
def keep_contact(workspace: Workspace, identity: Identity, *, by: Actor) -> Contact:
    """Keep a new contact. Raises NotAllowedError; ValueError without a name, or with an owner who does not work here.

    DossierError for a tag that judges somebody.
    """
    require(by, workspace, Permission.CONTACTS)
    guard(tags=identity.tags)
    contact = Contact(workspace=workspace)
    _fill(contact, identity)
    contact.save()
    _group(contact, identity)
    record("contacts.kept", by=by, workspace=workspace, about=contact)
    return contact


@transaction.atomic
def change_contact(contact: Contact, identity: Identity, *, by: Actor, revision: int, now: datetime) -> Contact:
    """Change who a contact is. revision: that the change was written upon.

    Raises NotAllowedError, ChangedMeanwhileError, ValueError and DossierError as `keep_contact` does; tags they have stay.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    have = set(contact.tags.values_list("folded", flat=True))
    guard(tags=[tag for tag in identity.tags if fold(_line(tag, 60))[:80] not in have])
    taken = Contact.objects.filter(pk=contact.pk, revision=revision).update(revision=F("revision") + 1, changed_at=now)
    if not taken:
        raise ChangedMeanwhileError
    contact.refresh_from_db()
    _fill(contact, identity)
    contact.save()
    _group(contact, identity)
    record("contacts.changed", by=by, workspace=contact.workspace, about=contact)
    return contact


@transaction.atomic
def address_as(contact: Contact, *, form: str, language: str, by: Actor, now: datetime) -> Contact:
    """Note how somebody wants to be spoken to, and in which language (ISO 639-1); "" where not known. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    if (contact.form, contact.language) != (form, language):
        Contact.objects.filter(pk=contact.pk).update(
            form=form, language=language, revision=F("revision") + 1, changed_at=now
        )
        contact.refresh_from_db()
        record("contacts.changed", by=by, workspace=contact.workspace, about=contact)
    return contact


@transaction.atomic
def put_away(contact: Contact, *, by: Actor, now: datetime) -> None:
    """Put a contact away; `take_back` brings everything back. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    contact.removed_at = now
    contact.save(update_fields=["removed_at"])
    record("contacts.put_away", by=by, workspace=contact.workspace, about=contact)


@transaction.atomic
def take_back(contact: Contact, *, by: Actor) -> None:
    """Bring a contact back. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    contact.removed_at, contact.changed_at = None, timezone.now()
    contact.save(update_fields=["removed_at", "changed_at"])
    record("contacts.taken_back", by=by, workspace=contact.workspace, about=contact)


def _fill(contact: Contact, identity: Identity) -> None:
    given, family = _line(identity.given_name, 120), _line(identity.family_name, 120)
    contact.name = _line(identity.name, 200) or f"{given} {family}".strip()
    if not contact.name:
        raise ValueError(identity)
    if identity.owner and not identity.owner.memberships.filter(workspace=contact.workspace_id).exists():
        raise ValueError(identity.owner)
    contact.given_name, contact.family_name = given, family
    contact.sort_name = sort_name(contact.name, family, given)
    contact.form, contact.language, contact.owner = identity.form, identity.language, identity.owner


def _group(contact: Contact, identity: Identity) -> None:
    """Outlets and tags are just these; a part that goes on keeps its role."""
    outlets = [_outlet(contact.workspace, name) for name in _names(identity.outlets, 200)[:MOST_OUTLETS]]
    contact.parts.exclude(outlet__in=outlets).delete()
    known = set(contact.parts.values_list("outlet_id", flat=True))
    Part.objects.bulk_create([Part(contact=contact, outlet=outlet) for outlet in outlets if outlet.pk not in known])
    tags = [_tag(contact.workspace, name) for name in _names(identity.tags, 60)[:MOST_TAGS]]
    Tagging.objects.filter(contact=contact).exclude(tag__in=tags).delete()
    Tagging.objects.bulk_create([Tagging(contact=contact, tag=tag) for tag in tags], ignore_conflicts=True)
    write_folded([contact])


def _outlet(workspace: Workspace, name: str) -> Outlet:
    known = Outlet.objects.filter(workspace=workspace, folded=fold(name)[:400]).order_by("pk").first()
    return known or Outlet.objects.create(workspace=workspace, name=name, folded=fold(name)[:400])


def _tag(workspace: Workspace, name: str) -> Tag:
    return Tag.objects.get_or_create(workspace=workspace, folded=fold(name)[:80], defaults={"name": name})[0]


def _names(names: Iterable[str], longest: int) -> list[str]:
    """Trimmed, each once whatever its case and accents, in their order."""
    lines = (_line(name, longest) for name in names)
    return list({fold(line): line for line in reversed([line for line in lines if line])}.values())[::-1]


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]
