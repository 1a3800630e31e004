"""A letter that was dropped is noted with whoever it was exchanged."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.models import Contact, Fact
from entregent.core.errors import EntregentError
from entregent.core.lifecycle import Manner, Side
from entregent.relations.actions.exchanges import note_exchange
from entregent.relations.errors import PastError
from entregent.relations.mail_files import Letter
from entregent.relations.models import Exchange

MANY = 5  # a letter to more of the people known is a mailing
CLOCKS = timedelta(hours=26)  # by how far the clock or the zone of a sender may be wrong


class NobodyKnownError(EntregentError):
    """Nobody known has one of its addresses."""

    def __init__(self, addresses: tuple[str, ...]) -> None:
        super().__init__()
        self.addresses = addresses


@dataclass(frozen=True, slots=True)
class Noted:
    """is_new: False for one that was noted before."""

    exchange: Exchange
    is_new: bool


@transaction.atomic
def note_letter(workspace: Workspace, letter: Letter, *, by: Actor, now: datetime) -> list[Noted]:
    """Note a letter with its sender, or with those known to whom we sent it. What was noted before is left as it is.

    Raises NotAllowedError; NobodyKnownError; PastError for a letter of days to come.
    """
    require(by, workspace, Permission.CONTACTS)
    if letter.at > now + CLOCKS:
        raise PastError
    theirs = _known(workspace, (letter.sender,))
    contacts = theirs or _known(workspace, letter.recipients)
    if not contacts:
        raise NobodyKnownError((letter.sender, *letter.recipients)[:5])
    manner = Manner.EMAIL if len(contacts) <= MANY else Manner.MAILING
    summary = "\n".join(filter(None, (letter.subject, letter.text)))
    noted = []
    for contact in contacts:
        held = contact.exchanges.filter(letter_id=letter.letter_id).first() if letter.letter_id else None
        exchange = held or note_exchange(
            contact,
            manner=manner.value,
            side=(Side.THEM if theirs else Side.US).value,
            at=min(letter.at, now),
            by=by,
            now=now,
            summary=summary,
            letter_id=letter.letter_id,
            is_letter=True,
        )
        noted.append(Noted(exchange, held is None))
    return noted


def _known(workspace: Workspace, addresses: tuple[str, ...]) -> list[Contact]:
    held = Fact.objects.filter(kind=Fact.Kind.EMAIL, key__in=[one[:400] for one in addresses], ended_at=None)
    kept = Contact.objects.filter(workspace=workspace, removed_at=None, facts__in=held)
    return list(kept.distinct().order_by("sort_name", "pk"))
