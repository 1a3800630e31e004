"""An idea that was received is decided, and whoever had it is told what became of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DECIDE_WITHIN = timedelta(days=30)
TELL_WITHIN = timedelta(days=7)


class Verdict(StrEnum):
    """LATER: kept for a day that was named; they are told of that too."""

    NONE = ""
    KEPT = "kept"
    NOT = "not"
    LATER = "later"


class IdeaStep(StrEnum):
    DECIDE = "decide"
    TELL = "tell"


@dataclass(frozen=True, slots=True)
class IdeaNext:
    """What is ours to do about an idea; due_on: late from the day after."""

    step: IdeaStep
    due_on: date


def idea_next(
    *, received_on: date, verdict: Verdict, decided_on: date | None, told_on: date | None, again_on: date | None
) -> IdeaNext | None:
    """Tell the next step; None once they were told, and nothing is to be looked at again. All days are of one calendar."""
    if verdict is Verdict.NONE:
        return IdeaNext(IdeaStep.DECIDE, received_on + DECIDE_WITHIN)
    if told_on is None:
        return IdeaNext(IdeaStep.TELL, (decided_on or received_on) + TELL_WITHIN)
    if verdict is Verdict.LATER and again_on:
        return IdeaNext(IdeaStep.DECIDE, again_on)
    return None
