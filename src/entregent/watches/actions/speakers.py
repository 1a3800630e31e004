"""Who speaks in a mention is somebody the team knows, or is not."""

from datetime import datetime
from typing import Any

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.models import Contact
from entregent.contacts.selectors import Filters, contacts
from entregent.history.actions import record
from entregent.watches.models import Mention, Speaker

OFFERED = 5


@transaction.atomic
def say_who_speaks(mention: Mention, contact: Contact, *, by: Actor, now: datetime) -> Speaker:
    """Link who speaks, here and in all they sign so in that source, to a contact. The history names no contact.

    Raises NotAllowedError, ValueError for a contact of another workspace.
    """
    require(by, mention.workspace, Permission.CONTACTS)
    if contact.workspace_id != mention.workspace_id:
        raise ValueError(contact.pk)
    said = {"contact": contact, "said_by": by if isinstance(by, User) else None, "said_at": now}
    speaker, _ = Speaker.objects.update_or_create(**_signed(mention), defaults=said)
    record("watches.speaker_said", by=by, workspace=mention.workspace, about=mention)
    return speaker


@transaction.atomic
def forget_who_speaks(mention: Mention, *, by: Actor) -> bool:
    """It is not them: take the link away; False when there is none. Raises NotAllowedError."""
    require(by, mention.workspace, Permission.CONTACTS)
    gone = Speaker.objects.filter(**_signed(mention)).delete()[0] > 0
    if gone:
        record("watches.speaker_forgotten", by=by, workspace=mention.workspace, about=mention)
    return gone


def speaker_of(mention: Mention) -> Contact | None:
    """Who speaks, where the team knows them; for whoever may see contacts."""
    found = Speaker.objects.filter(**_signed(mention), contact__removed_at=None).select_related("contact").first()
    return found.contact if found else None


def people_like(mention: Mention, words: str = "") -> list[Contact]:
    """Contacts who may be the one who speaks: of these words, otherwise of the author's name."""
    sought = words.strip()[:100] or mention.post.author
    return list(contacts(mention.workspace, Filters(words=sought))[:OFFERED]) if sought else []


def _signed(mention: Mention) -> dict[str, Any]:
    return {
        "workspace_id": mention.workspace_id, "source_id": mention.source_id, "author": mention.post.author[:300],
    }  # fmt: skip
