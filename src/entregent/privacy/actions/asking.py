"""What people ask about their data, on their page or by letter: kept with the day by which it is answered, done where it can be."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from entregent.accounts.permissions import Actor, Permission, require
from entregent.accounts.selectors import day_of
from entregent.contacts.actions import address_as, end_fact, leave_in_peace, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact, Fact
from entregent.core.rights import answer_due
from entregent.core.text import fold
from entregent.history.actions import record
from entregent.privacy.errors import NeedsWordsError, RefusedTopicError
from entregent.privacy.models import Request

LONGEST = 5000  # characters that somebody writes at once
MOST_WORDS = 20_000  # of one request, what was added to it included
IN_PEACE = (Request.Kind.OBJECT, Request.Kind.ERASE)


@transaction.atomic
def ask(
    contact: Contact,
    *,
    kind: str,
    words: str = "",
    via: str = Request.Via.PAGE,
    key: str = "",
    by: Actor,
    now: datetime,
) -> Request:
    """Keep what somebody asks, once: asked again before it is answered, the first is returned, what they add with it.

    key: what is to be corrected, as `core.rights.Held` has it. Whoever objects or asks to be erased is left in peace at once; on
    their page, objecting is thereby done. Raises NotAllowedError, NeedsWordsError for a correction without words.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    words = words.replace("\x00", "").strip()[:LONGEST]
    if kind == Request.Kind.CORRECT and not words:
        raise NeedsWordsError
    Contact.objects.select_for_update().get(
        pk=contact.pk
    )  # pressed twice, the second waits, and finds what the first asked
    if kind in IN_PEACE:
        leave_in_peace(contact, by=by, now=now, reason=_reason(contact, kind))
    known = _asked_already(contact, kind, key)
    if known is not None:
        return _with_words(known, words)
    return _kept(contact, kind=kind, words=words, via=via, key=key, by=by, now=now)


@transaction.atomic
def accept_topic(contact: Contact, topic: str, *, by: Actor, now: datetime) -> Fact:
    """They care to hear about a topic: known from them, from today on.

    Raises NotAllowedError, InvalidFactError; RefusedTopicError where they asked to be left in peace about it: an owner lifts that.
    """
    asked = contact.left_in_peace.filter(lifted_at=None).exclude(topic="")
    if any(fold(one.topic) == fold(" ".join(topic.split())) for one in asked):
        raise RefusedTopicError(topic)
    return _said(contact, Fact.Kind.TOPIC, topic, by=by, now=now)


@transaction.atomic
def refuse_topic(contact: Contact, topic: str, *, by: Actor, now: datetime) -> Fact:
    """They want to hear no more about a topic: noted, and held from now on. Raises NotAllowedError, InvalidFactError."""
    fact = _said(contact, Fact.Kind.REFUSED, topic, by=by, now=now)
    for accepted in contact.facts.filter(kind=Fact.Kind.TOPIC, key=fact.key, ended_at=None):
        end_fact(accepted, by=by, now=now)
    leave_in_peace(contact, by=by, now=now, topic=fact.value, reason=_reason(contact, "topic"))
    return fact


@transaction.atomic
def drop_topic(contact: Contact, fact_id: int, *, by: Actor, now: datetime) -> Fact | None:
    """A topic they accepted is none any more; None where it is not theirs, or over. Raises NotAllowedError."""
    fact = contact.facts.filter(pk=fact_id, kind=Fact.Kind.TOPIC, ended_at=None).first()
    if fact is not None:
        end_fact(fact, by=by, now=now)
    return fact


def wish(contact: Contact, *, form: str, language: str, by: Actor, now: datetime) -> Contact:
    """How they want to be spoken to, and in which language. Raises NotAllowedError."""
    return address_as(contact, form=form, language=language, by=by, now=now)


def _asked_already(contact: Contact, kind: str, key: str) -> Request | None:
    """What waits for an answer, or, of somebody who objected on their page, what was done and holds still."""
    of_kind = contact.requests.filter(kind=kind, key=key).order_by("-pk")
    known = of_kind.filter(state__in=Request.WAITING).first()
    if known is None and kind == Request.Kind.OBJECT:
        peace = contact.left_in_peace.filter(lifted_at=None, topic="").order_by("since").first()
        known = of_kind.filter(state=Request.State.DONE, received_at__gte=peace.since).first() if peace else None
    return known


def _with_words(request: Request, words: str) -> Request:
    if words and words not in request.words:
        request.words = f"{request.words}\n\n{words}".strip()[:MOST_WORDS]
        request.save(update_fields=["words"])
    return request


def _kept(contact: Contact, *, kind: str, words: str, via: str, key: str, by: Actor, now: datetime) -> Request:
    request = Request(
        workspace=contact.workspace, contact=contact, kind=kind, via=via, key=key[:60], words=words, received_at=now
    )
    request.due_on = answer_due(day_of(now, contact.workspace))
    if kind == Request.Kind.OBJECT and via == Request.Via.PAGE:
        request.state, request.answered_at = Request.State.DONE, now
    request.save()
    record("privacy.asked", by=by, workspace=contact.workspace, about=contact, kind=kind, via=via)
    return request


def _said(contact: Contact, kind: str, value: str, *, by: Actor, now: datetime) -> Fact:
    day = day_of(now, contact.workspace)
    with translation.override(contact.workspace.language):
        source = Source(Fact.How.SAID, day, evidence=_("On their own page"))
    return note_fact(contact, kind=kind, value=value[:120], source=source, by=by, now=now)


def _reason(contact: Contact, kind: str) -> str:
    """Why they are left in peace, in the team's language."""
    with translation.override(contact.workspace.language):
        return _("They ask to be erased") if kind == Request.Kind.ERASE else _("They ask for it themselves")
