"""Deadlines of answers, in words: what the hours of a workspace mean for something heard now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.accounts.days import clock_words, day_words
from entregent.accounts.holidays import working_time_of
from entregent.accounts.models import Workspace
from entregent.core.working_time import NeverAtWorkError, WorkingTime
from entregent.ui.dates import date_format

EXAMPLES: tuple[tuple[str, Promise], ...] = (
    ("question_hours", gettext_lazy("A question heard now should be answered by %(day)s at %(time)s.")),
    ("criticism_hours", gettext_lazy("Criticism heard now should be answered by %(day)s at %(time)s.")),
    ("attack_hours", gettext_lazy("An attack heard now should be answered by %(day)s at %(time)s.")),
)


@dataclass(frozen=True, slots=True)
class Examples:
    """now: whether the team is at work, in a sentence. deadlines: one sentence for each sort of thing heard."""

    now: str
    deadlines: list[str]


def examples_of(workspace: Workspace, now: datetime) -> Examples:
    """What the workspace's hours mean for something heard now; no deadline when the team never works."""
    working = working_time_of(workspace)
    try:
        due = [
            sentence % _said(working.add_working_hours(now, getattr(workspace, field)).astimezone(working.zone), now)
            for field, sentence in EXAMPLES
        ]
    except NeverAtWorkError:
        return Examples(_("With these days, the team does not work at all for more than a year."), [])
    return Examples(_now(working, now), due)


def _now(working: WorkingTime, now: datetime) -> str:
    if working.is_working(now):
        return _("The team is at work now.")
    opening = working.next_opening(now).astimezone(working.zone)
    return _("The team is off now, and back %(day)s at %(time)s.") % _said(opening, now)


def _said(moment: datetime, now: datetime) -> dict[str, str]:
    return {"day": _near_day(moment, now), "time": clock_words(moment.time())}


def _near_day(moment: datetime, now: datetime) -> str:
    """today, tomorrow, Monday; from a week on, with the date."""
    day, today = moment.date(), now.astimezone(moment.tzinfo).date()
    if day == today:
        return _("today")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    if day < today + timedelta(days=7):
        return date_format(day, "l")
    return day_words(day)
