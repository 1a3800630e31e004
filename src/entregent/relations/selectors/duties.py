"""What is owed in a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact, LeftInPeace
from entregent.core.lifecycle import NextKind, Side, Verdict
from entregent.relations.asking import kind_of
from entregent.relations.models import Ask, Idea, Introduction, Promise, PutOff, Relation
from entregent.relations.ours import of_ours

SOON = timedelta(days=7)
MOST = 200  # of each kind, the first due: nobody does more in a day, and Today stays quick with a hundred thousand contacts


class DutyKind(StrEnum):
    """What is owed."""

    PROMISE = "promise"  # ours to keep
    AWAITED = "awaited"  # theirs, and late: a kind word is ours
    SILENCE = "silence"  # too long
    WORD = "word"  # due
    FOLLOW_UP = "follow up"  # an ask without an answer
    LET_BE = "let be"  # followed up twice: it is left
    THANK = "thank"  # they said yes
    IDEA = "idea"  # to be decided
    INTRODUCE = "introduce"  # a colleague asks for it
    TELL = "tell"  # what became of their idea


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed to a contact. due_on: of the workspace's calendar. id: of the promise, the ask, the idea, or the relation."""

    kind: DutyKind
    contact: Contact
    due_on: date
    is_late: bool
    id: int
    what: str = ""
    since: date | None = None


def duties(workspace: Workspace, now: datetime, *, zone: tzinfo, owner: User | None = None) -> list[Duty]:
    """What the team owes to the people it knows, late things first; owner: what this member owes alone.

    Whoever is left in peace about everything is owed nothing but promises and answers. What was put off waits for its day.
    """
    today = now.astimezone(zone).date()
    owed = [
        *_promises(workspace, today, owner),
        *_asks(workspace, now, zone, owner),
        *_ideas(workspace, today, owner),
        *_introductions(workspace, zone, owner),
        *_silences(workspace, now, zone, owner),
    ]
    waiting = PutOff.objects.filter(of_ours(workspace), until__gt=today)
    later = set(waiting.values_list("kind", "about"))
    owed = [duty for duty in owed if (duty.kind.value, duty.id) not in later]
    return sorted(owed, key=lambda duty: (not duty.is_late, duty.due_on, duty.contact.sort_name, duty.id))


def _promises(workspace: Workspace, today: date, owner: User | None) -> Sequence[Duty]:
    open_ones = Promise.objects.filter(of_ours(workspace), kept_on=None, released_on=None).select_related("contact")
    if owner:
        open_ones = open_ones.filter(by=owner)
    ours = open_ones.filter(side=Side.US, due_on__lte=today + SOON).order_by("due_on")[:MOST]
    theirs = open_ones.filter(side=Side.THEM, due_on__lt=today).order_by("due_on")[:MOST]
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
    for relation in due.order_by("due_at")[:MOST]:
        too_long = relation.alarm_at is not None and relation.alarm_at <= now
        at = relation.alarm_at if too_long else relation.due_at
        assert at is not None  # noqa: S101 (what is due has a date)
        day = at.astimezone(zone).date()
        told.append(Duty(DutyKind.SILENCE if too_long else DutyKind.WORD, relation.contact, day, too_long, relation.pk))
    return told


ASKED = {
    NextKind.FOLLOW_UP: DutyKind.FOLLOW_UP,
    NextKind.LET_BE: DutyKind.LET_BE,
    NextKind.THANK: DutyKind.THANK,
}
THANKS_LATE = timedelta(days=7)


def _asks(workspace: Workspace, now: datetime, zone: tzinfo, owner: User | None) -> Sequence[Duty]:
    """Next steps of what we asked. Thanks are late after a week; to come back to an ask is a choice, never late."""
    due = Ask.objects.filter(of_ours(workspace), removed_at=None, due_at__lte=now)
    due = due.select_related("contact").prefetch_related("follow_ups")
    if owner:
        due = due.filter(by=owner)
    told = []
    for ask in due.order_by("due_at")[:MOST]:
        assert ask.due_at is not None  # noqa: S101 (what is due has a date)
        kind = kind_of(ask, ask.follow_ups.all())
        late = kind is NextKind.THANK and now - ask.due_at > THANKS_LATE
        since = ask.asked_at.astimezone(zone).date()
        day = ask.due_at.astimezone(zone).date()
        told.append(Duty(ASKED[kind], ask.contact, day, late, ask.pk, ask.purpose, since))
    return told


def _ideas(workspace: Workspace, today: date, owner: User | None) -> Sequence[Duty]:
    """Ideas to be decided within a week, and all that their authors have not been told."""
    due = Idea.objects.filter(of_ours(workspace), removed_at=None)
    due = due.filter(due_on__lte=today + SOON).select_related("contact")
    if owner:
        due = due.filter(Q(by=owner) | Q(contact__owner=owner))
    told = []
    for idea in due.order_by("due_on")[:MOST]:
        assert idea.due_on is not None  # noqa: S101 (what is due has a day)
        telling = idea.verdict != Verdict.NONE and idea.told_at is None
        kind = DutyKind.TELL if telling else DutyKind.IDEA
        told.append(Duty(kind, idea.contact, idea.due_on, idea.due_on < today, idea.pk, str(idea)))
    return told


def _introductions(workspace: Workspace, zone: tzinfo, owner: User | None) -> Sequence[Duty]:
    """Introductions that a colleague was asked for; never late: they are a favour."""
    asked = Introduction.objects.filter(of_ours(workspace), made_at=None, declined_at=None)
    asked = asked.select_related("contact", "asked_by", "through")
    if owner:
        asked = asked.filter(through=owner)
    return [
        Duty(
            DutyKind.INTRODUCE,
            one.contact,
            one.asked_at.astimezone(zone).date(),
            False,
            one.pk,
            f"{one.through} → {one.asked_by}: {one.why}",
        )
        for one in asked.order_by("asked_at")[:MOST]
    ]
