"""The team answers what people asked about their data, or says why it takes longer."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from entregent.accounts.models import User
from entregent.accounts.permissions import Permission, require
from entregent.accounts.selectors import day_of
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.core.rights import answer_due
from entregent.history.actions import record
from entregent.messages.models import Message
from entregent.privacy.actions.letters import let_go, write
from entregent.privacy.errors import AlreadyAnsweredError, CannotTellError, NeedsWordsError
from entregent.privacy.links import HIDDEN
from entregent.privacy.models import Request
from entregent.privacy.person_wording import you_asked
from entregent.privacy.selectors import controller_of
from entregent.privacy.telling import language_of

LONGEST = 5000
State = Request.State


@transaction.atomic
def answer(
    request: Request, words: str, *, by: User, now: datetime, pages: str, refused: bool = False
) -> Message | None:
    """Answer a request: what was done, or why it is refused; a letter says it to them where one can leave.

    To be erased, accepted: the letter goes first, then `finish_leaving` erases. Return the letter, None where they are told in
    another way. Raises NotAllowedError, NeedsWordsError (a refusal without a reason), AlreadyAnsweredError, LetterBlockedError.
    """
    require(by, request.workspace, Permission.PRIVACY)
    words = words.strip()[:LONGEST]
    if refused and not words:
        raise NeedsWordsError
    leaves = request.kind == Request.Kind.ERASE and not refused
    state = State.REFUSED if refused else State.LEAVING if leaves else State.DONE
    given = {"state": state, "answer": words, "answered_by": by, "answered_at": now}
    if Request.objects.filter(pk=request.pk, state=State.OPEN).update(**given) != 1:
        raise AlreadyAnsweredError
    message = _write(request, by=by, now=now, pages=pages)
    what = {"kind": request.kind, "state": state.value}
    record("privacy.answered", by=by, workspace=request.workspace, about=request.contact, **what)
    return message


@transaction.atomic
def extend(request: Request, reason: str, *, by: User, now: datetime, pages: str) -> Message | None:
    """Take two months more, once, and tell them why. Return the letter, None where they are told in another way.

    Raises NotAllowedError, NeedsWordsError, AlreadyAnsweredError, LetterBlockedError; DossierError.
    """
    require(by, request.workspace, Permission.PRIVACY)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise NeedsWordsError
    guard(reason=reason)
    due_on = answer_due(day_of(request.received_at, request.workspace), is_extended=True)
    open_ones = Request.objects.filter(pk=request.pk, state=State.OPEN, extension="")
    if open_ones.update(extension=reason, due_on=due_on) != 1:
        raise AlreadyAnsweredError
    message = _write(request, by=by, now=now, pages=pages)
    record("privacy.extended", by=by, workspace=request.workspace, about=request.contact, reason=reason)
    return message


@transaction.atomic
def write_again(request: Request, *, by: User, now: datetime, pages: str) -> Message:
    """Write the letter that did not leave again.

    Raises NotAllowedError, AlreadyAnsweredError, CannotTellError, LetterBlockedError.
    """
    _let_go(request, by=by, now=now)
    message = _write(request, by=by, now=now, pages=pages)
    if message is None:
        raise CannotTellError
    return message


@transaction.atomic
def note_answered(request: Request, *, by: User, now: datetime) -> None:
    """The letter did not leave; they were told in another way. Raises NotAllowedError, AlreadyAnsweredError."""
    _let_go(request, by=by, now=now)
    Request.objects.filter(pk=request.pk).update(message=None)
    record("privacy.told_otherwise", by=by, workspace=request.workspace, about=request.contact)


def _let_go(request: Request, *, by: User, now: datetime) -> None:
    require(by, request.workspace, Permission.PRIVACY)
    kept = Request.objects.select_for_update().get(pk=request.pk)
    if not kept.is_stuck:
        raise AlreadyAnsweredError
    let_go(kept.message, now=now)


def _write(request: Request, *, by: User, now: datetime, pages: str) -> Message | None:
    """Have the letter leave, and keep which; None where none can."""
    request.refresh_from_db()
    contact, message = request.contact, None
    if contact is not None:
        key = f"request {request.pk} later" if request.state == State.OPEN else f"request {request.pk}"
        letter = compose(request, contact, by=by, pages=pages)
        let_go(request.message, now=now)
        with suppress(CannotTellError):
            message = write(contact, kind=Message.Kind.REPLY, key=key, letter=letter, by=by, now=now)
    Request.objects.filter(pk=request.pk).update(message=message)
    return message


def compose(request: Request, contact: Contact, *, by: User, pages: str) -> tuple[str, str]:
    """The subject and the text of the letter about a request, in a language they read: its answer, or why it takes longer."""
    shown = {
        "contact": contact,
        "request": request,
        "is_refused": request.state == State.REFUSED,
        "controller": controller_of(request.workspace),
        "page": "" if request.state == State.LEAVING else pages.rstrip("/") + HIDDEN,
        "by": by,
    }
    name = "later" if request.state == State.OPEN else "answer"
    with translation.override(language_of(contact)), timezone.override(request.workspace.time_zone):
        shown["asked"] = you_asked(request)
        subject, _, text = render_to_string(f"privacy/letters/{name}.txt", shown).strip().partition("\n")
    return subject.strip(), text.strip()
