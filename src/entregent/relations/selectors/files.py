"""What the file of a contact shows of the relation with them."""

from datetime import date, datetime

from django.db.models import QuerySet

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact
from entregent.core.lifecycle import FollowUp, PromiseState, promise_state
from entregent.relations.asking import follow_up_of
from entregent.relations.models import Ask, Exchange, Idea, Promise


def exchanges_of(contact: Contact) -> QuerySet[Exchange]:
    """What passed with a contact and what is planned, the latest first."""
    return contact.exchanges.filter(removed_at=None).select_related("by").order_by("-at", "-pk")


def promises_of(contact: Contact) -> QuerySet[Promise]:
    """Promises in both directions, open ones first, the soonest due first."""
    return contact.promises.select_related("by").order_by("kept_on", "released_on", "due_on", "pk")


def state_of(promise: Promise, today: date) -> PromiseState:
    return promise_state(due=promise.due_on, today=today, kept_on=promise.kept_on, released_on=promise.released_on)


def asks_of(contact: Contact, now: datetime) -> list[tuple[Ask, FollowUp]]:
    """What we asked of a contact, open asks first, then the latest; with whether to come back to each now."""
    asks = contact.asks.filter(removed_at=None).select_related("by").prefetch_related("follow_ups")
    found = sorted(asks, key=lambda ask: (ask.closed_at is not None, -ask.asked_at.timestamp()))
    for ask in found:
        ask.contact = contact
    return [(ask, follow_up_of(ask, now)) for ask in found]


def ideas_of(contact: Contact) -> QuerySet[Idea]:
    """Ideas of a contact, the latest first."""
    return contact.ideas.filter(removed_at=None).select_related("by", "decided_by").order_by("-at", "-pk")


def ideas(workspace: Workspace) -> QuerySet[Idea]:
    """Every idea received in a workspace, the latest first."""
    found = Idea.objects.filter(contact__workspace=workspace, contact__removed_at=None, removed_at=None)
    return found.select_related("contact", "by").order_by("-at", "-pk")
