"""Something is asked; we come back to it at most twice; they answer; it is done and thanked, or let be."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.contacts.selectors import peace_of
from entregent.core.lifecycle import Answer
from entregent.history.actions import record
from entregent.relations.asking import asking_of, follow_up_of, reckon
from entregent.relations.errors import AskedEnoughError, FollowedUpEnoughError, LeftInPeaceError, PastError
from entregent.relations.models import Ask, FollowUp
from entregent.relations.rhythm import restart


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, what it takes of them, what they get in return, by when it would be of use."""

    purpose: str
    effort: str = ""
    counterpart: str = ""
    wanted_on: date | None = None


@transaction.atomic
def make_ask(
    contact: Contact,
    asked: Asked,
    *,
    at: datetime,
    by: Actor,
    now: datetime,
    despite: str = "",
    has_left: bool = False,
) -> Ask:
    """Note what was asked. despite: why, where they were asked enough already; it is kept in the history.

    has_left: these are the words of a letter they got; what they were told is noted as it was. Raises NotAllowedError,
    LeftInPeaceError, AskedEnoughError, DossierError, PastError for an ask ahead of now, ValueError without a purpose.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    purpose, despite = _line(asked.purpose, 300), _line(despite, 300)
    if not purpose:
        raise ValueError(asked)
    if not has_left:
        guard(purpose=purpose, effort=asked.effort, counterpart=asked.counterpart, despite=despite)
    if at > now:
        raise PastError
    if any(not one.topic for one in peace_of(contact)):
        raise LeftInPeaceError
    asking = asking_of(contact, at)
    if not asking.is_right and not despite:
        raise AskedEnoughError(asking)
    ask = Ask.objects.create(
        contact=contact,
        purpose=purpose,
        effort=_line(asked.effort, 200),
        counterpart=_line(asked.counterpart, 200),
        wanted_on=asked.wanted_on,
        asked_at=at,
        by=by if isinstance(by, User) else None,
        despite=despite if not asking.is_right else "",
        noted_at=now,
    )
    reckon(ask)
    if ask.despite:
        record(
            "relations.asked_despite", by=by, workspace=contact.workspace, about=contact, what=purpose, reason=despite
        )
    else:
        record("relations.asked", by=by, workspace=contact.workspace, about=contact, what=purpose)
    return ask


@transaction.atomic
def follow_up_ask(ask: Ask, *, at: datetime, by: Actor) -> FollowUp:
    """We came back to it. Raises NotAllowedError, FollowedUpEnoughError: a third time is never decent."""
    require(by, ask.contact.workspace, Permission.CONTACTS)
    told = follow_up_of(ask, at)
    if not told.is_right:
        raise FollowedUpEnoughError(told)
    done = FollowUp.objects.create(ask=ask, at=at, by=by if isinstance(by, User) else None)
    _changed(ask, "followed up", by)
    return done


@transaction.atomic
def take_back_follow_up(ask: Ask, *, by: Actor) -> None:
    """We did not come back to it after all: the last time is forgotten. Raises NotAllowedError."""
    require(by, ask.contact.workspace, Permission.CONTACTS)
    last = ask.follow_ups.last()
    if last:
        last.delete()
        _changed(ask, "not followed up", by)


@transaction.atomic
def answer_ask(
    ask: Ask, answer: Answer, *, at: datetime, by: Actor, now: datetime, words: str = "", back_on: date | None = None
) -> None:
    """They answered; a no closes the ask. back_on: with LATER, the day they gave.

    Raises NotAllowedError; DossierError; PastError for a day to come back that is not ahead; ValueError without one.
    """
    require(by, ask.contact.workspace, Permission.CONTACTS)
    guard(words=words)
    if answer is Answer.LATER:
        if back_on is None:
            raise ValueError(answer)
        if back_on <= at.date():
            raise PastError
    ask.answer, ask.answered_at, ask.words = answer, at, words.strip()[:500]
    ask.back_on = back_on if answer is Answer.LATER else None
    ask.closed_at = at if answer is Answer.NO else None
    _answered(ask, answer.value, by, now)


@transaction.atomic
def take_back_answer(ask: Ask, *, by: Actor, now: datetime) -> None:
    """They did not answer after all. Raises NotAllowedError."""
    require(by, ask.contact.workspace, Permission.CONTACTS)
    ask.answer, ask.answered_at, ask.words, ask.back_on, ask.closed_at = Answer.NONE, None, "", None, None
    _answered(ask, "unanswered", by, now)


@transaction.atomic
def close_ask(ask: Ask, *, at: datetime, by: Actor) -> None:
    """It took place and they were thanked; or no answer came, and we let it be. Raises NotAllowedError."""
    require(by, ask.contact.workspace, Permission.CONTACTS)
    ask.closed_at = at
    ask.save(update_fields=["closed_at"])
    _changed(ask, "thanked" if ask.answer == Answer.YES else "let be", by)


@transaction.atomic
def reopen_ask(ask: Ask, *, by: Actor) -> None:
    """It is not over after all. Raises NotAllowedError."""
    require(by, ask.contact.workspace, Permission.CONTACTS)
    ask.closed_at = None
    ask.save(update_fields=["closed_at"])
    _changed(ask, "open", by)


@transaction.atomic
def remove_ask(ask: Ask, *, by: Actor, now: datetime | None) -> None:
    """It was never asked: it counts no more. now: None puts it back. Raises NotAllowedError."""
    require(by, ask.contact.workspace, Permission.CONTACTS)
    ask.removed_at = now
    ask.save(update_fields=["removed_at"])
    _changed(ask, "never asked" if now else "asked", by)


def _answered(ask: Ask, step: str, by: Actor, now: datetime) -> None:
    """An answer is a sign of theirs: the rhythm begins again."""
    ask.save(update_fields=["answer", "answered_at", "words", "back_on", "closed_at"])
    _changed(ask, step, by)
    restart(ask.contact, now)


def _changed(ask: Ask, step: str, by: Actor) -> None:
    reckon(ask)
    contact = ask.contact
    record("relations.ask_step", by=by, workspace=contact.workspace, about=contact, what=ask.purpose, step=step)


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]
