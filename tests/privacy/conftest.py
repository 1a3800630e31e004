"""Somebody in the file, an organisation that answers for it, and a real mail server."""

from datetime import UTC, datetime

import pytest

from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact, Fact
from entregent.privacy.actions.controllers import Said, set_controller
from tests.accounts.conftest import letterbox
from tests.messages.conftest import send

__all__ = ["letterbox", "send"]
NOW = datetime(2026, 6, 3, 10, tzinfo=UTC)
PAGES = "https://entregent.example"
OURS = Said(
    name="Association Les Amis du tri",
    address="3 rue Haute, 29000 Quimper",
    email="donnees@amis.example",
    officer="",
    purpose="faire connaître le compost de quartier",
    months_kept=36,
    is_automatic=False,
    client="",
)


@pytest.fixture
def controller(people):
    return set_controller(people.workspace, OURS, by=people.alice)


@pytest.fixture
def malik(people) -> Contact:
    return person(people, "Malik Roux", "malik@example.org", came=NOW)


def person(people, name: str, address: str, *, came: datetime) -> Contact:
    """Somebody who came into the file on a day."""
    contact = keep_contact(people.workspace, Identity(name, outlets=("La Grainothèque",)), by=people.bob)
    source = Source(Fact.How.SEEN, came.date(), address="https://grainotheque.example/contact")
    if address:
        note_fact(contact, kind=Fact.Kind.EMAIL, value=address, source=source, by=people.bob, now=came)
    Contact.objects.filter(pk=contact.pk).update(created_at=came)
    contact.refresh_from_db()
    return contact
