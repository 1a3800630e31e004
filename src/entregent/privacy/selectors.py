"""Reads: who answers for the file, who is to be told, what was asked, who is past their time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.cache import caches
from django.db.models import Exists, OuterRef, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact, Fact
from entregent.core.lifecycle import Side
from entregent.core.rights import months_after, notice_due
from entregent.messages.models import Message
from entregent.privacy.models import Controller, Erasure, KeptOn, PersonLink, Request
from entregent.relations.models import Exchange, Idea

THEIRS = (Side.THEM.value, Side.BOTH.value)
WARN_BEFORE = 7  # days before the last on which somebody must have been told
GLANCE = 60  # seconds for which what Today says of it is remembered


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who is in the file and was not told. address: where a letter would go, "" without any."""

    contact: Contact
    due_on: date
    address: str
    was_written_to: bool

    def is_late(self, today: date) -> bool:
        return self.due_on < today


@dataclass(frozen=True, slots=True)
class Glance:
    """What of this room waits for the team, as Today says it. untold: late or nearly so; past: kept for too long."""

    requests: tuple[Request, ...] = ()
    untold: int = 0
    past: int = 0


def controller_of(workspace: Workspace) -> Controller:
    """Who answers for the file; one that nobody filled in where nothing is kept."""
    return Controller.objects.filter(workspace=workspace).first() or Controller(
        workspace=workspace, name=workspace.name
    )


def waiting_requests(workspace: Workspace) -> QuerySet[Request]:
    """What people asked and nobody answered, the first due first."""
    asked = Request.objects.filter(workspace=workspace, state__in=Request.WAITING)
    return asked.select_related("contact", "workspace").order_by("due_on", "pk")


def answered_requests(workspace: Workspace) -> QuerySet[Request]:
    asked = Request.objects.filter(workspace=workspace).exclude(state__in=Request.WAITING)
    return asked.select_related("contact", "answered_by").order_by("-answered_at", "-pk")


def erasures_of(workspace: Workspace) -> QuerySet[Erasure]:
    return Erasure.objects.filter(workspace=workspace).select_related("by").order_by("-at")


def untold_contacts(workspace: Workspace) -> QuerySet[Contact]:
    """Those in the file whom nobody told, those who came first ahead; of those left in peace too: the law makes no difference."""
    return workspace.contacts.filter(removed_at=None, notice=None).order_by("created_at", "pk")


def due_before(workspace: Workspace, day: date) -> Q:
    """Those who must have been told by a day."""
    return Q(created_at__lt=_midnight(workspace, months_after(day, -1)))


def with_address() -> Exists:
    """Of contacts: whether a current e-mail address is known."""
    return Exists(Fact.objects.filter(contact=OuterRef("pk"), kind=Fact.Kind.EMAIL, ended_at=None))


def written_to() -> Exists:
    """Of contacts: whether a message of ours left to them. With the first one, they are told."""
    left = (Message.State.SENT, Message.State.BY_HAND)
    return Exists(Message.objects.filter(contact=OuterRef("pk"), state__in=left))


def with_what_is_due(contacts: list[Contact], workspace: Workspace) -> list[Untold]:
    """What the page says of each of some who were not told."""
    numbers = [one.pk for one in contacts]
    known = Fact.objects.filter(contact__in=numbers, kind=Fact.Kind.EMAIL, ended_at=None).order_by("learned_on", "pk")
    addresses = dict(known.values_list("contact_id", "value"))
    left = (Message.State.SENT, Message.State.BY_HAND)
    written = set(Message.objects.filter(contact__in=numbers, state__in=left).values_list("contact_id", flat=True))
    zone = ZoneInfo(workspace.time_zone)
    return [
        Untold(
            one,
            notice_due(one.created_at.astimezone(zone).date()),
            addresses.get(one.pk, ""),
            one.pk in written,
        )
        for one in contacts
    ]


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
    counts: tuple[int, int] | None = caches["near"].get_or_set(key, lambda: _counts(workspace, today), GLANCE)
    untold, past = counts or (0, 0)
    return Glance(tuple(waiting_requests(workspace)[:10]), untold, past)


def _counts(workspace: Workspace, today: date) -> tuple[int, int]:
    soon = due_before(workspace, date.fromordinal(today.toordinal() + WARN_BEFORE))
    return untold_contacts(workspace).filter(soon).count(), past_keeping(workspace, today).count()


def _midnight(workspace: Workspace, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(workspace.time_zone))
