"""In which phase a relation is, with what says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from entregent.core.lifecycle.cadence import Cadence
from entregent.core.lifecycle.exchanges import Exchange, last_real, last_sign

FOUNDING = 2  # signs of theirs, on different days, from which a relation is more than begun
PATIENCE = 2  # times the longest interval without any real exchange, after which a relation sleeps


class Phase(StrEnum):
    BEGINNING = "beginning"
    MAINTAINED = "maintained"
    DORMANT = "dormant"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Closing:
    """An end that was decided. thanked_at: when they were told and thanked; until then the relation is ending, not ended."""

    decided_at: datetime
    thanked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The phase, since when, and the exchange that says so, where one does."""

    phase: Phase
    since: datetime
    evidence: Exchange | None = None


def life(
    exchanges: Sequence[Exchange],
    cadence: Cadence,
    *,
    began_at: datetime,
    now: datetime,
    closing: Closing | None = None,
) -> Life:
    """Tell the phase. A real exchange with them after the end was told begins the relation anew."""
    latest = last_real(exchanges, now)
    sign = last_sign(exchanges, now)
    if closing and closing.decided_at <= now:
        told = closing.thanked_at if closing.thanked_at and closing.thanked_at <= now else None
        if told is None:
            return Life(Phase.ENDING, closing.decided_at)
        if sign is None or sign.at <= told:
            return Life(Phase.ENDED, told)
        return Life(Phase.BEGINNING, sign.at, sign)
    asleep_at = max(latest.at if latest else began_at, began_at) + PATIENCE * cadence.longest
    if now >= asleep_at:
        return Life(Phase.DORMANT, asleep_at, latest)
    founding = _founding(exchanges, now)
    return Life(Phase.MAINTAINED, founding.at, sign) if founding else Life(Phase.BEGINNING, began_at, sign)


def _founding(exchanges: Sequence[Exchange], now: datetime) -> Exchange | None:
    """The sign of theirs that made it more than a beginning; several of one day (UTC) are one conversation."""
    days = set()
    for one in sorted((one for one in exchanges if one.is_theirs and one.at <= now), key=lambda one: one.at):
        days.add(one.at.date())
        if len(days) == FOUNDING:
            return one
    return None
