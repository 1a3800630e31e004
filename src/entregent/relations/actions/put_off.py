"""What is owed is put off to a day."""

from datetime import date

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.models import Contact
from entregent.history.actions import record
from entregent.relations.errors import PastError
from entregent.relations.models import PutOff


@transaction.atomic
def put_off(contact: Contact, kind: str, about: int, *, until: date, today: date, by: Actor) -> None:
    """Have it come back on a day. kind, about: as `PutOff`. Raises NotAllowedError; PastError for a day not ahead."""
    require(by, contact.workspace, Permission.CONTACTS)
    if until <= today:
        raise PastError
    putting = {"until": until, "by": by if isinstance(by, User) else None}
    PutOff.objects.update_or_create(contact=contact, kind=kind[:20], about=about, defaults=putting)
    record("relations.put_off", by=by, workspace=contact.workspace, about=contact, until=until.isoformat())


@transaction.atomic
def take_up_again(contact: Contact, kind: str, about: int, *, by: Actor) -> None:
    """It is no longer put off. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    deleted, _rows = PutOff.objects.filter(contact=contact, kind=kind, about=about).delete()
    if deleted:
        record("relations.taken_up_again", by=by, workspace=contact.workspace, about=contact)
