"""When to read a source again: a pure function of its own history."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import sqrt

USUAL = timedelta(hours=1)  # for a source of which nothing is known yet: a newspaper publishes hourly, a blog weekly
SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(days=1)
PUSHED = timedelta(hours=12)  # a hub tells of each post; what it forgets is found twice a day
HUB_DELAY = timedelta(hours=1)  # hubs push within seconds, and try for about an hour when a subscriber does not answer
HOUR = timedelta(hours=1)
ENOUGH = 4  # posts from which a rhythm is told
# Of all ways to share readings out among sources, waits that grow as the square root of the time between two posts give the least
# delay for each post (Cho and Garcia-Molina, “Effective page refresh policies”, 2003). SPARING sets how many: evaluation/polling
# (0.3: 23 readings a post, against 77 of the fixed interval with the same mean delay of an hour).
SPARING = 0.3


def next_reading(
    *,
    failures: int,
    retry_after: timedelta | None = None,
    dates: Sequence[datetime] = (),
    now: datetime | None = None,
    is_pushed: bool = False,
) -> timedelta:
    """Return how long to wait before reading again.

    failures: readings that failed in a row, 0 after a success: the wait doubles with each, up to a day.
    retry_after: what the site itself asked for; never shortened, except that a week is the most we believe.
    dates: of its last posts, in any order. now: of the reading; without it, a long silence is not counted.
    is_pushed: a hub tells us of new posts.
    """
    waited = PUSHED if is_pushed else rhythm(dates, now=now)
    if failures:
        waited = min(USUAL * 2 ** min(failures, 10), LONGEST)
    if retry_after is not None:
        waited = max(waited, min(retry_after, timedelta(days=7)))
    return waited


def hub_kept_up(new: Sequence[datetime], *, now: datetime) -> bool:
    """Whether a reading of a pushed source found nothing but what its hub may still be about to push; else it is read as before.

    new: dates of the posts that this reading brought.
    """
    return all(published >= now - HUB_DELAY for published in new)


def rhythm(dates: Sequence[datetime], *, now: datetime | None) -> timedelta:
    """Return the wait that suits a source which published on these dates, from a quarter of an hour to a day.

    Half of the times between its last posts are shorter than the one that counts, so that a holiday does not; a silence longer
    than that one counts by itself.
    """
    known = sorted(dates)
    if len(known) < ENOUGH:
        return USUAL
    gaps = sorted(later - earlier for earlier, later in pairwise(known))
    usual = (known[-1] - known[0]) / len(gaps)
    silence = now - known[-1] if now else timedelta(0)
    gap = max((gaps[len(gaps) // 2] + usual) / 2, silence)
    wait: timedelta = min(max(SPARING * sqrt(gap / HOUR) * HOUR, SHORTEST), LONGEST)
    return wait
