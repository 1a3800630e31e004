"""When something that was put aside comes back: the choices offered, in the time of the team."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import working_time
from entregent.core.working_time import NeverAtWorkError

FARTHEST = timedelta(days=366)
LATER: dict[str, Promise] = {
    "tomorrow": _("Tomorrow morning"),
    "work": _("The next working day"),
    "week": _("Next week"),
}


def moment_of(workspace: Workspace, choice: str, now: datetime) -> datetime:
    """When a choice of LATER is, or the day 2026-05-31: at the hour when the team begins. Raises ValueError for anything else."""
    zone = ZoneInfo(workspace.time_zone)
    today = now.astimezone(zone).date()
    choices: dict[str, Callable[[], date]] = {
        "tomorrow": lambda: today + timedelta(days=1),
        "work": lambda: _next_working_day(workspace, today),
        "week": lambda: today + timedelta(days=7 - today.weekday()),
    }
    day = choices[choice]() if choice in choices else date.fromisoformat(choice)
    if not today < day <= today + FARTHEST:
        raise ValueError(choice)
    return _at(day, workspace.work_starts, zone)


def _next_working_day(workspace: Workspace, today: date) -> date:
    working = working_time(workspace)
    try:
        opening = working.next_opening(_at(today + timedelta(days=1), time(0), working.zone))
    except NeverAtWorkError:
        return today + timedelta(days=1)
    return opening.astimezone(working.zone).date()


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """That hour of the clock on that day; where the clock goes forward over it, as much later."""
    return datetime.combine(day, hour, zone)
