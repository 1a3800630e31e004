"""When a team works: deadlines in working hours, across nights, week-ends, days off and changes of the clock."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from entregent.core.errors import EntregentError

LONGEST_BREAK = 400  # days: a year closed and a month to come back; beyond, the team does not work any more


class NeverAtWorkError(EntregentError):
    """The team does not work within LONGEST_BREAK days after `moment`: no deadline can be said."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment.isoformat())
        self.moment = moment


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A team's week and its days off. Moments are aware, in any zone; those given back are UTC.

    weekdays: Monday is 0. starts, ends: of the clock in `zone`. days_off: dates on which the team does not work.
    An hour counts as it passes: where the clock goes forward between `starts` and `ends`, that day is shorter.
    """

    weekdays: frozenset[int]
    starts: time
    ends: time
    zone: ZoneInfo
    days_off: Container[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.days_off

    def is_working(self, moment: datetime) -> bool:
        """Whether the team is at work; not any more at the minute when the day ends."""
        hours = self._hours(self._day(moment))
        return hours is not None and hours[0] <= moment < hours[1]

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself when the team is at work, otherwise when it begins again. Raises NeverAtWorkError."""
        opens, _ = next(self._stretches(moment))
        return opens

    def add_working_hours(self, moment: datetime, hours: float) -> datetime:
        """The moment by which `hours` of work have passed: the deadline of an answer.

        It is within working hours, the end of a day included; for no hour at all, the next opening. Raises NeverAtWorkError,
        and ValueError for fewer hours than none.
        """
        left = timedelta(hours=hours)
        if left < timedelta():
            raise ValueError(hours)
        for opens, closes in self._stretches(moment):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise NeverAtWorkError(moment)  # not reached: the stretches end by raising it

    def working_hours_between(self, a: datetime, b: datetime) -> float:
        """Hours of work from a to b; below zero when b comes first."""
        if b < a:
            return -self.working_hours_between(b, a)
        worked = timedelta()
        day, last = self._day(a), self._day(b)
        while day <= last:
            hours = self._hours(day)
            if hours:
                worked += max(min(hours[1], b) - max(hours[0], a), timedelta())
            day += timedelta(days=1)
        return worked / timedelta(hours=1)

    def _stretches(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working hours day after day, from `moment` on: the first is what is left of its day. Raises NeverAtWorkError."""
        day, idle = self._day(moment), 0
        while idle <= LONGEST_BREAK:
            hours = self._hours(day)
            if hours and moment < hours[1]:
                yield max(hours[0], moment.astimezone(UTC)), hours[1]
                idle = 0
            else:
                idle += 1
            day += timedelta(days=1)
        raise NeverAtWorkError(moment)

    def _hours(self, day: date) -> tuple[datetime, datetime] | None:
        """When the team begins and ends on a day, in UTC, where a difference is time that passes (PEP 495)."""
        if not self.is_working_day(day):
            return None
        opens, closes = (datetime.combine(day, at, self.zone).astimezone(UTC) for at in (self.starts, self.ends))
        return (opens, closes) if opens < closes else None

    def _day(self, moment: datetime) -> date:
        if moment.tzinfo is None:
            raise ValueError(moment)
        return moment.astimezone(self.zone).date()
