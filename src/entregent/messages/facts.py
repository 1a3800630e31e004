"""Facts that the rules read, out of the rows of the rooms: a message and its brief, the contact, what was exchanged."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext

from entregent.accounts.models import User, Workspace
from entregent.accounts.selectors import day_of
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
Happened = tuple[datetime, etiquette.Exchange]


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
        etiquette.Post(one.heading(), one.text[:LONGEST_POST], one.address, day_of(one.published_at, contact.workspace))
        for one in found
    )


def history_of(contact: Contact, *, by: User | None, now: datetime) -> tuple[etiquette.Exchange, ...]:
    """What passed, what was asked and what waits to be sent, whoever of the workspace did it; what is planned is left out.

    The latest first. Their no is the last word of its day, whatever the hour noted: rules read days, and the letter that says no is
    noted as an answer too.
    """
    told = [*_exchanged(contact, by, now), *_asked(contact, by, now), *_waiting(contact, by)]
    told.sort(key=lambda one: (one[1].when, one[1].kind is Kind.NO, one[0]), reverse=True)
    return tuple(exchange for _at, exchange in told)


def _exchanged(contact: Contact, by: User | None, now: datetime) -> Iterator[Happened]:
    rows = contact.exchanges.filter(removed_at=None, at__gt=now - REACH, at__lte=now).exclude(manner=Manner.NOTE.value)
    for one in rows.select_related("by").order_by("-at")[:MOST]:
        day, hand = day_of(one.at, contact.workspace), _hand(one.by, by)
        yield one.at, etiquette.Exchange(day, _kind(one), "them" if one.side == Side.THEM else "us", hand)


def _kind(one: Exchange) -> Kind:
    return OURS.get(Manner(one.manner), Kind.ANSWER if one.side == Side.THEM else Kind.MESSAGE)


def _asked(contact: Contact, by: User | None, now: datetime) -> Iterator[Happened]:
    rows = contact.asks.filter(removed_at=None, asked_at__gt=now - REACH).select_related("by")
    for ask in rows.prefetch_related("follow_ups__by"):
        days, named = contact.workspace, {"topic": ask.purpose, "ask": str(ask.pk)}
        hand = _hand(ask.by, by)
        yield ask.asked_at, etiquette.Exchange(day_of(ask.asked_at, days), Kind.ASK, "us", hand, **named)
        for one in ask.follow_ups.all():
            hand = _hand(one.by, by)
            yield one.at, etiquette.Exchange(day_of(one.at, days), Kind.FOLLOW_UP, "us", hand, **named)
        if ask.answered_at:
            kind = Kind.NO if ask.answer == Answer.NO else Kind.ANSWER
            yield ask.answered_at, etiquette.Exchange(day_of(ask.answered_at, days), kind, "them", **named)


def _waiting(contact: Contact, by: User | None) -> Iterator[Happened]:
    rows = contact.messages.filter(state=Message.State.WAITING, kind=Message.Kind.APPROACH, removed_at=None)
    for one in rows.exclude(by=by).select_related("by"):
        day, hand = day_of(one.changed_at, contact.workspace), _hand(one.by, by)
        yield one.changed_at, etiquette.Exchange(day, Kind.MESSAGE, "us", hand, one.theme)


def _hand(who: User | None, by: User | None) -> str:
    """Whose hand it was, as the rules have it."""
    if who is None:
        return gettext("somebody of your team")
    return "me" if who == by else str(who)
