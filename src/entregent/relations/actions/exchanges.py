"""An exchange is noted: the cadence begins again, if it was a real one."""

from datetime import datetime, timedelta

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard, no_address
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Manner
from entregent.history.actions import record
from entregent.relations.errors import AheadError, TooFarAheadError
from entregent.relations.models import Exchange
from entregent.relations.rhythm import restart

LONGEST = 5000
AHEAD = timedelta(days=730)  # a date further away is a slip of the finger

CLOCKS = timedelta(minutes=5)  # by how far two clocks of ours may differ
PLANNED = frozenset({Manner.CALL, Manner.COFFEE, Manner.MEETING, Manner.EVENT})


@transaction.atomic
def note_exchange(
    contact: Contact,
    *,
    manner: str,
    side: str,
    at: datetime,
    by: Actor,
    now: datetime,
    summary: str = "",
    address: str = "",
    letter_id: str = "",
    is_letter: bool = False,
) -> Exchange:
    """Note an exchange; a letter that was noted before is left as it is.

    at: aware; ahead, it is planned, if it is something one makes a date for. is_letter: the summary is the letter itself, in
    their words, or as they read it. Raises NotAllowedError, AheadError, TooFarAheadError; DossierError for a summary of ours.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    if not is_letter:
        guard(summary=summary, address=no_address(address))
    if at > now + AHEAD:
        raise TooFarAheadError(at)
    if at > now + CLOCKS and manner not in PLANNED:
        raise AheadError
    known = contact.exchanges.filter(letter_id=letter_id[:400]).first() if letter_id else None
    if known:
        return known
    exchange = Exchange.objects.create(
        contact=contact,
        manner=manner,
        side=side,
        at=at,
        summary=summary.strip()[:LONGEST],
        address=address.strip()[:2000],
        letter_id=letter_id[:400],
        by=by if isinstance(by, User) else None,
        noted_at=now,
    )
    restart(contact, now)
    record("relations.exchange_noted", by=by, workspace=contact.workspace, about=contact, manner=manner)
    return exchange


@transaction.atomic
def remove_exchange(exchange: Exchange, *, by: Actor, now: datetime) -> None:
    """It did not take place; `put_exchange_back` brings it back. Raises NotAllowedError."""
    contact = _set_removed(exchange, now, by=by, now=now)
    record("relations.exchange_removed", by=by, workspace=contact.workspace, about=contact, manner=exchange.manner)


@transaction.atomic
def put_exchange_back(exchange: Exchange, *, by: Actor, now: datetime) -> None:
    """It did take place. Raises NotAllowedError."""
    contact = _set_removed(exchange, None, by=by, now=now)
    record("relations.exchange_back", by=by, workspace=contact.workspace, about=contact, manner=exchange.manner)


def _set_removed(exchange: Exchange, removed_at: datetime | None, *, by: Actor, now: datetime) -> Contact:
    require(by, exchange.contact.workspace, Permission.CONTACTS)
    exchange.removed_at = removed_at
    exchange.save(update_fields=["removed_at"])
    restart(exchange.contact, now)
    return exchange.contact
