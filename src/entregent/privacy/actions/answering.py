"""The team answers what people asked about their data."""

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from entregent.accounts.letters import can_send
from entregent.accounts.models import User
from entregent.accounts.permissions import Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.core.rights import answer_due
from entregent.history.actions import record
from entregent.messages.actions import queue_owed
from entregent.messages.errors import BlockedError, EmptyError
from entregent.messages.models import Message
from entregent.messages.selectors import addresses_of
from entregent.privacy.actions.links import open_link
from entregent.privacy.errors import AlreadyAnsweredError, CannotTellError, NeedsWordsError
from entregent.privacy.links import path_of
from entregent.privacy.models import Request
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
    another way. Raises NotAllowedError, NeedsWordsError (a refusal without a reason), AlreadyAnsweredError.
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
    request.refresh_from_db()
    message = _write(request, by=by, now=now, pages=pages)
    Request.objects.filter(pk=request.pk).update(message=message)
    what = {"kind": request.kind, "state": state.value}
    record("privacy.answered", by=by, workspace=request.workspace, about=request.contact, **what)
    return message


@transaction.atomic
def extend(request: Request, reason: str, *, by: User, now: datetime) -> None:
    """Take two months more, and keep why; once. Raises NotAllowedError, NeedsWordsError, AlreadyAnsweredError."""
    require(by, request.workspace, Permission.PRIVACY)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise NeedsWordsError
    guard(reason=reason)
    due_on = answer_due(request.received_at.date(), is_extended=True)
    open_ones = Request.objects.filter(pk=request.pk, state=State.OPEN, extension="")
    if open_ones.update(extension=reason, due_on=due_on) != 1:
        raise AlreadyAnsweredError
    record("privacy.extended", by=by, workspace=request.workspace, about=request.contact, reason=reason)


def _write(request: Request, *, by: User, now: datetime, pages: str) -> Message | None:
    contact = request.contact
    addresses = addresses_of(contact) if contact else []
    if contact is None or not addresses or not can_send():
        return None
    subject, text = compose(request, contact, now=now, by=by, pages=pages)
    key, kind = f"request {request.pk}", Message.Kind.REPLY
    try:
        return queue_owed(contact, kind=kind, key=key, to=addresses[0], subject=subject, text=text, by=by, now=now)
    except (BlockedError, EmptyError) as error:
        raise CannotTellError from error


def compose(request: Request, contact: Contact, *, now: datetime, by: User, pages: str) -> tuple[str, str]:
    """The subject and the text of the letter that answers a request, in a language they read."""
    page = ""
    if request.kind != Request.Kind.ERASE or request.state == State.REFUSED:
        page = pages.rstrip("/") + path_of(open_link(contact, by=by, now=now))
    shown = {
        "contact": contact,
        "request": request,
        "is_refused": request.state == State.REFUSED,
        "controller": controller_of(request.workspace),
        "page": page,
        "by": by,
    }
    with translation.override(language_of(contact)):
        subject, _, text = render_to_string("privacy/letters/answer.txt", shown).strip().partition("\n")
    return subject.strip(), text.strip()
