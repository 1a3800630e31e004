"""An idea is received, decided, and its author told what became of it."""

from datetime import date, datetime

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.accounts.selectors import day_of
from entregent.contacts.guard import guard, no_address, voice_of
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Verdict, idea_next
from entregent.history.actions import record
from entregent.relations.errors import PastError
from entregent.relations.models import Idea
from entregent.relations.rhythm import restart

LONGEST = 5000


@transaction.atomic
def receive_idea(contact: Contact, what: str, *, at: datetime, by: Actor, now: datetime, address: str = "") -> Idea:
    """Note an idea of theirs. Raises NotAllowedError, PastError for one received ahead of now, ValueError for an empty one.

    DossierError for what judges, and for what is sensitive where they did not say it in public, at an address.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    what = what.strip()[:LONGEST]
    if not what:
        raise ValueError(what)
    guard(voice=voice_of(address), what=what, address=no_address(address))
    if at > now:
        raise PastError
    receiver = by if isinstance(by, User) else None
    idea = Idea.objects.create(contact=contact, what=what, address=address.strip()[:2000], at=at, by=receiver)
    _reckon(idea)
    record("relations.idea_received", by=by, workspace=contact.workspace, about=contact, what=what[:200])
    restart(contact, now)
    return idea


@transaction.atomic
def decide_idea(
    idea: Idea, verdict: Verdict, *, at: datetime, by: Actor, reason: str = "", again_on: date | None = None
) -> None:
    """Say what becomes of an idea; Verdict.NONE: nothing is decided after all. They are to be told each time.

    Raises NotAllowedError; ValueError without a reason for what is not kept, or without a day for later; PastError for a day
    that is not ahead; DossierError.
    """
    require(by, idea.contact.workspace, Permission.CONTACTS)
    reason = " ".join(reason.split())[:500]
    guard(reason=reason)
    if verdict in (Verdict.NOT, Verdict.LATER) and not reason:
        raise ValueError(verdict)
    if verdict is Verdict.LATER:
        if again_on is None:
            raise ValueError(verdict)
        if again_on <= day_of(at, idea.contact.workspace):
            raise PastError
    idea.verdict, idea.reason, idea.told_at = verdict.value, reason, None
    idea.again_on = again_on if verdict is Verdict.LATER else None
    idea.decided_at = at if verdict else None
    idea.decided_by = by if verdict and isinstance(by, User) else None
    _changed(idea, verdict.value or "undecided", by, at)


@transaction.atomic
def tell_author(idea: Idea, *, at: datetime, by: Actor) -> None:
    """They were told what became of their idea. Raises NotAllowedError; ValueError before it is decided."""
    require(by, idea.contact.workspace, Permission.CONTACTS)
    if not idea.verdict:
        raise ValueError(idea.pk)
    idea.told_at = at
    _changed(idea, "told", by, at)


@transaction.atomic
def untell_author(idea: Idea, *, at: datetime, by: Actor) -> None:
    """They were not told after all. Raises NotAllowedError."""
    require(by, idea.contact.workspace, Permission.CONTACTS)
    idea.told_at = None
    _changed(idea, "not told", by, at)


@transaction.atomic
def remove_idea(idea: Idea, *, at: datetime, by: Actor, back: bool = False) -> None:
    """It was noted by mistake; back: it was not. Raises NotAllowedError."""
    require(by, idea.contact.workspace, Permission.CONTACTS)
    idea.removed_at = None if back else at
    _changed(idea, "back" if back else "removed", by, at)


def _changed(idea: Idea, step: str, by: Actor, at: datetime) -> None:
    idea.save()
    _reckon(idea)
    contact = idea.contact
    record("relations.idea_step", by=by, workspace=contact.workspace, about=contact, what=idea.what[:200], step=step)
    restart(contact, at)


def _reckon(idea: Idea) -> None:
    """Write anew when the next step is ours."""
    workspace = idea.contact.workspace
    found = idea_next(
        received_on=day_of(idea.at, workspace),
        verdict=Verdict(idea.verdict),
        decided_on=day_of(idea.decided_at, workspace) if idea.decided_at else None,
        told_on=day_of(idea.told_at, workspace) if idea.told_at else None,
        again_on=idea.again_on,
    )
    idea.due_on = found.due_on if found and idea.removed_at is None else None
    idea.save(update_fields=["due_on"])
