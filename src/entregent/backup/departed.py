"""People who were erased since a backup was made do not come back with it. docs/decisions/0041-their-side.md"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from entregent.accounts.permissions import SYSTEM
from entregent.contacts.models import Contact, Departure
from entregent.messages.models import Message
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.models import Erasure


@dataclass(frozen=True, slots=True)
class Departed:
    """A file that left: its number, when it had been made, and why it left."""

    workspace: int
    number: int
    made_at: datetime
    why: str


def departed() -> list[Departed]:
    """Files that left this installation; none where a former version made its tables."""
    try:
        whys = {(row.workspace_id, row.at): row.why for row in Erasure.objects.all()}
        rows = list(Departure.objects.exclude(made_at=None).order_by("pk"))
    except DatabaseError:
        return []
    return [
        Departed(one.workspace_id, one.number, one.made_at, whys.get((one.workspace_id, one.at), Erasure.Why.OURS))
        for one in rows
        if one.made_at is not None
    ]


def erase_again(left: Sequence[Departed], *, now: datetime) -> int:
    """Erase those of them who are there; return how many. Nobody sends anything meanwhile: no worker is at work."""
    erased = 0
    for one in left:
        same = Contact.objects.filter(pk=one.number, workspace=one.workspace, created_at=one.made_at)
        contact = same.select_related("workspace").first()
        if contact is None:
            continue
        Message.objects.filter(contact=contact).update(begun_at=None, lease="", lease_until=None)
        erase_person(contact, why=Erasure.Why(one.why), by=SYSTEM, now=now)
        erased += 1
    return erased
