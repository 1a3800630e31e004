"""Somebody is left in peace: anyone sets it; an owner lifts it, with a reason."""

from datetime import datetime

from django.db import transaction

from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact, LeftInPeace
from entregent.contacts.peace import hold
from entregent.core.text import fold
from entregent.history.actions import record


@transaction.atomic
def leave_in_peace(contact: Contact, *, by: Actor, now: datetime, topic: str = "", reason: str = "") -> LeftInPeace:
    """Nobody contacts them any more, about anything or about one topic. Raises NotAllowedError, DossierError."""
    require(by, contact.workspace, Permission.CONTACTS)
    guard(topic=topic, reason=reason)
    topic, reason = " ".join(topic.split())[:120], " ".join(reason.split())[:300]
    asked = contact.left_in_peace.filter(lifted_at=None)
    known = next((one for one in asked if fold(one.topic) == fold(topic)), None)
    peace = known or LeftInPeace.objects.create(
        workspace=contact.workspace, contact=contact, topic=topic, reason=reason, since=now
    )
    hold(contact)
    if not known:
        record("contacts.left_in_peace", by=by, workspace=contact.workspace, about=contact, topic=topic, reason=reason)
    return peace


@transaction.atomic
def lift_peace(peace: LeftInPeace, *, by: Actor, now: datetime, reason: str) -> None:
    """They may be contacted again. Raises NotAllowedError; ValueError without a reason."""
    require(by, peace.workspace, Permission.LIFT)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ValueError(reason)
    guard(reason=reason)
    peace.lifted_at = now
    peace.save(update_fields=["lifted_at"])
    record(
        "contacts.peace_lifted", by=by, workspace=peace.workspace, about=peace.contact, topic=peace.topic, reason=reason
    )
