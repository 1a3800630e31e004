"""Moments at which something is asked of the team: within its working hours, where these are known."""

from datetime import datetime

from entregent.core.working_time import NeverAtWorkError, WorkingTime


def at_work(moment: datetime, working_time: WorkingTime | None) -> datetime:
    """The moment, or when the team is next at work; the moment itself for a team that never is."""
    if working_time is None:
        return moment
    try:
        return working_time.next_opening(moment)
    except NeverAtWorkError:
        return moment
