"""A feed is a window on the last posts of a source: which of those that are missing from it were taken away? Pure."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

OLDER = 3  # known posts that the feed must still hold from before: one that stays on top for years proves nothing
STICKY = 2  # posts out of order that a feed may have


def covered_since(posts: Sequence[tuple[datetime | None, bool]]) -> datetime | None:
    """Return the date after which a post of the source would be in the feed, had it not been taken away; None: nothing is known.

    posts: the feed's, in its order: their date, and whether they were known before this reading. A feed that does not go from the
    newest to the oldest, or shows new posts alone, is no window on the past.
    """
    dates = [published for published, _ in posts if published]
    rises = sum(later > earlier for earlier, later in pairwise(dates))
    known = sorted(published for published, is_known in posts if published and is_known)
    return known[OLDER - 1] if rises <= STICKY and len(known) >= OLDER else None
