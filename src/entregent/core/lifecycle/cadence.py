"""When a word is due: an ideal and a longest interval, restarted by any real exchange and by nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from entregent.core.lifecycle.at_work import at_work
from entregent.core.lifecycle.exchanges import Exchange, last_real
from entregent.core.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Cadence:
    """ideal: after how long a word would be good. longest: after how long the silence is a fault of ours.

    Raises ValueError unless 0 < ideal <= longest.
    """

    ideal: timedelta
    longest: timedelta

    def __post_init__(self) -> None:
        if not timedelta() < self.ideal <= self.longest:
            raise ValueError(self)


class Silence(StrEnum):
    """What the silence since the last real exchange asks for."""

    NONE = "none"
    PLANNED = "planned"  # the next exchange has a date, before the silence is too long
    DUE = "due"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Touch:
    """since: of the last real exchange, or of the beginning. due_at, alarm_at: within working hours, where these are known."""

    silence: Silence
    since: datetime
    due_at: datetime
    alarm_at: datetime
    planned_at: datetime | None = None


def touch(
    exchanges: Sequence[Exchange],
    cadence: Cadence,
    *,
    began_at: datetime,
    now: datetime,
    working_time: WorkingTime | None = None,
) -> Touch:
    """Say whether a word is due. began_at: of the relation, for one in which nothing real has passed yet."""
    latest = last_real(exchanges, now)
    since = latest.at if latest else began_at
    due_at = at_work(since + cadence.ideal, working_time)
    alarm_at = at_work(since + cadence.longest, working_time)
    planned = min((one.at for one in exchanges if one.is_real and one.at > now), default=None)
    if planned and planned <= alarm_at:
        silence = Silence.PLANNED
    elif now >= alarm_at:
        silence = Silence.TOO_LONG
    else:
        silence = Silence.DUE if now >= due_at else Silence.NONE
    return Touch(silence, since, due_at, alarm_at, planned)


def choose_cadence(
    own: Cadence | None, tags: Iterable[str], by_tag: Mapping[str, Cadence], general: Cadence
) -> Cadence:
    """The relation's own cadence; else the closest of its tags'; else the general one."""
    if own:
        return own
    return min((by_tag[tag] for tag in tags if tag in by_tag), key=lambda c: (c.ideal, c.longest), default=general)
