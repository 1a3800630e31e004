"""Who asked to be left in peace is, whatever comes of their file."""

import pytest
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace, lift_peace, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact, Fact, PeaceKey
from entregent.contacts.peace import mailbox
from entregent.contacts.selectors import Filters, contacts, left_in_peace, peace_key, peace_of

pytestmark = pytest.mark.django_db


def known(people, address: str, name: str = "Fatou Diop", workspace=None) -> Contact:
    workspace = workspace or people.workspace
    contact = keep_contact(workspace, Identity(name), by=workspace.members.first())
    note(contact, address)
    return contact


def note(contact: Contact, address: str) -> None:
    now = timezone.now()
    source = Source(Fact.How.SAID, now.date())
    note_fact(
        contact, kind=Fact.Kind.EMAIL, value=address, source=source, by=contact.workspace.members.first(), now=now
    )


def test_it_outlives_the_file_and_knows_an_alias(people):
    contact = known(people, "Fatou.Diop+presse@gmail.com")
    leave_in_peace(contact, by=people.bob, now=timezone.now(), reason="Je ne veux plus de vos nouvelles.")
    contact.delete()
    back = known(people, "fatoudiop@googlemail.com", name="F. D.")
    assert [one.reason for one in peace_of(back)] == ["Je ne veux plus de vos nouvelles."]


def test_no_address_can_be_read_from_what_is_kept(people):
    contact = known(people, "fatou@example.org")
    leave_in_peace(contact, by=people.bob, now=timezone.now())
    assert all(len(key) == 64 and "fatou" not in key for key in PeaceKey.objects.values_list("key", flat=True))


def test_an_address_noted_later_is_left_in_peace_too(people):
    contact = known(people, "fatou@example.org")
    leave_in_peace(contact, by=people.bob, now=timezone.now())
    note(contact, "contact@potager.example")
    assert left_in_peace(people.workspace, [peace_key(people.workspace, Fact.Kind.EMAIL, "contact@potager.example")])


def test_another_workspace_does_not_know(people):
    leave_in_peace(known(people, "fatou@example.org"), by=people.bob, now=timezone.now())
    elsewhere = known(people, "fatou@example.org", workspace=people.elsewhere)
    assert peace_of(elsewhere) == []


def test_anyone_sets_it_and_an_owner_alone_lifts_it_with_a_reason(people):
    contact = known(people, "fatou@example.org")
    peace = leave_in_peace(contact, by=people.bob, now=timezone.now())
    with pytest.raises(NotAllowedError):
        lift_peace(peace, by=people.bob, now=timezone.now(), reason="Elle a changé d’avis.")
    with pytest.raises(ValueError, match=r"^$"):
        lift_peace(peace, by=people.alice, now=timezone.now(), reason="  ")
    assert [one.name for one in contacts(people.workspace, Filters(in_peace=True))] == ["Fatou Diop"]
    lift_peace(peace, by=people.alice, now=timezone.now(), reason="Elle a changé d’avis.")
    assert peace_of(contact) == []
    assert [one.name for one in contacts(people.workspace, Filters(in_peace=False))] == ["Fatou Diop"]


def test_asked_twice_it_is_one_and_topics_stand_apart(people):
    contact = known(people, "fatou@example.org")
    for topic in ("Recettes", "recettes", ""):
        leave_in_peace(contact, by=people.bob, now=timezone.now(), topic=topic)
    assert [one.topic for one in peace_of(contact)] == ["", "Recettes"]


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("A.B+x@Gmail.com", "ab@gmail.com"),
        ("a.b+x@example.org", "a.b@example.org"),
        ("Élodie@example.org", "elodie@example.org"),
    ],
)
def test_the_mailbox_behind_an_address(address, box):
    assert mailbox(address) == box
