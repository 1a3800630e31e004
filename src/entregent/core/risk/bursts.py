"""Unusual volume: is today more than this place's days have shown, and how unusual is that?

The method and what it was compared with: docs/decisions/0024-unusual-volume.md, evaluation/bursts.py.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from entregent.core.risk.baseline import WEEKDAYS_FROM, baseline
from entregent.core.risk.chances import chance_of_at_least, quantile
from entregent.core.risk.days import Day

ENOUGH = 14  # days of history: two of each weekday
WINDOW = 56  # days looked at: eight of each weekday
LEAST = 5  # mentions: fewer are read one by one
RARE = 1e-3  # chance below which a day is unusual: evaluation/bursts
EXCEPTIONAL = 1e-6
SURPASSED = 0.05  # of the past days, so many may have had as much: else the place knows such days
WIDE = 0.1  # what is usual leaves out a tenth of the days on each side


class Verdict(StrEnum):
    """What may be said of a day."""

    TOO_SOON = "too soon"  # not enough history
    USUAL = "usual"
    UNUSUAL = "unusual"
    EXCEPTIONAL = "exceptional"


@dataclass(frozen=True, slots=True)
class Volume:
    """Today's mentions beside what is usual by this hour.

    count: today's, of the sources compared. usual: lowest and highest count of four usual days out of five, by this hour; None
    without history. chance: how likely a usual day has as many by now, 1 without history. as_many: past days with as many or more
    in all, of `days` compared. by_weekday: whether the weekday was counted with. newcomers: today's mentions of sources too new to
    compare.
    """

    verdict: Verdict
    count: int
    days: int
    usual: tuple[int, int] | None = None
    expected: float = 0.0
    chance: float = 1.0
    as_many: int = 0
    by_weekday: bool = False
    newcomers: Mapping[str, int] | None = None

    @property
    def is_burst(self) -> bool:
        return self.verdict in (Verdict.UNUSUAL, Verdict.EXCEPTIONAL)


def judge_volume(
    past: Sequence[Day],
    today: Day,
    *,
    share: float = 1.0,
    since: Mapping[str, date] | None = None,
    quiet: Collection[date] = (),
) -> Volume:
    """Return how today compares with the days before it.

    past: days before today, in any order, the empty ones too; the last 56 count. share: of a day's mentions usually heard by this
    hour (`share_of_day`), 0 to 1. since: when a source was first followed, where that is within the history: its mentions are left
    out until it has fourteen days. quiet: holidays and closures, left out of the history where enough days remain.
    """
    left_out = _newcomers(since or {}, today.day)
    days = _compared([day for day in past if day.day < today.day], quiet)
    counted = [(day.day, _count(day, left_out)) for day in days]
    count = _count(today, left_out)
    newcomers = {source: today.by_source[source] for source in sorted(left_out) if today.by_source.get(source)}
    if len(days) < ENOUGH:
        return Volume(Verdict.TOO_SOON, count, len(days), newcomers=newcomers)
    usual = baseline(counted, today=today.day)
    expected = max(usual.mean * min(max(share, 0.0), 1.0), 0.5 / len(days))
    chance = chance_of_at_least(count, mean=expected, dispersion=usual.dispersion)
    of_today = usual.factors[today.day.weekday()]
    known = sum(past_count / usual.factors[day.weekday()] >= count / of_today for day, past_count in counted)
    return Volume(
        _verdict(count, chance, known=known, days=len(days)),
        count,
        len(days),
        usual=(
            quantile(1 - WIDE, mean=expected, dispersion=usual.dispersion),
            quantile(WIDE, mean=expected, dispersion=usual.dispersion),
        ),
        expected=expected,
        chance=chance,
        as_many=sum(past_count >= count for _, past_count in counted),
        by_weekday=len(days) >= WEEKDAYS_FROM,
        newcomers=newcomers,
    )


def _verdict(count: int, chance: float, *, known: int, days: int) -> Verdict:
    """known: past days with as many, for their weekday."""
    if count < LEAST or chance > RARE or known > max(1, math.floor(SURPASSED * days)):
        return Verdict.USUAL
    return Verdict.EXCEPTIONAL if chance <= EXCEPTIONAL and not known else Verdict.UNUSUAL


def _newcomers(since: Mapping[str, date], today: date) -> frozenset[str]:
    return frozenset(source for source, first in since.items() if first > today - timedelta(days=ENOUGH))


def _compared(past: Sequence[Day], quiet: Collection[date]) -> list[Day]:
    """The last days, holidays left out where fourteen others remain."""
    last = sorted(past, key=lambda day: day.day)[-WINDOW:]
    working = [day for day in last if day.day not in quiet]
    return working if len(working) >= ENOUGH else last


def _count(day: Day, left_out: Collection[str]) -> int:
    return sum(count for source, count in day.by_source.items() if source not in left_out)
