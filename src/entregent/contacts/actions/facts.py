"""A fact is noted, with where it comes from; it ends, and may be put back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts import facts
from entregent.contacts.finding import write_folded
from entregent.contacts.guard import guard, no_address, voice_of_fact
from entregent.contacts.models import Contact, Fact
from entregent.contacts.peace import ADDRESSED, hold
from entregent.history.actions import record


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. how: Fact.How. learned_on: when it was said, seen or noted."""

    how: str
    learned_on: date
    evidence: str = ""
    address: str = ""


ALONE = frozenset({Fact.Kind.PLACE, Fact.Kind.STORY})  # of these, one is current


@transaction.atomic
def note_fact(contact: Contact, *, kind: str, value: str, source: Source, by: Actor, now: datetime) -> Fact:
    """Note a fact; one that is known already is known anew, from this source.

    Raises NotAllowedError, InvalidFactError, DossierError.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    read = facts.read(kind, value, country=contact.workspace.country)
    voice = voice_of_fact(contact, source.how, source.address)
    guard(voice=voice, value="" if kind in ADDRESSED else read.value, evidence=source.evidence)
    guard(evidence=no_address(source.address))
    current = contact.facts.filter(kind=kind, ended_at=None)
    if kind in ALONE:
        current.exclude(key=read.key, value=read.value).update(ended_at=now)
    known = current.filter(key=read.key) if read.key else current.filter(value=read.value)
    fact = known.first() or Fact(contact=contact, kind=kind, key=read.key)
    fact.value, fact.detail, fact.how, fact.learned_on = read.value, read.detail, source.how, source.learned_on
    fact.evidence, fact.evidence_address = source.evidence.strip()[:1000], source.address.strip()[:2000]
    fact.by, fact.noted_at = by if isinstance(by, User) else None, now
    fact.save()
    _touched(contact, now)
    record("contacts.fact_noted", by=by, workspace=contact.workspace, about=contact, kind=kind)
    return fact


@transaction.atomic
def end_fact(fact: Fact, *, by: Actor, now: datetime) -> None:
    """A fact is not true any more, or was wrong. Raises NotAllowedError."""
    require(by, fact.contact.workspace, Permission.CONTACTS)
    fact.ended_at = now
    fact.save(update_fields=["ended_at"])
    _touched(fact.contact, now)
    record("contacts.fact_ended", by=by, workspace=fact.contact.workspace, about=fact.contact, kind=fact.kind)


@transaction.atomic
def put_fact_back(fact: Fact, *, by: Actor, now: datetime) -> None:
    """It is true after all; whatever took its place ends. Raises NotAllowedError."""
    require(by, fact.contact.workspace, Permission.CONTACTS)
    others = fact.contact.facts.filter(kind=fact.kind, ended_at=None).exclude(pk=fact.pk)
    if fact.kind in ALONE:
        others.update(ended_at=now)
    elif fact.key:
        others.filter(key=fact.key).update(ended_at=now)
    fact.ended_at = None
    fact.save(update_fields=["ended_at"])
    _touched(fact.contact, now)
    record("contacts.fact_back", by=by, workspace=fact.contact.workspace, about=fact.contact, kind=fact.kind)


def _touched(contact: Contact, now: datetime) -> None:
    """Notes do not refuse each other: whoever edits the name meanwhile is told all the same."""
    Contact.objects.filter(pk=contact.pk).update(changed_at=now, revision=F("revision") + 1)
    contact.refresh_from_db()
    write_folded([contact])
    hold(contact)
