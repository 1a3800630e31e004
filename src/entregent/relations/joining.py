"""What is computed of a contact whose exchanges came from another file, or went back to it."""

from datetime import datetime

from entregent.contacts.models import Contact
from entregent.relations.models import Relation
from entregent.relations.rhythm import passed_with, restart


def settle(contact: Contact, now: datetime) -> None:
    """Write anew when a word is due; of those with whom nothing passed, nothing is kept."""
    if passed_with(contact.pk) or Relation.objects.filter(contact=contact).exists():
        restart(contact, now)
