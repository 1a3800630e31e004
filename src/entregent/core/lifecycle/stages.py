"""How far a relation has come: connect, convince, convert; each step by a sign that can be shown, while it is fresh."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

FRESH = timedelta(days=730)  # a sign older than this no longer says how things stand
RELAYS = 3  # pieces of their own within YEAR that make a relay
YEAR = timedelta(days=365)


class Stage(IntEnum):
    """As practitioners count: who knows us, who is convinced, who speaks or acts for the cause."""

    STRANGER = 0
    CONNECT = 1
    CONVINCE = 2
    CONVERT = 3


class SignKind(StrEnum):
    """What they did. None is what somebody thinks of them."""

    FOLLOWS = "follows"
    ANSWERED = "answered"
    ASKED = "asked"
    MET = "met"
    WROTE = "wrote"  # of us or of the cause, unasked
    ACCEPTED = "accepted"  # an ask of ours
    CAME = "came"
    IDEA = "idea"
    DID = "did"  # what we asked, and it is done
    RECOMMENDED = "recommended"
    JOINED = "joined"  # member, volunteer, client
    HOSTED = "hosted"


REACHES = {
    SignKind.FOLLOWS: Stage.CONNECT,
    SignKind.ANSWERED: Stage.CONNECT,
    SignKind.ASKED: Stage.CONNECT,
    SignKind.MET: Stage.CONNECT,
    SignKind.WROTE: Stage.CONVINCE,
    SignKind.ACCEPTED: Stage.CONVINCE,
    SignKind.CAME: Stage.CONVINCE,
    SignKind.IDEA: Stage.CONVINCE,
    SignKind.DID: Stage.CONVERT,
    SignKind.RECOMMENDED: Stage.CONVERT,
    SignKind.JOINED: Stage.CONVERT,
    SignKind.HOSTED: Stage.CONVERT,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """id: of the row that is the evidence."""

    kind: SignKind
    at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A change of stage. sign: what moved it; None where the signs that held it grew old."""

    stage: Stage
    at: datetime
    sign: Sign | None


def stage_at(signs: Iterable[Sign], moment: datetime) -> Step:
    """The stage at a moment, since when it has been reached, and by which sign."""
    done = steps(signs, until=moment)
    return done[-1] if done else Step(Stage.STRANGER, moment, None)


def steps(signs: Iterable[Sign], *, until: datetime) -> list[Step]:
    """Every change of stage up to a moment, in order: the funnel over time is drawn from these."""
    known = sorted((sign for sign in signs if sign.at <= until), key=lambda sign: (sign.at, sign.id))
    moments = sorted({sign.at for sign in known} | {sign.at + FRESH for sign in known if sign.at + FRESH <= until})
    done: list[Step] = []
    for moment in moments:
        stage, sign = _reached(known, moment)
        before = done[-1].stage if done else Stage.STRANGER
        if stage != before:
            done.append(Step(stage, moment, sign if stage > before else None))
    return done


def _reached(known: Sequence[Sign], moment: datetime) -> tuple[Stage, Sign | None]:
    """The furthest stage that signs still fresh at the moment hold, and the latest of those that hold it."""
    fresh = [sign for sign in known if moment - FRESH < sign.at <= moment]
    if _is_relay(fresh):
        reaching = [(Stage.CONVERT if sign.kind is SignKind.WROTE else REACHES[sign.kind], sign) for sign in fresh]
    else:
        reaching = [(REACHES[sign.kind], sign) for sign in fresh]
    return max(reaching, key=lambda one: (one[0], one[1].at, one[1].id), default=(Stage.STRANGER, None))


def _is_relay(fresh: Sequence[Sign]) -> bool:
    written = [sign.at for sign in fresh if sign.kind is SignKind.WROTE]
    return any(last - first <= YEAR for first, last in zip(written, written[RELAYS - 1 :], strict=False))
