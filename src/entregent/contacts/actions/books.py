"""Address books: a device gets a password to read the people known; it is taken away."""

from datetime import datetime

from django.db import transaction

from entregent.accounts.actions.secrets import hashed, new_secret
from entregent.accounts.models import Membership
from entregent.accounts.open_addresses import seldom
from entregent.accounts.permissions import Permission, require
from entregent.contacts.book_models import AddressBook
from entregent.history.actions import record


@transaction.atomic
def open_book(member: Membership, *, device: str, reason: str, now: datetime) -> tuple[AddressBook, str]:
    """Let a device read the people known; return its password too, which is not kept.

    Raises NotAllowedError; ValueError without a device or a reason.
    """
    require(member.user, member.workspace, Permission.EXPORT)
    device, reason = " ".join(device.split())[:80], " ".join(reason.split())[:300]
    if not device or not reason:
        raise ValueError(device)
    secret = new_secret()
    book = AddressBook.objects.create(
        member=member, device=device, reason=reason, secret_hash=hashed(secret), opened_at=now
    )
    record("contacts.book_opened", by=member.user, workspace=member.workspace, about=book, reason=reason)
    return book, secret


@transaction.atomic
def close_book(book: AddressBook, *, by: Membership, now: datetime) -> None:
    """What the device has read stays on it; it reads nothing more. One's own, or anybody's for whoever looks after the team."""
    if by.pk != book.member_id:
        require(by.user, book.member.workspace, Permission.PEOPLE)
    if AddressBook.objects.filter(pk=book.pk, closed_at=None).update(closed_at=now):
        record("contacts.book_closed", by=by.user, workspace=book.member.workspace, about=book)


def book_with(email: str, secret: str) -> AddressBook | None:
    """The book that this password opens to this person; whether they may still take people away is asked elsewhere."""
    books = AddressBook.objects.select_related("member__user", "member__workspace")
    return books.filter(
        secret_hash=hashed(secret),
        closed_at=None,
        member__user__is_active=True,
        member__user__email=email.strip().lower(),
    ).first()


def note_asked(book: AddressBook, now: datetime) -> None:
    """Remember, to the hour, that the device asked."""
    AddressBook.objects.filter(seldom("asked_at", now), pk=book.pk).update(asked_at=now)
