"""Which letter is due now, by the clock of the team."""

from datetime import UTC, datetime, timedelta

from entregent.core.working_time import WorkingTime
from entregent.watches.letter_models import Digest

SLOT = timedelta(minutes=15)  # of what is told at once, one letter a slot: a storm of posts is no storm of letters
REACHES = {Digest.DAILY: timedelta(days=1), Digest.WORKDAYS: timedelta(days=1), Digest.WEEKLY: timedelta(days=7)}


def period_of(digest: Digest, working: WorkingTime, now: datetime) -> str | None:
    """The letter of now, by the name of its period; None outside the hours of the team, and when none is due that day.

    A weekly letter goes out on the first working day of the week. A machine that was off at the opening sends later that day.
    """
    local = now.astimezone(working.zone)
    day = local.date()
    if digest == Digest.NEVER or not working.starts <= local.time() < working.ends:
        return None
    if digest != Digest.DAILY and not working.is_working_day(day):
        return None
    if digest == Digest.WEEKLY:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()


def slot_of(now: datetime) -> str:
    """The quarter of an hour of a letter that is sent at once."""
    moment = now.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H}:{moment.minute // 15 * 15:02}"
