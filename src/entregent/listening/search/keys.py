"""The order of the stream as one number, so that an index can hand out the newest posts first and stop."""

from datetime import UTC, datetime, timedelta

BITS = 36  # for the post's number: 68 thousand million posts; with minutes until the year 2225, it fits 63 bits
MASK = (1 << BITS) - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def key_of(published_at: datetime, post: int) -> int:
    """Return the place of a post: by the minute in which it was published, then by its number."""
    return ((published_at - EPOCH) // MINUTE << BITS) | post


def post_of(key: int) -> int:
    return key & MASK


def source_term(source: int) -> str:
    """The term that stands first in the title of each post of a source; no question can hold it."""
    return f"§{source}"
