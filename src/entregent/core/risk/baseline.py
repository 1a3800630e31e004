"""What is usual: a level, its weekdays and its dispersion, of which past bursts are a small part.

Source: the regression of public health (Farrington et al. 1996, made calmer by Noufaily et al. 2013): counts vary more than a
Poisson (a dispersion is estimated), past outbreaks weigh less. Here without the regression, which a few weeks cannot feed: past
outbreaks are capped at what the other days make likely, and weekdays are factors shrunk towards 1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

WEEKDAYS_FROM = 28  # days of history: four of each weekday
DOUBT = 8.0  # mentions of a usual weekday that each weekday starts from
BURSTS = 0.15  # of the past days, at most so many may be bursts
CAPPED_AT = 3.0  # standard deviations above which a past day is taken for a burst
ROUNDS = 3
DISPERSION = 2.0  # of a series of which little is known, weighing as much as DISPERSION_DAYS
DISPERSION_DAYS = 10
RECENT = 14  # days that alone make the level when they are higher: growth, the return from holidays
Levelled = Sequence[tuple[float, float]]  # counts, each with the factor of its weekday


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a day such as today has.

    mean: mentions. dispersion: variance over mean. factors: of Monday to Sunday, all 1 where the history is too short for weekdays.
    """

    mean: float
    dispersion: float
    factors: Sequence[float]


def baseline(past: Sequence[tuple[date, int]], *, today: date) -> Baseline:
    """Return what is usual on a day such as today. past: at least two days with their counts, in any order."""
    days = sorted(past)
    factors = _weekday_factors(days)
    levelled = [(float(count), factors[day.weekday()]) for day, count in days]
    mean, dispersion = _level(levelled)
    recent = _level(levelled[-RECENT:])[0] if len(days) > RECENT else mean
    mean = max(mean, recent, 0.5 / len(days))
    return Baseline(mean * factors[today.weekday()], dispersion * (1 + 1 / len(days)), factors)


def _weekday_factors(days: Sequence[tuple[date, int]]) -> list[float]:
    """The largest count of each weekday is left out: it may be a burst."""
    if len(days) < WEEKDAYS_FROM:
        return [1.0] * 7
    groups: list[list[int]] = [[] for _ in range(7)]
    for day, count in days:
        groups[day.weekday()].append(count)
    kept = [sorted(group)[:-1] for group in groups]
    general = fmean([count for group in kept for count in group] or [0])
    if not general:
        return [1.0] * 7
    return [(sum(group) + DOUBT) / (len(group) * general + DOUBT) for group in kept]


def _level(days: Levelled) -> tuple[float, float]:
    """Mean of a day of factor 1, and dispersion, past bursts capped."""
    ordered = sorted(days, key=lambda day: day[0] / day[1])
    usual = ordered[: -math.ceil(BURSTS * len(ordered))]
    mean, dispersion = _moments(usual)
    for _ in range(ROUNDS):
        least = max(mean, 0.5 / len(ordered))
        caps = {f: least * f + CAPPED_AT * math.sqrt(dispersion * least * f) for _, f in days}
        highest = usual[-1][0] / usual[-1][1]
        mean, dispersion = _moments([(min(count, max(caps[f], highest * f)), f) for count, f in ordered])
    return mean, dispersion


def _moments(days: Levelled) -> tuple[float, float]:
    mean = sum(count for count, _ in days) / sum(factor for _, factor in days)
    freedom = max(len(days) - 1, 1)
    own = sum((count - mean * f) ** 2 / (mean * f) for count, f in days) / freedom if mean else 1.0
    return mean, max((own * freedom + DISPERSION * DISPERSION_DAYS) / (freedom + DISPERSION_DAYS), 1.0)
