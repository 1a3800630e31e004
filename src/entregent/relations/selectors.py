"""Reads: what passed with a contact, and what is owed in a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact, LeftInPeace
from entregent.core.lifecycle import PromiseState, Side, promise_state
from entregent.relations.models import Exchange, Promise, Relation
from entregent.relations.rhythm import cadence_of, relation_of, touch_of

__all__ = [
    "Duty",
    "DutyKind",
    "cadence_of",
    "duties",
    "exchanges_of",
    "promises_of",
    "relation_of",
    "state_of",
    "touch_of",
]
SOON = timedelta(days=7)


def exchanges_of(contact: Contact) -> QuerySet[Exchange]:
    """What passed with a contact and what is planned, the latest first."""
    return contact.exchanges.filter(removed_at=None).select_related("by").order_by("-at", "-pk")


def promises_of(contact: Contact) -> QuerySet[Promise]:
    """Promises in both directions, open ones first, the soonest due first."""
    return contact.promises.select_related("by").order_by("kept_on", "released_on", "due_on", "pk")


def state_of(promise: Promise, today: date) -> PromiseState:
    return promise_state(due=promise.due_on, today=today, kept_on=promise.kept_on, released_on=promise.released_on)


class DutyKind(StrEnum):
    """What is owed."""

    PROMISE = "promise"  # ours to keep
    AWAITED = "awaited"  # theirs, and late: a kind word is ours
    SILENCE = "silence"  # too long
    WORD = "word"  # due


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed to a contact. due_on: of the workspace's calendar. id: of the promise, or of the relation."""

    kind: DutyKind
    contact: Contact
    due_on: date
    is_late: bool
    id: int
    what: str = ""
    since: date | None = None


def duties(workspace: Workspace, now: datetime, *, zone: tzinfo, owner: User | None = None) -> list[Duty]:
    """What the team owes to the people it knows, late things first; owner: what this member owes alone.

    Whoever is left in peace about everything is owed nothing but promises.
    """
    today = now.astimezone(zone).date()
    owed = [*_promises(workspace, today, owner), *_silences(workspace, now, zone, owner)]
    return sorted(owed, key=lambda duty: (not duty.is_late, duty.due_on, duty.contact.sort_name, duty.id))


def _promises(workspace: Workspace, today: date, owner: User | None) -> Sequence[Duty]:
    open_ones = Promise.objects.filter(
        contact__workspace=workspace, contact__removed_at=None, kept_on=None, released_on=None
    ).select_related("contact")
    if owner:
        open_ones = open_ones.filter(by=owner)
    ours = open_ones.filter(side=Side.US, due_on__lte=today + SOON)
    theirs = open_ones.filter(side=Side.THEM, due_on__lt=today)
    return [
        *(_promised(DutyKind.PROMISE, one, today) for one in ours),
        *(_promised(DutyKind.AWAITED, one, today) for one in theirs),
    ]


def _promised(kind: DutyKind, promise: Promise, today: date) -> Duty:
    late = promise.due_on < today and kind is DutyKind.PROMISE
    return Duty(kind, promise.contact, promise.due_on, late, promise.pk, promise.what, promise.made_on)


def _silences(workspace: Workspace, now: datetime, zone: tzinfo, owner: User | None) -> Sequence[Duty]:
    in_peace = LeftInPeace.objects.filter(contact=OuterRef("contact"), lifted_at=None, topic="")
    due = Relation.objects.filter(workspace=workspace, contact__removed_at=None, due_at__lte=now)
    due = due.filter(~Exists(in_peace)).select_related("contact")
    if owner:
        due = due.filter(contact__owner=owner)
    told = []
    for relation in due:
        too_long = relation.alarm_at is not None and relation.alarm_at <= now
        at = relation.alarm_at if too_long else relation.due_at
        assert at is not None  # noqa: S101 (what is due has a date)
        day = at.astimezone(zone).date()
        told.append(Duty(DutyKind.SILENCE if too_long else DutyKind.WORD, relation.contact, day, too_long, relation.pk))
    return told
