"""Polling: real dates of posts, read at a fixed interval and at the rhythm of each source: readings for each post, and delays."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.rows import Row
from entregent.connectors.feed.parse import NotAFeedError, parse_feed
from entregent.core.polling import ENOUGH, next_reading
from evaluation.floors import measured
from tests.real.posts import jamstatic, putaindecode

CASE = "polling"
REMEMBERED = 20  # dates that a source keeps (listening)
LEAST = 10  # posts of a source, the first of which are its past
LONGEST = timedelta(days=730)  # of a history; beyond, a source is read for nothing whatever one does
Wait = Callable[[Sequence[datetime], datetime], timedelta]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a way of reading gave over all sources: delays in hours, sorted."""

    readings: int
    empty: int
    delays: list[float]

    def delay(self, share: float) -> float:
        return self.delays[min(int(share * len(self.delays)), len(self.delays) - 1)]


def rows(shared: Path) -> Iterator[Row]:
    histories = list(dated(shared))
    yield measured(CASE, "sources", len(histories), "")
    yield measured(CASE, "posts", sum(len(dates) - ENOUGH for dates in histories), "")
    own = simulate(histories, lambda dates, now: next_reading(failures=0, dates=dates, now=now))
    yield from described("own rhythm", own)
    for hours in (1, 2, 4):
        yield from described(f"every {hours} h", simulate(histories, always(timedelta(hours=hours))))
    same = fixed_with_delay(histories, sum(own.delays) / len(own.delays))
    yield from described("fixed, at the same mean delay", same)
    yield measured(
        CASE,
        "own rhythm: readings, of those at a fixed interval with the same mean delay",
        own.readings / same.readings,
        "",
    )


def described(name: str, found: Simulated) -> Iterator[Row]:
    yield measured(CASE, f"{name}: readings a post", found.readings / len(found.delays), "")
    yield measured(CASE, f"{name}: empty readings a post", found.empty / len(found.delays), "")
    yield measured(CASE, f"{name}: mean delay", sum(found.delays) / len(found.delays), "h")
    yield measured(CASE, f"{name}: delay, p50", found.delay(0.5), "h")
    yield measured(CASE, f"{name}: delay, p95", found.delay(0.95), "h")


def dated(shared: Path) -> Iterator[list[datetime]]:
    """Dates of the posts of each source that has enough of them: two blogs over years, and real feeds."""
    found = [[post.published for post in jamstatic(shared)], [post.published for post in putaindecode(shared)]]
    for folder in ("feed-rs-fixtures", "miniflux-testdata", "feedparser-tests", "feedvalidator-tests", "reader-tests"):
        for file in sorted((shared / folder).rglob("*")):
            if file.suffix in (".xml", ".json", ".rss", ".atom") and file.is_file():
                try:
                    feed = parse_feed(file.read_bytes(), address="https://feed.example/")
                except NotAFeedError:
                    continue
                found.append([post.published for post in feed.posts if post.published])
    for given in found:
        dates = sorted(set(given))
        recent = [date for date in dates if date > dates[-1] - LONGEST] if dates else []
        if len(recent) >= LEAST:
            yield recent


def simulate(histories: Sequence[list[datetime]], wait: Wait) -> Simulated:
    """Read each source from its fourth post to its last, and to the first reading that finds it."""
    readings = empty = 0
    delays: list[float] = []
    for dates in histories:
        now, seen = dates[ENOUGH - 1], ENOUGH
        while seen < len(dates):
            now += wait(dates[max(0, seen - REMEMBERED) : seen], now)
            there = bisect_right(dates, now)
            readings, empty = readings + 1, empty + (there == seen)
            delays += [(now - date) / timedelta(hours=1) for date in dates[seen:there]]
            seen = there
    return Simulated(readings, empty, sorted(delays))


def fixed_with_delay(histories: Sequence[list[datetime]], mean: float) -> Simulated:
    """The fixed interval with that mean delay in hours, to the minute."""
    minutes = range(5, 3 * 24 * 60)

    def delay(minute: int) -> float:
        found = simulate(histories, always(timedelta(minutes=minute)))
        return sum(found.delays) / len(found.delays)

    at = bisect_left(minutes, mean, key=delay)
    return simulate(histories, always(timedelta(minutes=minutes[at])))


def always(interval: timedelta) -> Wait:
    return lambda _dates, _now: interval
