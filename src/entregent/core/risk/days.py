"""Days of a place: how many mentions each holds, by source, and how much of a day has usually been heard at an hour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

# Assumed where nothing is known yet, not measured: four fifths of a day are heard from 8 to 22.
NIGHT, DAYLIGHT = 0.02, 0.8 / 14
PLAIN = tuple(DAYLIGHT if 8 <= hour < 22 else NIGHT for hour in range(24))
TRUSTED = 200  # mentions: with as many, the workspace's own hours weigh as much as the plain day


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the workspace, with the mentions of each source; a source without any may be left out."""

    day: date
    by_source: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.by_source.values())


def count_days(heard: Iterable[tuple[datetime, str]], *, zone: tzinfo, first: date, last: date) -> list[Day]:
    """Return every day from first to last, both included, oldest first, empty ones too.

    heard: aware moment and source of each mention, in any order; those outside are left out.
    zone: where the days begin. A day on which the clock changes is one day.
    """
    counts: dict[date, Counter[str]] = {}
    for moment, source in heard:
        counts.setdefault(moment.astimezone(zone).date(), Counter())[source] += 1
    length = (last - first).days + 1
    return [Day(day, dict(counts.get(day, {}))) for day in (first + timedelta(days=n) for n in range(length))]


def share_of_day(by_hour: Mapping[int, int], *, hour: float) -> float:
    """Return the share of a day's mentions usually heard by that hour, from 0 to 1.

    by_hour: mentions of past days in each hour of the workspace's clock, 0 to 23. hour: 13.5 is half past one in the afternoon.
    """
    total = sum(by_hour.values())
    shares = [(by_hour.get(each, 0) + TRUSTED * PLAIN[each]) / (total + TRUSTED) for each in range(24)]
    whole = min(max(int(hour), 0), 24)
    begun = shares[whole] * (hour - whole) if 0 <= hour < 24 else 0.0
    return min(sum(shares[:whole]) + begun, 1.0)
