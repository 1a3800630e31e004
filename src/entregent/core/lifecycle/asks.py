"""What may still be asked of a person: follow-ups are few, asks are counted over everything we ask, and they rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from entregent.core.lifecycle.at_work import at_work
from entregent.core.working_time import WorkingTime

MOST_FOLLOW_UPS = 2
FOLLOW_UP_WAIT = timedelta(days=7)
THANK_WITHIN = timedelta(days=14)


class Answer(StrEnum):
    """Theirs. LATER: they asked us to come back; the ask waits for the date they gave."""

    NONE = "none"
    YES = "yes"
    NO = "no"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Ask:
    """Something we asked of them, in any campaign. back_at: when they asked us to come back."""

    at: datetime
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None
    follow_ups: tuple[datetime, ...] = ()
    back_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.answer in (Answer.NONE, Answer.LATER)


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `asks` asks in `period`, and `rest` after each that they honoured. asks: 0 asks nothing any more."""

    asks: int = 3
    period: timedelta = timedelta(days=365)
    rest: timedelta = timedelta(days=60)


class Refusal(StrEnum):
    """Why not."""

    ANSWERED = "answered"
    CLOSED = "closed"
    TWICE = "twice"  # followed up as often as is decent
    TOO_SOON = "too soon"
    OPEN = "open"  # another ask waits for their answer
    SPENT = "spent"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whether to follow up now; from: when it will be right, None when it never will. left: follow-ups still decent."""

    refusal: Refusal | None
    since: datetime | None
    left: int

    @property
    def is_right(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether to ask now; since: from when it will be right, None when that depends on their answer. left: asks of the budget."""

    refusal: Refusal | None
    since: datetime | None
    left: int

    @property
    def is_right(self) -> bool:
        return self.refusal is None


def follow_up(ask: Ask, *, now: datetime, working_time: WorkingTime | None = None) -> FollowUp:
    """Tell whether following up an ask is decent: never after an answer, at most twice, a week of silence before each."""
    left = max(MOST_FOLLOW_UPS - len(ask.follow_ups), 0)
    if ask.closed_at is not None:
        return FollowUp(Refusal.CLOSED, None, 0)
    if ask.answer in (Answer.YES, Answer.NO):
        return FollowUp(Refusal.ANSWERED, None, 0)
    if not left:
        return FollowUp(Refusal.TWICE, None, 0)
    since = max((ask.at, *ask.follow_ups)) + FOLLOW_UP_WAIT
    if ask.answer is Answer.LATER:
        since = max(since, ask.back_at or since)
    since = at_work(since, working_time)
    return FollowUp(Refusal.TOO_SOON if now < since else None, since, left)


class NextKind(StrEnum):
    """What comes next of an ask, for us."""

    FOLLOW_UP = "follow up"
    LET_BE = "let be"  # followed up as often as is decent, and a week of silence since
    THANK = "thank"  # they said yes: it took place, or is about to


@dataclass(frozen=True, slots=True)
class Next:
    """The next step of an ask. due_at: from when it is right, within working hours where these are known."""

    kind: NextKind
    due_at: datetime


def next_step(ask: Ask, *, wanted_at: datetime | None = None, working_time: WorkingTime | None = None) -> Next | None:
    """Tell what is ours to do about an ask, and from when; None once it is closed or refused.

    wanted_at: when what was asked was to take place; after a yes without it, a fortnight.
    """
    if ask.closed_at is not None or ask.answer is Answer.NO:
        return None
    if ask.answer is Answer.YES:
        yes = ask.answered_at or ask.at
        return Next(NextKind.THANK, at_work(max(wanted_at or yes + THANK_WITHIN, yes), working_time))
    told = follow_up(ask, now=ask.at, working_time=working_time)
    if told.since is not None:
        return Next(NextKind.FOLLOW_UP, told.since)
    return Next(NextKind.LET_BE, at_work(max((ask.at, *ask.follow_ups)) + FOLLOW_UP_WAIT, working_time))


def may_ask(asks: Sequence[Ask], budget: Budget, *, now: datetime) -> Asking:
    """Tell whether a new ask is decent, over everything we asked of this person."""
    recent = sorted(ask.at for ask in asks if now - budget.period < ask.at <= now)
    left = max(budget.asks - len(recent), 0)
    if any(ask.is_open and ask.at <= now for ask in asks):
        return Asking(Refusal.OPEN, None, left)
    rested = max((_honoured_at(ask) + budget.rest for ask in asks if ask.answer is Answer.YES), default=now)
    if not left:
        freed = recent[-budget.asks] + budget.period if budget.asks else None
        return Asking(Refusal.SPENT, max(freed, rested) if freed else None, 0)
    if now < rested:
        return Asking(Refusal.RESTING, rested, left)
    return Asking(None, now, left)


def _honoured_at(ask: Ask) -> datetime:
    return ask.closed_at or ask.answered_at or ask.at
