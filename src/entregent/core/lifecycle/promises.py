"""Whether a promise is kept, ours or theirs."""

from datetime import date
from enum import StrEnum


class PromiseState(StrEnum):
    OPEN = "open"
    TODAY = "today"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept late"
    RELEASED = "released"  # whom it was made to no longer needs it


def promise_state(
    *, due: date, today: date, kept_on: date | None = None, released_on: date | None = None
) -> PromiseState:
    """All days are of the workspace's calendar. A promise is late from the day after it was due."""
    if kept_on is not None:
        return PromiseState.KEPT if kept_on <= due else PromiseState.KEPT_LATE
    if released_on is not None:
        return PromiseState.RELEASED
    if today == due:
        return PromiseState.TODAY
    return PromiseState.LATE if today > due else PromiseState.OPEN
