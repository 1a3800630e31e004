"""When to read a source again: a pure function of what its last readings gave."""

from datetime import timedelta

# A newspaper publishes hourly, a blog weekly: one hour loses nobody's patience and is kind to small hosts. The rhythm of each
# source will be learnt from its own history; until then this is the one every source starts with.
USUAL = timedelta(hours=1)
LONGEST = timedelta(days=1)


def next_reading(*, failures: int, retry_after: timedelta | None = None) -> timedelta:
    """Return how long to wait before reading again.

    failures: readings that failed in a row, 0 after a success: the wait doubles with each, up to a day.
    retry_after: what the site itself asked for; never shortened, except that a week is the most we believe.
    """
    waited = min(USUAL * 2 ** min(failures, 10), LONGEST) if failures else USUAL
    if retry_after is not None:
        waited = max(waited, min(retry_after, timedelta(days=7)))
    return waited
