"""Fatou, who is in the file of Les Amis du tri, and her own page."""

import pytest
from django.test import Client
from django.utils import timezone

from entregent.accounts.permissions import SYSTEM
from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Fact
from entregent.privacy.actions.links import open_link
from entregent.privacy.links import path_of
from entregent.privacy.models import Controller

NOTE = "Préfère le matin"


def say(contact, kind, value, **more):
    source = Source(Fact.How.NOTED, timezone.now().date(), **more)
    return note_fact(contact, kind=kind, value=value, source=source, by=SYSTEM, now=timezone.now())


@pytest.fixture
def fatou(people):
    """In the file of Les Amis du tri, with a note and an address."""
    Controller.objects.create(
        workspace=people.workspace, name="Les Amis du tri", address="Lens", email="data@tri.example", purpose="inviter"
    )
    contact = keep_contact(people.workspace, Identity(name="Fatou Diop", language="fr"), by=people.alice)
    say(contact, Fact.Kind.NOTE, NOTE)
    say(contact, Fact.Kind.EMAIL, "fatou@example.org", address="https://fatou.example/contact")
    return contact


@pytest.fixture
def path(fatou, people):
    return path_of(open_link(fatou, by=people.alice, now=timezone.now()))


@pytest.fixture
def opened(path):
    """A browser in which the button of the cover was pressed."""
    browser = Client()
    assert browser.post(path).status_code == 302
    return browser


def text(answer):
    return answer.content.decode()
