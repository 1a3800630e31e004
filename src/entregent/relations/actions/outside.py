"""A member's calendar address is given, renewed, taken away; the weekly letter is wanted or not, and sent once."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from entregent.accounts.letters import Fate, can_send, compose, deliver
from entregent.accounts.models import Membership, Workspace
from entregent.accounts.permissions import Permission, permissions_of, require
from entregent.accounts.selectors import members_of, working_time
from entregent.history.actions import record
from entregent.relations.models import Calendar, WeeklyChoice, WeeklyLetter
from entregent.relations.owed_lines import line_of
from entregent.relations.selectors import duties

MOST_LINES = 20
KEPT = timedelta(days=400)


@transaction.atomic
def open_calendar(member: Membership, *, now: datetime) -> Calendar:
    """Give a member's calendar an address, or another one: the old one opens nothing any more. Raises NotAllowedError."""
    require(member.user, member.workspace, Permission.CONTACTS)
    fresh = {"nonce": secrets.token_hex(16), "opened_at": now, "asked_at": None}
    calendar, _created = Calendar.objects.update_or_create(member=member, defaults=fresh)
    record("relations.calendar_opened", by=member.user, workspace=member.workspace)
    return calendar


@transaction.atomic
def close_calendar(member: Membership) -> None:
    """Its address opens nothing any more; done twice, it changes nothing."""
    deleted, _rows = Calendar.objects.filter(member=member).delete()
    if deleted:
        record("relations.calendar_closed", by=member.user, workspace=member.workspace)


def wants_weekly(member: Membership) -> bool:
    """Whether the member gets the weekly letter: those who keep relations do, unless they chose otherwise."""
    chosen = WeeklyChoice.objects.filter(member=member).first()
    return chosen.wants if chosen else True


@transaction.atomic
def choose_weekly(member: Membership, *, wants: bool) -> None:
    """Keep what a member chose for themselves."""
    WeeklyChoice.objects.update_or_create(member=member, defaults={"wants": wants})
    if wants:
        record("relations.weekly_wanted", by=member.user, workspace=member.workspace)
    else:
        record("relations.weekly_stopped", by=member.user, workspace=member.workspace)


def send_weekly_letters(stop: threading.Event, *, now: datetime, address: str, today: Callable[[str], str]) -> int:
    """Write to each member what they owe, once a week, when the team first works in it; return how many left.

    That a letter is handed over is written before it is: a worker that dies in between leaves one that nobody sends again.
    address: what links begin with. today: path of the page that shows it, by the slug of a workspace.
    Nothing without a mail server, to whoever is away, or when nothing is owed.
    """
    if not can_send():
        return 0
    WeeklyLetter.objects.filter(begun_at__lt=now - KEPT).delete()
    sent = 0
    for workspace in Workspace.objects.filter(relations__isnull=False).distinct():
        if not working_time(workspace).is_working(now):
            continue
        for member in members_of(workspace):
            if stop.is_set():
                return sent
            sent += _send_weekly(member, now, address, today(workspace.slug))
    return sent


def _send_weekly(member: Membership, now: datetime, address: str, today: str) -> bool:
    local = now.astimezone(ZoneInfo(member.workspace.time_zone))
    week = f"{local.isocalendar().year}-W{local.isocalendar().week:02}"
    may = member.user.is_active and Permission.CONTACTS in permissions_of(member)
    if not may or member.is_away(local.date()) or not wants_weekly(member):
        return False
    if WeeklyLetter.objects.filter(member=member, week=week).exists():
        return False
    letter, created = WeeklyLetter.objects.get_or_create(member=member, week=week, defaults={"begun_at": now})
    context = weekly_context(member, now, address=address, today=today)
    if not created or context is None:
        return False
    language = member.user.language or member.workspace.language
    message = compose("relations/weekly", to=member.user.email, language=language, context=context)
    fate = deliver(message)
    if fate is Fate.REFUSED:
        letter.delete()  # tried again at the next round
        return False
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    return fate is Fate.SENT


def weekly_context(member: Membership, now: datetime, *, address: str, today: str) -> dict[str, object] | None:
    """What the letter of a week says; None when nothing is owed."""
    zone = ZoneInfo(member.workspace.time_zone)
    owed = duties(member.workspace, now, zone=zone, owner=member.user)
    if not owed:
        return None
    slug = member.workspace.slug
    return {
        "name": member.user.get_short_name(),
        "workspace": member.workspace.name,
        "duties": owed[:MOST_LINES],
        "lines": lambda: [line_of(duty, now.astimezone(zone).date()) for duty in owed[:MOST_LINES]],
        "more": max(len(owed) - MOST_LINES, 0),
        "today": address + today,
        "choose": address + reverse("relations:outside", args=[slug]),
    }
