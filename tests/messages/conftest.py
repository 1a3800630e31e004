"""A contact whom one may write to, a message that may leave, and a real mail server."""

import threading
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact, Fact
from entregent.messages.actions import Written, save_draft, start_draft, tend_messages
from entregent.messages.models import Message
from tests.accounts.conftest import letterbox
from tests.people import make_people

__all__ = ["letterbox"]
NOW = datetime(2026, 6, 3, 10, tzinfo=UTC)
GOOD = Written(
    purpose="ask",
    theme="le compost de quartier",
    what="relire notre guide du compost",
    when="avant le 20 juin",
    effort="une heure",
    in_return="votre nom dans le guide",
    subject="Votre avis sur notre guide du compost",
    to="malik@example.org",
    text=(
        "Bonjour Malik,\n\nJ’ai lu votre article sur le composteur de la rue Haute, et je vous écris pour cela : nous "
        "terminons un guide du compost de quartier. Accepteriez-vous de le relire avant le 20 juin ? Cela prend une heure "
        "environ. En retour, votre nom figurera dans le guide, si vous le voulez bien.\n\nBien à vous,\nBob"
    ),
)


def send() -> int:
    """Have what waits leave by the mail server; how many were taken up."""
    return tend_messages(threading.Event(), worker=f"test {timezone.now()}")


def at(people, path: str = "") -> str:
    return f"/w/{people.workspace.slug}/messages/{path}"


@pytest.fixture
def bob(client, people):
    client.force_login(people.bob)
    return client


@pytest.fixture
def people(db):
    return make_people()


@pytest.fixture
def malik(people) -> Contact:
    contact = keep_contact(people.workspace, Identity("Malik Roux", outlets=("La Grainothèque",)), by=people.bob)
    know(contact, Fact.Kind.EMAIL, "malik@example.org", people)
    know(contact, Fact.Kind.TOPIC, "compost", people)
    return contact


def know(contact, kind, value, people) -> Fact:
    source = Source(Fact.How.SAID, NOW.date())
    return note_fact(contact, kind=kind, value=value, source=source, by=people.bob, now=NOW)


@pytest.fixture
def draft(malik, people) -> Message:
    return written_to(malik, people.bob, GOOD)


def written_to(contact, by, written) -> Message:
    message = start_draft(contact, by=by, now=NOW)
    save_draft(message, written, by=by, now=NOW)
    return message
