"""Facts that the rules read, out of the rows of the rooms: a message and its brief, the contact, what was exchanged."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact, Fact
from entregent.contacts.selectors import peace_of
from entregent.core import etiquette
from entregent.core.etiquette import Kind, Limits, Purpose
from entregent.core.lifecycle import Answer, Manner, Side
from entregent.core.text.tone import Address
from entregent.messages.manners import sector_of
from entregent.messages.models import Message
from entregent.relations.models import Exchange
from entregent.relations.selectors import budget_of
from entregent.relations.selectors.voices import places_of, posts_at

REACH = timedelta(days=1100)  # three years: older exchanges say nothing of what is decent today
MOST = 200  # exchanges
MOST_POSTS = 12
LONGEST_POST = 2000  # characters of a post that are compared

OURS = {
    Manner.CALL: Kind.CALL,
    Manner.COFFEE: Kind.MEETING,
    Manner.MEETING: Kind.MEETING,
    Manner.EVENT: Kind.MEETING,
}  # in any other manner one writes


def limits_of(workspace: Workspace) -> Limits:
    """What a workspace holds decent."""
    budget = budget_of(workspace)
    return Limits(asks=budget.asks, asks_in_days=budget.period.days)


def message_of(message: Message) -> etiquette.Message:
    """The message as it leaves: to one address, which nobody else sees."""
    return etiquette.Message(message.text, message.subject, (message.to,) if message.to else ())


def brief_of(message: Message) -> etiquette.Brief:
    """The brief as far as it is written."""
    return etiquette.Brief(
        who=message.workspace.name,
        what=message.what,
        theme=message.theme,
        when=message.when,
        effort=message.effort,
        in_return=message.in_return,
        offers=(message.in_return,) if message.in_return else (),
        paid=message.paid,
        ask=str(message.ask_id or ""),
        purpose=Purpose(message.purpose) if message.purpose else None,
        sector=sector_of(message.workspace),
    )


def contact_of(contact: Contact) -> etiquette.Contact:
    """Who they are, what they accept and refuse, and what the workspace heard of what they publish, the latest first."""
    known = list(contact.facts.filter(kind__in=(Fact.Kind.TOPIC, Fact.Kind.REFUSED), ended_at=None).order_by("pk"))
    peace = peace_of(contact)
    refused = [one.value for one in known if one.kind == Fact.Kind.REFUSED] + [one.topic for one in peace if one.topic]
    return etiquette.Contact(
        name=contact.name,
        outlets=tuple(contact.outlets.order_by("pk").values_list("name", flat=True)),
        address_form=Address(contact.form) if contact.form else None,
        language=contact.language,
        topics=tuple(one.value for one in known if one.kind == Fact.Kind.TOPIC),
        refused=tuple(dict.fromkeys(refused)),
        posts=_posts(contact),
        do_not_contact=any(not one.topic for one in peace),
    )


def _posts(contact: Contact) -> tuple[etiquette.Post, ...]:
    places = places_of(contact)
    if not places:
        return ()
    found = posts_at(contact, places).defer("html")[:MOST_POSTS]
    return tuple(
        etiquette.Post(one.heading(), one.text[:LONGEST_POST], one.address, one.published_at.date()) for one in found
    )


def history_of(contact: Contact, *, by: User | None, now: datetime) -> tuple[etiquette.Exchange, ...]:
    """What passed, what was asked and what waits to be sent, whoever of the workspace did it; what is planned is left out."""
    return (*_exchanged(contact, by, now), *_asked(contact, by, now), *_waiting(contact, by))


def _exchanged(contact: Contact, by: User | None, now: datetime) -> Iterator[etiquette.Exchange]:
    rows = contact.exchanges.filter(removed_at=None, at__gt=now - REACH, at__lte=now).exclude(manner=Manner.NOTE.value)
    for one in rows.select_related("by").order_by("-at")[:MOST]:
        yield etiquette.Exchange(
            one.at.date(), _kind(one), "them" if one.side == Side.THEM else "us", _hand(one.by, by)
        )


def _kind(one: Exchange) -> Kind:
    return OURS.get(Manner(one.manner), Kind.ANSWER if one.side == Side.THEM else Kind.MESSAGE)


def _asked(contact: Contact, by: User | None, now: datetime) -> Iterator[etiquette.Exchange]:
    rows = contact.asks.filter(removed_at=None, asked_at__gt=now - REACH).select_related("by")
    for ask in rows.prefetch_related("follow_ups__by"):
        named = {"topic": ask.purpose, "ask": str(ask.pk)}
        yield etiquette.Exchange(ask.asked_at.date(), Kind.ASK, "us", _hand(ask.by, by), **named)
        for one in ask.follow_ups.all():
            yield etiquette.Exchange(one.at.date(), Kind.FOLLOW_UP, "us", _hand(one.by, by), **named)
        if ask.answered_at:
            kind = Kind.NO if ask.answer == Answer.NO else Kind.ANSWER
            yield etiquette.Exchange(ask.answered_at.date(), kind, "them", **named)


def _waiting(contact: Contact, by: User | None) -> Iterator[etiquette.Exchange]:
    rows = contact.messages.filter(state=Message.State.WAITING, kind=Message.Kind.APPROACH, removed_at=None)
    for one in rows.exclude(by=by).select_related("by"):
        yield etiquette.Exchange(one.changed_at.date(), Kind.MESSAGE, "us", _hand(one.by, by), one.theme)


def _hand(who: User | None, by: User | None) -> str:
    """Whose hand it was, as the rules have it."""
    if who is None:
        return gettext("somebody of your team")
    return "me" if who == by else str(who)
