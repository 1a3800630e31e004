"""People are found though a letter is wrong."""

import pytest

from entregent.contacts.actions import Identity, change_contact, forget_words, keep_contact, put_away
from entregent.contacts.models import Contact, Outlet, Word, WordKey
from entregent.contacts.resembling import near, one_letter_apart

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"


@pytest.fixture
def known(people):
    keep_contact(people.workspace, Identity("Fatou Diop", outlets=("Le Potager",)), by=people.alice)
    keep_contact(people.workspace, Identity("Gwenaëlle Lebœuf"), by=people.alice)
    return people


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        *((one, "Fatou Diop") for one in ("fatuo", "Fatu", "fattou", "fatoo diop", "POTAGRE", "dïop potajer")),
        *((one, "Gwenaëlle Lebœuf") for one in ("Gwenaele", "leboeuff")),
    ],
)
def test_a_letter_more_less_changed_or_swapped_finds_them(known, client, asked, name):
    client.force_login(known.alice)
    shown = client.get(BASE, {"q": asked}, headers={"accept-language": "en"})
    assert [contact.name for contact in shown.context["page"]] == [name]
    assert "a letter apart" in shown.content.decode()


def test_exact_words_come_first_and_far_ones_find_nobody(known, client):
    client.force_login(known.alice)
    exact = client.get(BASE, {"q": "fatou"})
    assert (exact.context["page"].paginator.count, bool(exact.context["resembles"])) == (1, False)
    assert client.get(BASE, {"q": "xylophone"}).context["page"].paginator.count == 0
    assert client.get(BASE, {"q": "fatuo xylophone"}).context["page"].paginator.count == 0


def test_words_of_a_workspace_are_its_own(known):
    assert near(known.workspace, "fatuo") == ["fatou"]
    assert near(known.elsewhere, "fatuo") == []
    keep_contact(known.workspace, Identity("Fatou Ba"), by=known.alice)
    assert Word.objects.filter(word="fatou").count() == 1


def words():
    return set(Word.objects.values_list("word", flat=True))


def test_words_go_with_the_last_who_had_them(known):
    """Of two Fatous one leaves: what she alone had goes; somebody put away may come back, and is still found then."""
    other = keep_contact(known.workspace, Identity("Fatou Ba", outlets=("Radio Vélo",)), by=known.alice)
    keep_contact(known.elsewhere, Identity("Awa Diop"), by=known.charlie)
    put_away(Contact.objects.get(name="Gwenaëlle Lebœuf"), by=known.alice, now=other.created_at)
    assert forget_words() == 0
    Outlet.objects.filter(name="Le Potager").delete()
    Contact.objects.filter(name="Fatou Diop").delete()
    assert forget_words() == 2
    assert words() == {"fatou", "radio", "velo", "gwenaelle", "leboeuf", "diop"}
    assert near(known.workspace, "doip") == []
    assert near(known.elsewhere, "doip") == ["diop"]
    assert not WordKey.objects.exclude(word__in=Word.objects.all()).exists()


def test_a_name_of_before_is_forgotten(known):
    fatou = Contact.objects.get(name="Fatou Diop")
    renamed = Identity("Fatou Sarr", outlets=("Le Potager",))
    change_contact(fatou, renamed, by=known.alice, revision=fatou.revision, now=fatou.created_at)
    assert {"diop", "sarr"} <= words()
    assert (forget_words(), "diop" in words(), "sarr" in words()) == (1, False, True)


def test_it_stops_when_asked_to(known):
    Contact.objects.all().delete()
    assert (forget_words(lambda: True), forget_words() > 0, words()) == (0, True, set())


@pytest.mark.parametrize(
    ("short", "long", "apart"),
    [("fatou", "fatou", False), ("fato", "fatou", True), ("fatuo", "fatou", True), ("fatat", "fatou", False),
     ("ab", "abcd", False)],

)  # fmt: skip
def test_a_letter_apart(short, long, apart):
    assert one_letter_apart(short, long) is apart
