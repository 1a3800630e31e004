"""Reads: who answers for the file, who is to be told, what was asked, who is past their time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import caches
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import day_of
from entregent.contacts.models import Contact, Fact
from entregent.core.lifecycle import Side
from entregent.core.rights import TELL_WITHIN, months_after, notice_due
from entregent.messages.models import Message
from entregent.privacy.models import Controller, Erasure, KeptOn, PersonLink, Request
from entregent.privacy.telling import LEFT, stuck
from entregent.relations.models import Exchange, Idea

THEIRS = (Side.THEM.value, Side.BOTH.value)
AHEAD = timedelta(days=7)  # before the last day on which somebody must have been told
DAY = timedelta(days=1)
GLANCE = 60  # seconds for which what Today says of it is remembered


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who is in the file and was not told. address: where a letter would go, "" without any.

    due_on: a month after they came, or the day of our first message to them where that was sooner.
    """

    contact: Contact
    due_on: date
    address: str
    was_written_to: bool

    def is_late(self, today: date) -> bool:
        return self.due_on < today


@dataclass(frozen=True, slots=True)
class Glance:
    """What of this room waits for the team, as Today says it.

    untold: late or nearly so; unsent: their letter did not leave; past: kept for too long.
    """

    requests: tuple[Request, ...] = ()
    untold: int = 0
    unsent: int = 0
    past: int = 0


def controller_of(workspace: Workspace) -> Controller:
    """Who answers for the file; one that nobody filled in where nothing is kept."""
    return Controller.objects.filter(workspace=workspace).first() or Controller(
        workspace=workspace, name=workspace.name
    )


def waiting_requests(workspace: Workspace) -> QuerySet[Request]:
    """What people asked and nobody answered, or by a letter that did not leave; the first due first."""
    asked = Request.objects.filter(Q(state__in=Request.WAITING) | stuck("message"), workspace=workspace)
    return asked.select_related("contact", "workspace", "message").order_by("due_on", "pk")


def answered_requests(workspace: Workspace) -> QuerySet[Request]:
    asked = Request.objects.filter(workspace=workspace, state__in=(Request.State.DONE, Request.State.REFUSED))
    return asked.select_related("contact", "answered_by").order_by("-answered_at", "-pk")


def erasures_of(workspace: Workspace) -> QuerySet[Erasure]:
    return Erasure.objects.filter(workspace=workspace).select_related("by").order_by("-at")


def untold_contacts(workspace: Workspace) -> QuerySet[Contact]:
    """Those in the file whom nobody told, also of those left in peace: the law makes no difference.

    Those to whom a letter did not leave ahead, then those who came first.
    """
    found = workspace.contacts.filter(Q(notice=None) | stuck("notice__message"), removed_at=None)
    return found.select_related("notice__message").order_by(
        F("notice__message").asc(nulls_last=True), "created_at", "pk"
    )


def due_soon(workspace: Workspace, today: date) -> Q:
    """Those who must have been told a week from now, and those to whom we wrote: with the first message they are told."""
    by = today + AHEAD
    came = months_after(by, -TELL_WITHIN)
    while notice_due(came + DAY) <= by:  # months end on different days
        came += DAY
    return Q(created_at__lt=_midnight(workspace, came + DAY)) | Q(_written_to())


def with_address() -> Exists:
    """Of contacts: whether a current e-mail address is known."""
    return Exists(Fact.objects.filter(contact=OuterRef("pk"), kind=Fact.Kind.EMAIL, ended_at=None))


def _written_to() -> Exists:
    return Exists(Message.objects.filter(contact=OuterRef("pk"), state__in=LEFT))


def with_what_is_due(contacts: list[Contact], workspace: Workspace) -> list[Untold]:
    """What the page says of each of some who were not told."""
    numbers = [one.pk for one in contacts]
    known = Fact.objects.filter(contact__in=numbers, kind=Fact.Kind.EMAIL, ended_at=None).order_by("learned_on", "pk")
    addresses = dict(known.values_list("contact_id", "value"))
    left = Message.objects.filter(contact__in=numbers, state__in=LEFT).order_by()
    written = dict(left.values_list("contact").annotate(first=Min(Coalesce("ended_at", "changed_at"))))
    found = []
    for one in contacts:
        due = notice_due(day_of(one.created_at, workspace))
        if one.pk in written:
            due = min(due, day_of(written[one.pk], workspace))
        found.append(Untold(one, due, addresses.get(one.pk, ""), one.pk in written))
    return found


def past_keeping(workspace: Workspace, today: date) -> QuerySet[Contact]:
    """Those of whom no sign came for as long as the workspace keeps people, and nobody decided to keep on.

    A sign is theirs: what they said, wrote or gave, their page opened, a request. Ours to them are none.
    """
    since = _midnight(workspace, months_after(today, -controller_of(workspace).months_kept))
    of = {"contact": OuterRef("pk")}
    signs = (
        Exchange.objects.filter(**of, side__in=THEIRS, at__gte=since, removed_at=None),
        Idea.objects.filter(**of, at__gte=since, removed_at=None),
        Fact.objects.filter(**of, how=Fact.How.SAID, learned_on__gte=since.date()),
        Request.objects.filter(**of, received_at__gte=since),
        PersonLink.objects.filter(**of, opened_at__gte=since),
        KeptOn.objects.filter(**of, until__gte=today),
    )
    silent = workspace.contacts.filter(removed_at=None, created_at__lt=since)
    for sign in signs:
        silent = silent.exclude(Exists(sign))
    return silent.order_by("created_at", "pk")


def last_signs(contacts: list[Contact]) -> dict[int, datetime]:
    """When each of some last gave a sign, as far as exchanges tell."""
    numbers = [one.pk for one in contacts]
    theirs = Exchange.objects.filter(contact__in=numbers, side__in=THEIRS, removed_at=None).order_by("at")
    return dict(theirs.values_list("contact_id", "at"))


def glance(workspace: Workspace, today: date) -> Glance:
    """What waits, for Today; counts of whole files are remembered for a minute."""
    key = f"privacy:{workspace.pk}:{today}"
    counts: tuple[int, int, int] = caches["near"].get_or_set(key, lambda: _counts(workspace, today), GLANCE)  # type: ignore[assignment]
    return Glance(tuple(waiting_requests(workspace)[:10]), *counts)


def _counts(workspace: Workspace, today: date) -> tuple[int, int, int]:
    """Whom nobody wrote to yet, whose letter did not leave, who is past their time."""
    soon = Count("pk", filter=Q(notice=None) & due_soon(workspace, today))
    found = untold_contacts(workspace).aggregate(soon=soon, unsent=Count("notice"))
    return found["soon"], found["unsent"], past_keeping(workspace, today).count()


def _midnight(workspace: Workspace, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(workspace.time_zone))
