"""What passed between a person and us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """Who spoke."""

    US = "us"
    THEM = "them"
    BOTH = "both"


class Manner(StrEnum):
    """How. A mailing goes to many; a note is written for ourselves: neither is an exchange between two people."""

    CALL = "call"
    COFFEE = "coffee"
    MEETING = "meeting"
    EMAIL = "email"
    LETTER = "letter"
    MESSAGE = "message"
    COMMENT = "comment"
    ANSWER = "answer"  # to something they published
    EVENT = "event"
    MAILING = "mailing"
    NOTE = "note"


UNREAL = frozenset({Manner.MAILING, Manner.NOTE})


@dataclass(frozen=True, slots=True)
class Exchange:
    """at: aware. One that lies ahead is planned, and counts once its time has come."""

    manner: Manner
    side: Side
    at: datetime

    @property
    def is_real(self) -> bool:
        return self.manner not in UNREAL

    @property
    def is_theirs(self) -> bool:
        return self.is_real and self.side is not Side.US


def last_real(exchanges: Iterable[Exchange], now: datetime) -> Exchange | None:
    """The latest real exchange up to now, whoever spoke."""
    return max((one for one in exchanges if one.is_real and one.at <= now), key=lambda one: one.at, default=None)


def last_sign(exchanges: Iterable[Exchange], now: datetime) -> Exchange | None:
    """The latest sign of theirs up to now: what retention counts from."""
    return max((one for one in exchanges if one.is_theirs and one.at <= now), key=lambda one: one.at, default=None)
