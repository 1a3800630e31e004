"""Files that may be one person: proposed, joined without loss, taken apart, split."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.contacts.actions import (
    Identity,
    keep_contact,
    leave_in_peace,
    merge_contacts,
    not_the_same,
    note_fact,
    split_contact,
    undo_merge,
)
from entregent.contacts.actions.facts import Source
from entregent.contacts.duplicates import are_alike, proposed
from entregent.contacts.errors import MergedSinceError
from entregent.contacts.models import Contact, Fact
from entregent.contacts.peace import peace_of
from entregent.relations.actions import make_promise, note_exchange
from entregent.relations.models import Relation

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"
NOW = timezone.now()
SAID = Source(Fact.How.SAID, NOW.date())


def kept(people, name, *facts, **more) -> Contact:
    one = keep_contact(people.workspace, Identity(name, **more), by=people.alice)
    for kind, value in facts:
        note_fact(one, kind=kind, value=value, source=SAID, by=people.alice, now=NOW)
    return one


@pytest.fixture
def two(people):
    first = kept(people, "Fatou Diop", ("email", "fatou@a.example"), ("place", "Rennes"), tags=("compost",))
    facts = (("email", "FATOU@a.example"), ("phone", "0612345678"), ("place", "Brest"))
    second = kept(people, "F. Diop", *facts, tags=("compost", "école"), outlets=("Blog",), language="fr")
    return first, second


def test_pairs_are_proposed_with_what_they_have_in_common(people, two):
    kept(people, "Diop, Fatou")
    kept(people, "Éloïse Lebœuf", outlets=("Radio",))
    kept(people, "Eloise Leboeut", outlets=("radio",))
    kept(people, "Zoé Roux", outlets=("Radio",))
    found = {(pair.first.name, pair.second.name): pair.because for pair in proposed(people.workspace)}
    assert found == {
        ("Fatou Diop", "F. Diop"): ("email",),
        ("Fatou Diop", "Diop, Fatou"): ("name",),
        ("Éloïse Lebœuf", "Eloise Leboeut"): ("alike",),
    }
    not_the_same(two[1], two[0], by=people.alice)
    assert ("Fatou Diop", "F. Diop") not in {(p.first.name, p.second.name) for p in proposed(people.workspace)}
    assert proposed(people.elsewhere) == []


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("F. Diop", "Fatou Diop", True),
        ("Malik Bernard", "Malik Bernrad", True),
        ("Malik Bernard", "Malik Benard", True),
        ("Malik Bernard", "Maxim Bernard", False),
        ("Ana Roy", "Ava Roy", False),
        ("Fatou", "Fatoo", False),
        ("M. Diop", "Fatou Diop", False),
    ],
)
def test_names_are_alike_by_an_initial_or_a_letter(name, other, alike):
    assert are_alike(name, other) is are_alike(other, name) is alike


def test_joining_loses_nothing_and_what_other_rooms_keep_follows(people, two):
    first, second = two
    note_exchange(second, manner="call", side="both", at=NOW - timedelta(days=3), by=people.bob, now=NOW)
    make_promise(second, side="us", what="Un bac", made_on=NOW.date(), due_on=NOW.date(), by=people.alice)
    leave_in_peace(second, by=people.alice, now=NOW, topic="loterie")
    merge_contacts(first, second, by=people.alice, now=NOW)
    first.refresh_from_db()
    assert (first.exchanges.count(), first.promises.count(), first.language) == (1, 1, "fr")
    assert sorted(tag.name for tag in first.tags.all()) == ["compost", "école"]
    assert [outlet.name for outlet in first.outlets.all()] == ["Blog"]
    current = first.facts.filter(ended_at=None).values_list("value", flat=True)
    assert sorted(current) == ["06 12 34 56 78", "Rennes", "fatou@a.example"]
    assert first.facts.exclude(ended_at=None).get().value == "Brest"
    assert [peace.topic for peace in peace_of(first)] == ["loterie"]
    assert first.relation.due_at is not None
    assert Contact.objects.get(pk=second.pk).merged_into == first


def test_taken_apart_each_has_what_was_theirs_and_what_came_since_stays(people, two):
    first, second = two
    call = note_exchange(second, manner="call", side="both", at=NOW - timedelta(days=3), by=people.bob, now=NOW)
    before = sorted(second.facts.values_list("pk", "ended_at"))
    one = merge_contacts(first, second, by=people.alice, now=NOW)
    after = note_exchange(first, manner="call", side="both", at=NOW, by=people.bob, now=NOW)
    note_fact(first, kind="phone", value="0299000000", source=SAID, by=people.alice, now=NOW)
    assert undo_merge(one, by=people.alice, now=NOW) == 2
    first.refresh_from_db()
    second = Contact.objects.get(pk=second.pk)
    assert (second.removed_at, second.merged_into) == (None, None)
    assert list(second.exchanges.values_list("pk", flat=True)) == [call.pk]
    assert list(first.exchanges.values_list("pk", flat=True)) == [after.pk]
    assert sorted(second.facts.values_list("pk", "ended_at")) == before
    assert sorted(first.facts.filter(kind="phone").values_list("value", flat=True)) == ["02 99 00 00 00"]
    assert (first.language, second.language) == ("", "fr")
    assert [tag.name for tag in first.tags.all()] == ["compost"]
    assert undo_merge(one, by=people.alice, now=NOW) == 0


def test_of_two_joinings_the_last_is_undone_first(people, two):
    third = kept(people, "Fatou D.")
    one = merge_contacts(two[0], two[1], by=people.alice, now=NOW)
    two[0].refresh_from_db()
    merge_contacts(third, two[0], by=people.alice, now=NOW)
    one.refresh_from_db()
    with pytest.raises(MergedSinceError):
        undo_merge(one, by=people.alice, now=NOW)


def test_files_with_whom_nothing_passed_have_no_rhythm(people, two):
    merge_contacts(*two, by=people.alice, now=NOW)
    assert not Relation.objects.exists()


def test_files_of_two_workspaces_are_not_joined(people, two):
    charlies = keep_contact(people.elsewhere, Identity("Fatou Diop"), by=people.charlie)
    for other in (charlies, two[0]):
        with pytest.raises(ValueError, match="Fatou"):
            merge_contacts(two[0], other, by=people.alice, now=NOW)


def test_a_file_of_two_people_is_split(people, two):
    first, _ = two
    leave_in_peace(first, by=people.alice, now=NOW)
    phone = note_fact(first, kind="phone", value="0612345678", source=SAID, by=people.alice, now=NOW)
    other = split_contact(first, name="Malik Ba", facts=[phone.pk], parts=[], by=people.alice, now=NOW)
    assert other.facts.get() == phone
    assert not first.facts.filter(kind="phone").exists()
    assert peace_of(other)
    assert proposed(people.workspace)[0].second != other


def test_on_screen_a_pair_is_joined_and_taken_apart(people, two, client):
    client.force_login(people.alice)
    first, second = two
    page = client.get(f"{BASE}duplicates/").content.decode()
    assert "F. Diop" in page
    joined = client.post(f"{BASE}{first.pk}/merge/", {"other": second.pk}, follow=True)
    assert "F. Diop" in joined.content.decode()
    assert client.get(f"{BASE}{second.pk}/").status_code == 404
    one = first.merges.get()
    client.post(f"{BASE}{first.pk}/merge/{one.pk}/undo/")
    assert client.get(f"{BASE}{second.pk}/").status_code == 200
    assert client.post(f"{BASE}duplicates/two/", {"first": first.pk, "second": second.pk}).status_code == 302
    assert "F. Diop" not in client.get(f"{BASE}duplicates/").content.decode()
    assert client.get(f"{BASE}{first.pk}/merge/?q=diop").status_code == 200
    assert client.post(f"{BASE}{first.pk}/split/", {"name": " "}).status_code == 422
    assert client.post(f"{BASE}{first.pk}/split/", {"name": "Malik"}).status_code == 302
