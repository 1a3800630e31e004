"""What a member owes as a calendar: promises and due words as days, planned exchanges as hours. At a secret address."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar as Ics
from icalendar import Event

from entregent.accounts.models import Membership
from entregent.accounts.open_addresses import is_given, number_in, secret_for, seldom
from entregent.accounts.permissions import Permission, permissions_of
from entregent.accounts.selectors import day_of
from entregent.core.lifecycle import UNREAL
from entregent.relations.models import Calendar, Exchange, Promise, Relation

AHEAD = timedelta(days=366)
PLANNED_FOR = timedelta(minutes=30)
MOST = 1000


def secret_of(calendar: Calendar) -> str:
    """What the address ends with: the number of the calendar, and a signature that no copy of the database holds."""
    return secret_for("entregent.relations.calendar", calendar.pk, f"{calendar.pk}:{calendar.nonce}")


def calendar_at(secret: str) -> Calendar | None:
    """The calendar that this secret opens; None once it was closed, or its member may not see contacts any more."""
    found = Calendar.objects.select_related("member__workspace", "member__user").filter(pk=number_in(secret)).first()
    if found is None or not is_given(secret, secret_of(found)):
        return None
    may = found.member.user.is_active and Permission.CONTACTS in permissions_of(found.member)
    return found if may else None


def note_asked(calendar: Calendar, now: datetime) -> None:
    """Remember, to the hour, that somebody asked for it."""
    Calendar.objects.filter(seldom("asked_at", now), pk=calendar.pk).update(asked_at=now)


def as_ics(member: Membership, now: datetime, *, address: str) -> bytes:
    """RFC 5545. address: what links begin with, without a slash at the end; "" for none."""
    workspace = member.workspace
    ics = Ics()
    with translation.override(member.user.language or workspace.language):
        ics.add("prodid", "-//Entregent//relations//")
        ics.add("version", "2.0")
        ics.add("x-wr-calname", _("What you owe, %(name)s") % {"name": workspace.name})
        ics.add("x-wr-timezone", workspace.time_zone)
        ics.add("refresh-interval;value=duration", "PT1H")
        for event in [*_promises(member, address), *_words(member, now, address), *_planned(member, now, address)]:
            event.add("dtstamp", now)
            ics.add_component(event)
        ics.add_missing_timezones()
    return bytes(ics.to_ical())


def _promises(member: Membership, address: str) -> list[Event]:
    """Promises that they keep, each on its day; it stays there until it is kept."""
    open_ones = Promise.objects.filter(
        contact__workspace=member.workspace, contact__removed_at=None, by=member.user, side="us", kept_on=None
    ).filter(released_on=None)
    return [
        _day(
            f"promise-{one.pk}",
            one.due_on,
            _("Promised to %(name)s: %(what)s") % {"name": one.contact.name, "what": one.what},
            _file(member, one.contact_id, address),
        )
        for one in open_ones.select_related("contact").order_by("due_on")[:MOST]
    ]


def _words(member: Membership, now: datetime, address: str) -> list[Event]:
    """Days on which a word will be good; of one that is due already, today."""
    due = Relation.objects.filter(
        workspace=member.workspace, contact__removed_at=None, contact__owner=member.user, due_at__lte=now + AHEAD
    ).exclude(contact__left_in_peace__in=member.workspace.left_in_peace.filter(lifted_at=None, topic=""))
    return [
        _day(
            f"word-{one.pk}",
            day_of(max(one.due_at or now, now), member.workspace),
            _("A word to %(name)s") % {"name": one.contact.name},
            _file(member, one.contact_id, address),
        )
        for one in due.select_related("contact").order_by("due_at")[:MOST]
    ]


def _planned(member: Membership, now: datetime, address: str) -> list[Event]:
    """Exchanges that lie ahead, at their hour in the workspace's zone."""
    ahead = Exchange.objects.filter(
        contact__workspace=member.workspace, contact__removed_at=None, by=member.user, removed_at=None, at__gt=now
    ).exclude(manner__in=UNREAL)
    zone, events = ZoneInfo(member.workspace.time_zone), []
    for one in ahead.select_related("contact").order_by("at")[:MOST]:
        event = Event()
        event.add("uid", f"exchange-{one.pk}@entregent")
        event.add("dtstart", one.at.astimezone(zone))
        event.add("dtend", (one.at + PLANNED_FOR).astimezone(zone))
        event.add("summary", f"{one.get_manner_display()} · {one.contact.name}")
        if one.summary:
            event.add("description", one.summary)
        _with_link(event, _file(member, one.contact_id, address))
        events.append(event)
    return events


def _day(uid: str, day: date, summary: str, link: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@entregent")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    return _with_link(event, link)


def _with_link(event: Event, link: str) -> Event:
    if link:
        event.add("url", link)
    return event


def _file(member: Membership, contact_id: int, address: str) -> str:
    return address + reverse("contacts:contact", args=[member.workspace.slug, contact_id]) if address else ""
