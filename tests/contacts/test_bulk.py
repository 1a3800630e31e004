"""Several people at once: tagged, given to somebody, put away, and each undone."""

import pytest

from entregent.contacts.actions import Identity, keep_contact
from entregent.contacts.models import Contact
from entregent.contacts.selectors import Filters, contacts
from entregent.history.models import Entry

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"


@pytest.fixture
def three(people, client):
    client.force_login(people.alice)
    return [
        keep_contact(people.workspace, Identity(name, owner=people.bob), by=people.alice).pk for name in ("A", "B", "C")
    ]


def found(people, **asked):
    return [contact.name for contact in contacts(people.workspace, Filters(**asked))]


def test_a_tag_is_given_to_those_without_it_and_taken_back_from_them_alone(people, three, client):
    client.post(f"{BASE}act/", {"act": "tag", "tag": "presse", "contact": three[:1]})
    client.post(f"{BASE}act/", {"act": "tag", "tag": "Presse", "contact": three[:2]})
    assert found(people, words="presse") == ["A", "B"]
    assert f"{BASE}undo/" in client.get(BASE).content.decode()
    client.post(f"{BASE}undo/")
    assert found(people, words="presse") == ["A"]
    assert f"{BASE}undo/" not in client.get(BASE).content.decode()


def test_relations_are_handed_over_and_back(people, three, client):
    client.post(f"{BASE}act/", {"act": "give", "owner": people.alice.pk, "contact": three[1:]})
    assert found(people, owner=people.alice.pk) == ["B", "C"]
    client.post(f"{BASE}undo/")
    assert found(people, owner=people.bob.pk) == ["A", "B", "C"]
    client.post(f"{BASE}act/", {"act": "give", "owner": people.charlie.pk, "contact": three[:1]})
    assert not Contact.objects.filter(owner=people.charlie).exists()


def test_files_are_put_away_and_come_back(people, three, client):
    client.post(f"{BASE}act/", {"act": "put_away", "contact": three[:2]})
    assert found(people) == ["C"]
    client.post(f"{BASE}undo/")
    assert found(people) == ["A", "B", "C"]
    assert Entry.objects.filter(event__endswith="_several").count() == 2


def test_those_of_another_workspace_are_left_alone(people, three, client):
    other = keep_contact(people.elsewhere, Identity("Zoé"), by=people.charlie)
    client.post(f"{BASE}act/", {"act": "put_away", "contact": [other.pk, "x", "9" * 30]})
    client.post(f"{BASE}act/", {"act": "tag", "tag": "x", "contact": [other.pk]})
    other.refresh_from_db()
    assert other.removed_at is None
    assert not other.tags.exists()
    client.force_login(people.charlie)
    assert client.post("/w/ailleurs/people/undo/").status_code == 302
