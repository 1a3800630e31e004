"""What the file of a contact shows of the relation with them."""

from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact
from entregent.core import lifecycle
from entregent.core.lifecycle import FollowUp, PromiseState, promise_state
from entregent.relations.asking import follow_up_of
from entregent.relations.models import Ask, Exchange, Idea, Promise
from entregent.relations.rhythm import passed_among
from entregent.relations.selectors.voices import Places, places_of


class File:
    """The relation with one contact, as several parts of a page read it: each kind once, when it is first asked for."""

    def __init__(self, contact: Contact) -> None:
        self.contact = contact

    @cached_property
    def exchanges(self) -> list[Exchange]:
        """All that passed or is planned, without its words."""
        return list(self.contact.exchanges.filter(removed_at=None).only("contact", "manner", "side", "at"))

    @cached_property
    def promises(self) -> list[Promise]:
        return list(promises_of(self.contact))

    @cached_property
    def asks(self) -> list[Ask]:
        """With who asked, and their follow-ups."""
        found = list(self.contact.asks.filter(removed_at=None).select_related("by").prefetch_related("follow_ups"))
        for ask in found:
            ask.contact = self.contact
        return found

    @cached_property
    def ideas(self) -> list[Idea]:
        return list(ideas_of(self.contact))

    @cached_property
    def places(self) -> Places:
        """Where they publish."""
        return places_of(self.contact)

    @cached_property
    def passed(self) -> list[lifecycle.Exchange]:
        """What counts for the rhythm."""
        answers = [ask.answered_at for ask in self.asks]
        return passed_among(self.exchanges, answers, [(idea.at, idea.told_at) for idea in self.ideas])


def exchanges_of(contact: Contact) -> QuerySet[Exchange]:
    """What passed with a contact and what is planned, the latest first."""
    return contact.exchanges.filter(removed_at=None).select_related("by").order_by("-at", "-pk")


def promises_of(contact: Contact) -> QuerySet[Promise]:
    """Promises in both directions, open ones first, the soonest due first."""
    return contact.promises.select_related("by").order_by("kept_on", "released_on", "due_on", "pk")


def state_of(promise: Promise, today: date) -> PromiseState:
    return promise_state(due=promise.due_on, today=today, kept_on=promise.kept_on, released_on=promise.released_on)


def asks_of(file: File, now: datetime) -> list[tuple[Ask, FollowUp]]:
    """What we asked of a contact, open asks first, then the latest; with whether to come back to each now."""
    found = sorted(file.asks, key=lambda ask: (ask.closed_at is not None, -ask.asked_at.timestamp()))
    return [(ask, follow_up_of(ask, now)) for ask in found]


def ideas_of(contact: Contact) -> QuerySet[Idea]:
    """Ideas of a contact, the latest first."""
    return contact.ideas.filter(removed_at=None).select_related("by", "decided_by").order_by("-at", "-pk")


def ideas(workspace: Workspace) -> QuerySet[Idea]:
    """Every idea received in a workspace, the latest first."""
    found = Idea.objects.filter(contact__workspace=workspace, contact__removed_at=None, removed_at=None)
    return found.select_related("contact", "by").order_by("-at", "-pk")
