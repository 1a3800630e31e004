"""Facts: what the rules read. A message, the brief behind it, the person it is for, what was exchanged with them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from entregent.core.lifecycle.asks import MOST_FOLLOW_UPS, Budget
from entregent.core.text.tone import Address, Sector


class Purpose(StrEnum):
    """What a message is for."""

    ASK = "ask"
    INVITATION = "invitation"
    FOLLOW_UP = "follow_up"
    NEWS = "news"
    ANSWER = "answer"
    THANKS = "thanks"
    CLOSING = "closing"


ASKING = frozenset({Purpose.ASK, Purpose.INVITATION, Purpose.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Message:
    """What is about to be written. to: the addresses that its readers see; text may be HTML."""

    text: str
    subject: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What is asked and offered, in the words of those who ask.

    what, why, when, effort, in_return: a line each, "" where nothing was decided. who: for whom it is, which no rule reads. theme:
    what it is about, in a line; topics: in words. offers: what they will really get, all of it; without them, in_return. paid:
    whether money or its like is given for a publication. ask: the name of the ask, by which its follow-ups are counted.
    """

    who: str = ""
    what: str = ""
    why: str = ""
    theme: str = ""
    topics: tuple[str, ...] = ()
    when: str = ""
    effort: str = ""
    in_return: str = ""
    offers: tuple[str, ...] = ()
    paid: bool = False
    ask: str = ""
    purpose: Purpose | None = None
    sector: Sector | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Something they published."""

    title: str
    text: str = ""
    url: str = ""
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """The person it is for. address_form: as they want to be spoken to; refused: topics they do not want to hear of."""

    name: str = ""
    outlets: tuple[str, ...] = ()
    address_form: Address | None = None
    language: str = ""
    topics: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    do_not_contact: bool = False


class Kind(StrEnum):
    """What happened between them and us."""

    ASK = "ask"
    FOLLOW_UP = "follow_up"
    NO = "no"
    ANSWER = "answer"
    MESSAGE = "message"
    THANKS = "thanks"
    CALL = "call"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something exchanged. by: whose hand it was on our side, "me" for the writer's own; topic: what it was about."""

    when: date
    kind: Kind
    who: Literal["us", "them"] = "us"
    by: str = "me"
    topic: str = ""
    ask: str = ""


USUAL = Budget()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workspace holds decent: asks in a number of days, days between two hands, follow-ups of an ask."""

    asks: int = USUAL.asks
    asks_in_days: int = USUAL.period.days
    days_between_colleagues: int = 7
    follow_ups: int = MOST_FOLLOW_UPS


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them. today: None where it is not known; what counts days is not judged then."""

    message: Message
    brief: Brief = field(default_factory=Brief)
    contact: Contact = field(default_factory=Contact)
    history: tuple[Exchange, ...] = ()
    today: date | None = None
    limits: Limits = field(default_factory=Limits)
