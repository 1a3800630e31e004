"""People are told that they are in the file: by a letter from here, or in another way, which is noted."""

import threading
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from entregent.accounts.letters import can_send
from entregent.accounts.models import User
from entregent.accounts.permissions import SYSTEM, Actor, Permission, require
from entregent.accounts.selectors import day_of
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact, Fact
from entregent.history.actions import record
from entregent.messages.models import Message
from entregent.privacy.actions.letters import let_go, write
from entregent.privacy.errors import (
    AskingError,
    CannotTellError,
    IncompleteError,
    LetterBlockedError,
    NeedsWordsError,
)
from entregent.privacy.links import HIDDEN
from entregent.privacy.models import Controller, Notice
from entregent.privacy.selectors import controller_of, due_soon, untold_contacts, with_address
from entregent.privacy.telling import asks, language_of

AT_ONCE = 200  # notices in one round of the worker
MOST_SOURCES = 5
HANDED = {Notice.How.BY_HAND.value, Notice.How.EXEMPT.value}


@transaction.atomic
def tell(contact: Contact, *, by: Actor, now: datetime, pages: str) -> Notice:
    """Write to somebody that they are in the file, with what opens their page; once, unless the letter did not leave.

    pages: what addresses begin with. Raises NotAllowedError; IncompleteError until the workspace said who answers for the file;
    AskingError, CannotTellError, LetterBlockedError.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    told = _told(contact)
    if told and not told.is_stuck:
        return told
    controller = controller_of(contact.workspace)
    if not controller.is_complete:
        raise IncompleteError
    if asks(controller.purpose):
        raise AskingError
    let_go(told.message if told else None, now=now)
    letter = compose(contact, controller, pages.rstrip("/") + HIDDEN)
    key = f"notice {contact.pk}"
    message = write(contact, kind=Message.Kind.NOTICE, key=key, letter=letter, by=by, now=now)
    return _note(contact, Notice.How.LETTER, by, now, message=message)


def _told(contact: Contact) -> Notice | None:
    """What is noted of somebody; of two who tell them at once, the second finds what the first noted."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    return Notice.objects.filter(contact=contact).first()


@transaction.atomic
def note_told(contact: Contact, *, how: str, reason: str, by: Actor, now: datetime) -> Notice:
    """They were told in another way, or need not be: in which way, or why. Raises NotAllowedError, NeedsWordsError; ValueError."""
    require(by, contact.workspace, Permission.CONTACTS)
    reason = " ".join(reason.split())[:300]
    if how not in HANDED:
        raise ValueError(how)
    if not reason:
        raise NeedsWordsError
    guard(reason=reason)
    told = _told(contact)
    if told and not told.is_stuck:
        return told
    let_go(told.message if told else None, now=now)
    return _note(contact, Notice.How(how), by, now, reason=reason)


@transaction.atomic
def take_notice_back(notice: Notice, *, by: Actor) -> bool:
    """It was noted by mistake; a letter that was written stays. Raises NotAllowedError."""
    require(by, notice.contact.workspace, Permission.CONTACTS)
    if notice.how not in HANDED or not notice.pk:
        return False
    record("privacy.notice_back", by=by, workspace=notice.contact.workspace, about=notice.contact)
    notice.delete()
    return True


def tend_notices(stop: threading.Event, *, now: datetime, pages: str) -> int:
    """Have notices leave by themselves where the workspace wants it: in time, or with the first message. Return how many.

    One that did not leave is written again by a person.
    """
    count = 0
    if not can_send():
        return count
    for controller in Controller.objects.filter(is_automatic=True).select_related("workspace"):
        for contact in _due(controller, now) if controller.is_complete else ():
            if stop.is_set():
                return count
            try:
                tell(contact, by=SYSTEM, now=now, pages=pages)
            except (AskingError, CannotTellError, LetterBlockedError):
                continue
            count += 1
    return count


def _due(controller: Controller, now: datetime) -> list[Contact]:
    workspace = controller.workspace
    soon = due_soon(workspace, day_of(now, workspace))
    found = untold_contacts(workspace).filter(with_address(), soon, notice=None)
    return list(found.select_related("workspace")[:AT_ONCE])


def compose(contact: Contact, controller: Controller, page: str) -> tuple[str, str]:
    """The subject and the text of a notice, in a language they read."""
    shown = {"contact": contact, "controller": controller, "page": page, "sources": sources_of(contact)}
    shown["has_exchanges"] = contact.exchanges.filter(removed_at=None).exists()
    with translation.override(language_of(contact)):
        subject, _, text = render_to_string("privacy/letters/notice.txt", shown).strip().partition("\n")
    return subject.strip(), text.strip()


def sources_of(contact: Contact) -> list[str]:
    """Where what is known of somebody came from: pages, else lists by name."""
    known = contact.facts.filter(ended_at=None).order_by("pk")
    pages = known.exclude(evidence_address="").values_list("evidence_address", flat=True)
    lists = known.filter(how=Fact.How.LISTED).exclude(evidence="").values_list("evidence", flat=True)
    return list(dict.fromkeys(chain(pages[:50], lists[:50])))[:MOST_SOURCES]


def _note(
    contact: Contact, how: Notice.How, by: Actor, now: datetime, *, reason: str = "", message: Message | None = None
) -> Notice:
    given = {"how": how, "reason": reason, "message": message, "by": by if isinstance(by, User) else None, "at": now}
    notice, _ = Notice.objects.update_or_create(contact=contact, defaults=given)
    if how == Notice.How.EXEMPT:
        record("privacy.exempt", by=by, workspace=contact.workspace, about=contact, reason=reason)
    elif how == Notice.How.LETTER:
        record("privacy.notice_written", by=by, workspace=contact.workspace, about=contact)
    else:
        record("privacy.notice", by=by, workspace=contact.workspace, about=contact, reason=reason)
    return notice
