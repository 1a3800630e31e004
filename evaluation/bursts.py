"""Unusual volume: real crises laid over drawn days, weeks of real accounts, and the published methods beside ours.

The shapes are real (CrisisLex T26: the hour of each tweet stands in its number); the quiet days are drawn, for no data with a quiet
history and known events was found. Weeks of the members of parliament are real, and hold few known events.
"""

import csv
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from benchmarks.rows import Row
from entregent.core.risk import Day, judge_volume, share_of_day
from entregent.core.risk.bursts import LEAST
from evaluation.burst_methods import METHODS, Counted, Score
from evaluation.floors import measured

CASE = "bursts"
TWITTER_EPOCH = 1_288_834_974_657  # milliseconds: what the numbers of tweets count from
MONDAY = date(2026, 1, 5)
HISTORY, JUDGED = 56, 60
ON = 0.1  # of its highest day: from there a day belongs to the crisis
IN_TIME = 3  # days from its first in which a crisis must be found
# Weeks with an event that set all of French politics talking, by the day of the next reading.
KNOWN_WEEKS = {
    "attacks of 13 November 2015": date(2015, 11, 14),
    "attack of Nice, 14 July 2016": date(2016, 7, 15),
    "first round of 23 April 2017": date(2017, 4, 24),
    "yellow vests, December 2018": date(2018, 12, 4),
    "Notre-Dame, 15 April 2019": date(2019, 4, 16),
    "lockdown of 17 March 2020": date(2020, 3, 17),
}


@dataclass(frozen=True, slots=True)
class Series:
    """Days of a watch: counts, the days of its crisis (empty when there is none), past spikes that are neither."""

    days: list[Counted]
    crisis: range
    neither: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a method gave: scores of quiet days, of days in a crisis, and for each crisis its scores on the first days."""

    quiet: list[float]
    in_crisis: list[float]
    first_days: list[list[float]]

    def false_alarms(self, threshold: float) -> float:
        return 30 * sum(score >= threshold for score in self.quiet) / len(self.quiet)

    def recall(self, threshold: float) -> float:
        return sum(max(scores) >= threshold for scores in self.first_days) / len(self.first_days)

    def precision(self, threshold: float) -> float:
        right = sum(score >= threshold for score in self.in_crisis)
        return right / max(right + sum(score >= threshold for score in self.quiet), 1)

    def delay(self, threshold: float) -> float:
        """Mean days from the first day of a crisis to the alarm, of those found."""
        waits = [next((n for n, score in enumerate(scores) if score >= threshold), None) for scores in self.first_days]
        known = [wait for wait in waits if wait is not None]
        return sum(known) / max(len(known), 1)

    def threshold_for(self, false_alarms: float) -> float:
        """The lowest threshold with no more false alarms for 30 days."""
        allowed = int(false_alarms * len(self.quiet) / 30)
        return sorted(self.quiet, reverse=True)[allowed] + 1e-9


def rows(shared: Path) -> Iterator[Row]:
    crises = list(_crises(shared / "crisislex/data/CrisisLexT26"))
    yield measured(CASE, "crises", len(crises), "")
    halves = {"tuned on": (crises[::2], 1), "held back": (crises[1::2], 2)}
    for half, (kept, seed) in halves.items():
        yield from _compared(half, list(_planted(kept, random.Random(seed))))  # noqa: S311 - a draw, not a secret
    yield from _hours(crises[1::2])
    yield from _accounts(shared / "mp-twitter-timeseries/deputes_weekly_2015-2020H1.csv")


def _crises(folder: Path) -> Iterator[list[datetime]]:
    """Moments of the tweets of each crisis from the day it began, in order of name."""
    for file in sorted(folder.glob("*/*-tweets_labeled.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            numbers = [row[0].strip(" '\"") for row in csv.reader(opened)]
        moments = sorted(_moment(int(number)) for number in numbers if number.isdecimal())
        per_day = Counter(moment.date() for moment in moments)
        first = min(day for day, count in per_day.items() if count >= ON * max(per_day.values()))
        yield [moment for moment in moments if moment.date() >= first]


def _moment(number: int) -> datetime:
    return datetime.fromtimestamp(((number >> 22) + TWITTER_EPOCH) / 1000, UTC)


def _planted(crises: Sequence[Sequence[datetime]], draw: random.Random) -> Iterator[Series]:
    """For each kind of watch and each size of crisis, one crisis on days of its own."""
    at = 0
    for mean in (0.3, 2.0, 10.0, 60.0, 300.0):
        for kind in ("plain", "weekends", "holiday", "half the days", "newsletter", "growth", "past spike"):
            for times in (3, 10):
                counts = _quiet_days(kind, mean, draw)
                neither = frozenset({HISTORY - 12}) if kind == "past spike" else frozenset()
                begins = HISTORY + draw.randrange(20, 40)
                shape = _shape(crises[at % len(crises)], highest=max(times * mean, 2.0 * LEAST))
                for n, more in enumerate(shape):
                    if begins + n < len(counts):
                        counts[begins + n] += more
                at += 1
                days = [(MONDAY + timedelta(days=n), count) for n, count in enumerate(counts)]
                yield Series(days, range(begins, begins + len(shape)), neither)


def _shape(moments: Sequence[datetime], *, highest: float) -> list[int]:
    """Counts of each day from the first to the last that belongs to the crisis, the highest being as told."""
    per_day = Counter((moment.date() - moments[0].date()).days for moment in moments)
    top = max(per_day.values())
    last = max(day for day, count in per_day.items() if count >= ON * top)
    return [round(highest * per_day[day] / top) for day in range(last + 1)]


def _quiet_days(kind: str, mean: float, draw: random.Random) -> list[int]:
    """Counts drawn from a negative binomial of variance 2 to 4 times its mean, with what the kind does to it."""
    dispersion = draw.choice((1.3, 2.0, 4.0))
    counts = []
    for n in range(HISTORY + JUDGED):
        level = mean * (0.35 if kind != "plain" and n % 7 in (5, 6) else 1.0)
        level *= 0.3 if kind == "holiday" and 40 <= n < 54 else 1.0
        level *= 1.01**n if kind == "growth" else 1.0
        level *= 6.0 if kind == "newsletter" and n % 7 == 1 else 1.0
        silent = kind == "half the days" and draw.random() < 0.5
        counts.append(0 if silent else _drawn(level, dispersion, draw))
    if kind == "past spike":
        counts[HISTORY - 12] += round(10 * mean) + 10
    return counts


def _drawn(mean: float, dispersion: float, draw: random.Random) -> int:
    """Gamma, then Poisson; beyond 500 the Poisson is a rounded normal."""
    rate = draw.gammavariate(mean / (dispersion - 1), dispersion - 1)
    if rate > 500:
        return max(0, round(draw.gauss(rate, math.sqrt(rate))))
    count, product, bound = -1, 1.0, math.exp(-rate)
    while product > bound:
        product *= draw.random()
        count += 1
    return count


def _compared(half: str, series: Sequence[Series]) -> Iterator[Row]:
    started = time.process_time()
    found = {"own": _scored(METHODS["own"][0], series)}
    spent = time.process_time() - started
    yield measured(CASE, f"a verdict, {half}, CPU", 1e3 * spent / (len(series) * JUDGED), "ms")
    found |= {name: _scored(score, series) for name, (score, _) in METHODS.items() if name != "own"}
    alarms = found["own"].false_alarms(METHODS["own"][1])
    for name, given in found.items():
        threshold = METHODS[name][1]
        about = f"{half}, {name}"
        yield measured(CASE, f"{about}: crises found", given.recall(threshold))
        yield measured(CASE, f"{about}: alarms that are right", given.precision(threshold))
        yield measured(CASE, f"{about}: false alarms in 30 quiet days", given.false_alarms(threshold), "")
        yield measured(CASE, f"{about}: mean delay", given.delay(threshold), "days")
        if name != "own":
            same = given.threshold_for(alarms)
            yield measured(CASE, f"{about}: crises found at our false alarms", given.recall(same))


def _scored(score: Score, series: Sequence[Series]) -> Found:
    """A day below the least count worth an alarm scores nothing, whatever the method."""
    found = Found([], [], [])
    for one in series:
        first: list[float] = []
        for n in range(HISTORY, len(one.days)):
            value = score(one.days[:n], one.days[n]) if one.days[n][1] >= LEAST else -math.inf
            if n in one.crisis:
                found.in_crisis.append(value)
                first += [value] if n < one.crisis.start + IN_TIME else []
            elif n not in one.neither and n < one.crisis.start:
                found.quiet.append(value)
        found.first_days.append(first)
    return found


def _hours(crises: Sequence[Sequence[datetime]]) -> Iterator[Row]:
    """Hours from the first tweet of a crisis to the alarm, judged at the end of each hour, on a watch of ten mentions a day."""
    waits = []
    draw = random.Random(3)  # noqa: S311 - a draw, not a secret
    for moments in crises:
        past = [Day(MONDAY + timedelta(days=n), {"": _drawn(10, 2, draw)}) for n in range(HISTORY)]
        usual = _drawn(10, 2, draw)
        per_day = Counter(moment.date() for moment in moments)
        scale = 50 / max(per_day.values())  # five times a usual day on its highest
        today = [moment for moment in moments if moment.date() == moments[0].date()]
        for hour in range(today[0].hour + 1, 25):
            share = share_of_day({}, hour=hour)
            heard = round(usual * share + scale * sum(moment.hour < hour for moment in today))
            if judge_volume(past, Day(past[-1].day + timedelta(days=1), {"": heard}), share=share).is_burst:
                waits.append(hour - today[0].hour)
                break
    yield measured(CASE, "held back: crises of five usual days found on their first day", len(waits) / len(crises))
    yield measured(CASE, "held back: hours to the alarm, median", sorted(waits)[len(waits) // 2], "h")


def _accounts(file: Path) -> Iterator[Row]:
    """Weeks in the place of days: tweets of each member of parliament, and of all of them."""
    read: dict[str, dict[date, int]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row["tweets"]:
                read[row["slug"]][date.fromisoformat(row["date"])] = int(row["tweets"])
    weeks = {slug: _differences(counts) for slug, counts in read.items()}
    for name in ("own", "mean + 3 sigma", "weekday medians, MAD (S-H-ESD)", "Kleinberg"):
        score, threshold = METHODS[name]
        judged = flagged = 0
        for counts in list(weeks.values())[::20]:
            as_days = [(MONDAY + timedelta(days=n), count) for n, (_, count) in enumerate(counts)]
            scores = [score(as_days[:n], as_days[n]) for n in range(HISTORY, len(as_days)) if as_days[n][1] >= LEAST]
            judged, flagged = judged + max(len(as_days) - HISTORY, 0), flagged + sum(s >= threshold for s in scores)
        yield measured(CASE, f"weeks of an account, {name}: alarms in 30", 30 * flagged / judged, "")
    yield from _assembly(weeks)


def _differences(counts: dict[date, int]) -> list[Counted]:
    dates = sorted(counts)
    return [(later, max(counts[later] - counts[day], 0)) for day, later in pairwise(dates)]


def _assembly(weeks: dict[str, list[Counted]]) -> Iterator[Row]:
    """Tweets of a member in a week, on average, by the hundred so that they are counts."""
    together: dict[date, list[int]] = defaultdict(list)
    for counts in weeks.values():
        for day, count in counts:
            together[day].append(count)
    days = [(day, round(100 * sum(each) / len(each))) for day, each in sorted(together.items()) if len(each) > 100]
    as_days = [(MONDAY + timedelta(days=n), count) for n, (_, count) in enumerate(days)]
    for name, (score, threshold) in METHODS.items():
        flags = {day: score(as_days[:n], as_days[n]) >= threshold for n, (day, _) in enumerate(days) if n >= 14}
        hits = {event: _next_reading(flags, when) for event, when in KNOWN_WEEKS.items()}
        yield measured(CASE, f"weeks of the Assembly, {name}: known events found", sum(hits.values()), "of 6")
        yield measured(CASE, f"weeks of the Assembly, {name}: weeks flagged", sum(flags.values()), f"of {len(flags)}")


def _next_reading(flags: dict[date, bool], when: date) -> bool:
    """Whether the week that holds the event, or the next, was flagged."""
    after = [flag for day, flag in sorted(flags.items()) if day >= when]
    return any(after[:2])
