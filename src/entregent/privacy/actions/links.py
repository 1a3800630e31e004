"""The link to somebody's own page is made, and taken back."""

from datetime import datetime, timedelta

from django.db import transaction

from entregent.accounts.open_addresses import seldom
from entregent.accounts.permissions import SYSTEM, Actor, Permission, require
from entregent.contacts.models import Contact
from entregent.history.actions import record
from entregent.messages.models import Message
from entregent.privacy.links import HIDDEN, path_of
from entregent.privacy.models import PersonLink

LASTS = timedelta(days=365)
STILL_LASTS = timedelta(days=92)  # one given anew works for a season at least


@transaction.atomic
def open_link(contact: Contact, *, by: Actor, now: datetime) -> PersonLink:
    """Return a link to a contact's own page that works for three months at least, made where there is none.

    Raises NotAllowedError.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    Contact.objects.select_for_update().get(pk=contact.pk)
    live = contact.person_links.filter(revoked_at=None, expires_at__gte=now + STILL_LASTS)
    known = live.order_by("-expires_at", "-pk").first()
    if known is not None:
        return known
    link = PersonLink.objects.create(contact=contact, made_at=now, expires_at=now + LASTS)
    record("privacy.link_made", by=by, workspace=contact.workspace, about=contact)
    return link


def text_with_page(letter: Message, *, now: datetime) -> str:
    """The text of a letter as it leaves: what this room owes somebody leads to their page, by an address that is nowhere kept."""
    if letter.kind == Message.Kind.APPROACH or HIDDEN not in letter.text:
        return letter.text
    return letter.text.replace(HIDDEN, path_of(open_link(letter.contact, by=SYSTEM, now=now)))


@transaction.atomic
def revoke_links(contact: Contact, *, by: Actor, now: datetime) -> int:
    """Let no link that was given to a contact open their page any more; return how many did. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    count = contact.person_links.filter(revoked_at=None, expires_at__gt=now).update(revoked_at=now)
    if count:
        record("privacy.links_revoked", by=by, workspace=contact.workspace, about=contact)
    return count


def note_opened(link: PersonLink, *, now: datetime) -> None:
    """Remember, to the hour, that they read their page: a sign of theirs."""
    PersonLink.objects.filter(seldom("opened_at", now), pk=link.pk).update(opened_at=now)
