"""Published ways to find unusual days, each as a score that grows with how unusual a day is, and the threshold its authors give."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from statistics import fmean, median, stdev

from entregent.core.risk import Day, judge_volume
from entregent.core.risk.bursts import RARE, WINDOW

Counted = tuple[date, int]
Score = Callable[[Sequence[Counted], Counted], float]
NEVER = -math.inf


def own(past: Sequence[Counted], today: Counted) -> float:
    """judge_volume: minus the logarithm of the chance; 0 for a day rare enough that the place knows too well to alarm."""
    found = judge_volume([Day(day, {"": count}) for day, count in past], Day(today[0], {"": today[1]}))
    if found.chance <= RARE and not found.is_burst:
        return 0.0
    return -math.log10(max(found.chance, 1e-300))


def three_sigma(past: Sequence[Counted], today: Counted) -> float:
    """Deviations above the mean of 28 days."""
    return _deviations([count for _, count in past[-28:]], today[1])


def ears_c1(past: Sequence[Counted], today: Counted) -> float:
    """EARS C1 (Hutwagner et al. 2003): deviations above the mean of the seven days before."""
    return _deviations([count for _, count in past[-7:]], today[1])


def ears_c2(past: Sequence[Counted], today: Counted) -> float:
    """EARS C2: as C1, the last two days left out of the baseline."""
    return _deviations([count for _, count in past[-9:-2]], today[1])


def ears_c3(past: Sequence[Counted], today: Counted) -> float:
    """EARS C3: what C2 passes 1 by, over three days."""
    days = [*past, today]
    return sum(max(0.0, ears_c2(days[: len(days) - back], days[-back]) - 1) for back in (1, 2, 3))


def median_mad(past: Sequence[Counted], today: Counted) -> float:
    """The test of seasonal hybrid ESD (Hochenbaum et al. 2017), for one day: weekday medians removed, then median and MAD."""
    window = [*past[-WINDOW:], today]
    general = median(count for _, count in window)
    seasonal = [
        median([count for day, count in window if day.weekday() == weekday] or [general]) for weekday in range(7)
    ]
    rests = [count - seasonal[day.weekday()] for day, count in window]
    middle = median(rests)
    spread = 1.4826 * median(abs(rest - middle) for rest in rests)
    return (rests[-1] - middle) / max(spread, 0.5)


def kleinberg(past: Sequence[Counted], today: Counted) -> float:
    """Kleinberg's automaton (2002), two states, the upper at twice the rate, read online: how much less it costs to be there now.

    Counts as Poisson rather than shares of all posts, which are not known here; gamma 1.
    """
    counts = [count for _, count in [*past[-WINDOW:], today]]
    rate = max(fmean(counts), 0.1)
    climb = math.log(len(counts))
    low, high = 0.0, climb
    for count in counts:
        calm, busy = rate - count * math.log(rate), 2 * rate - count * math.log(2 * rate)
        low, high = min(low, high) + calm, min(low + climb, high) + busy
    return low - high


def _deviations(counts: Sequence[int], today: int) -> float:
    spread = stdev(counts) if len(counts) > 1 else 0.0
    return (today - fmean(counts)) / max(spread, 0.5) if counts else NEVER


METHODS: dict[str, tuple[Score, float]] = {
    "own": (own, -math.log10(RARE)),
    "mean + 3 sigma": (three_sigma, 3.0),
    "EARS C1": (ears_c1, 3.0),
    "EARS C2": (ears_c2, 3.0),
    "EARS C3": (ears_c3, 2.0),
    "weekday medians, MAD (S-H-ESD)": (median_mad, 3.5),
    "Kleinberg": (kleinberg, 0.0),
}
