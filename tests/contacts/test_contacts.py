"""The people known: kept, found, changed by two at once, put away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, change_contact, keep_contact, put_away, take_back
from entregent.contacts.errors import ChangedMeanwhileError
from entregent.contacts.models import Contact, Outlet
from entregent.contacts.selectors import Filters, contacts
from entregent.history.models import Entry
from tests.people import make_team

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"
FATOU = Identity(
    "Fatou Diop",
    "Fatou",
    "Diop",
    "tu",
    "fr",
    outlets=("Le Potager de Fatou", "Radio Rennes"),
    tags=("Compost", "compost", "école"),
)


@pytest.fixture
def fatou(people) -> Contact:
    return keep_contact(people.workspace, FATOU, by=people.alice)


def names(people, **asked) -> list[str]:
    return [contact.name for contact in contacts(people.workspace, Filters(**asked))]


def test_a_person_is_found_by_any_of_their_words_without_accents(people, fatou):
    keep_contact(people.workspace, Identity("Éloïse Lebœuf"), by=people.alice)
    for words in ("fatou", "DIOP fat", "potager", "rennes", "ecole"):
        assert names(people, words=words) == ["Fatou Diop"]
    assert names(people, words="eloise leboeuf") == ["Éloïse Lebœuf"]
    assert names(people, words="fatou leboeuf") == []
    assert names(people) == ["Fatou Diop", "Éloïse Lebœuf"]  # by family name where it is known


def test_tags_are_said_once_and_outlets_are_shared(people, fatou):
    assert sorted(fatou.tags.values_list("name", flat=True)) == ["Compost", "école"]
    malik = keep_contact(people.workspace, Identity("Malik", outlets=("radio rennes",)), by=people.alice)
    assert Outlet.objects.filter(workspace=people.workspace).count() == 2
    assert malik.outlets.get().name == "Radio Rennes"


def test_the_second_of_two_who_change_a_file_is_told(people, fatou):
    before = fatou.revision
    change_contact(fatou, Identity("Fatou D."), by=people.alice, revision=before, now=timezone.now())
    with pytest.raises(ChangedMeanwhileError):
        change_contact(fatou, Identity("Fatima Diop"), by=people.bob, revision=before, now=timezone.now())
    assert Contact.objects.get(pk=fatou.pk).name == "Fatou D."


def test_on_screen_the_second_keeps_what_they_wrote(people, fatou, client):
    client.force_login(people.bob)
    change_contact(fatou, Identity("Fatou D."), by=people.alice, revision=fatou.revision, now=timezone.now())
    sent = {"name": "Fatima Diop", "revision": fatou.revision - 1}
    refused = client.post(f"{BASE}{fatou.pk}/edit/", sent)
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert 'value="Fatima Diop"' in shown
    assert "Fatou D." in shown
    sent["revision"] = refused.context["form"]["revision"].value()
    assert client.post(f"{BASE}{fatou.pk}/edit/", sent).status_code == 302
    assert Contact.objects.get(pk=fatou.pk).name == "Fatima Diop"


def test_somebody_of_the_same_name_is_shown_before_a_second_file_is_made(people, fatou, client):
    client.force_login(people.alice)
    asked = client.post(f"{BASE}new/", {"name": "fatou DIOP"})
    assert asked.status_code == 409
    assert f"{BASE}{fatou.pk}/" in asked.content.decode()
    assert client.post(f"{BASE}new/", {"name": "fatou DIOP", "sure": "1"}).status_code == 302
    assert people.workspace.contacts.count() == 2


def test_a_file_put_away_is_not_found_and_comes_back_whole(people, fatou, client):
    client.force_login(people.alice)
    client.post(f"{BASE}{fatou.pk}/remove/")
    assert names(people, words="fatou") == []
    assert client.get(f"{BASE}{fatou.pk}/").status_code == 404
    assert f"{BASE}{fatou.pk}/restore/" in client.get(BASE).content.decode()
    client.post(f"{BASE}{fatou.pk}/restore/")
    assert names(people, words="potager") == ["Fatou Diop"]


def test_an_owner_of_a_relation_works_here(people, fatou):
    with pytest.raises(ValueError, match="Charlie"):
        keep_contact(people.workspace, Identity("Zoé", owner=people.charlie), by=people.alice)
    with pytest.raises(ValueError, match="Identity"):
        keep_contact(people.workspace, Identity("  "), by=people.alice)


def test_who_may_not_see_the_people_sees_them_nowhere(people, fatou, client):
    sponsor = make_team(people.workspace)[Role.SPONSOR]
    put_away(fatou, by=people.alice, now=timezone.now())
    take_back(fatou, by=people.alice)
    client.force_login(sponsor)
    for page in (
        "people/",
        "find/?q=fatou",
        "today/",
        "settings/history/",
        "settings/history/?q=fatou",
        "settings/history/?as=csv",
    ):
        answer = client.get(f"/w/les-amis-du-tri/{page}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Fatou" not in body, page
    with pytest.raises(NotAllowedError):
        keep_contact(people.workspace, Identity("Zoé"), by=sponsor)
    client.force_login(people.alice)
    assert b"Fatou" in client.get("/w/les-amis-du-tri/find/?q=fatou").content
    assert Entry.objects.filter(event__startswith="contacts.").count() == 3


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(people, client):
    def asked_with(numbers: range) -> int:
        for number in numbers:
            one = Identity(f"Personne {number}", outlets=(f"Blog {number}",), tags=("a", "b"))
            keep_contact(people.workspace, one, by=people.alice)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(BASE).status_code == 200
        return len(asked)

    client.force_login(people.alice)
    client.get(BASE)
    assert asked_with(range(3)) == asked_with(range(3, 55))
