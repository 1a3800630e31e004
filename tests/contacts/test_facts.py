"""What is known of somebody: read, with its source, stale after a while, ended and put back."""

from datetime import date, timedelta

import phonenumbers
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from entregent.contacts import facts
from entregent.contacts.actions import Identity, end_fact, keep_contact, note_fact, put_fact_back
from entregent.contacts.actions.facts import Source
from entregent.contacts.errors import InvalidFactError
from entregent.contacts.models import Contact, Fact
from entregent.contacts.selectors import facts_of

Kind, How = Fact.Kind, Fact.How
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (Kind.EMAIL, "Fatou.Diop@Example.org", " mailto:fatou.diop@example.org "),
        (Kind.PHONE, "06 12 34 56 78", "+33 6 12 34 56 78"),
        (Kind.SITE, "https://www.potager.example/?utm_source=x", "http://potager.example"),
        (Kind.TOPIC, "Économie circulaire", "economie  circulaire"),
        (Kind.PROFILE, "@Fatou@mastodon.example", "@fatou@mastodon.example"),
    ],
)
def test_two_spellings_of_one_value_have_one_key(kind, first, second):
    assert facts.read(kind, first).key == facts.read(kind, second).key != ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.EMAIL, "fatou"),
        (Kind.PHONE, "douze"),
        (Kind.SITE, "javascript:alert(1)"),
        (Kind.SITE, "mon blog"),
        (Kind.AUDIENCE, "beaucoup"),
        (Kind.NOTE, " \n "),
        (Kind.NOTE, "x" * 5001),
    ],
)
def test_what_cannot_be_of_a_kind_is_refused(kind, value):
    with pytest.raises(InvalidFactError):
        facts.read(kind, value)


@pytest.mark.parametrize(
    ("claimed", "count"),
    [
        ("12 500 abonnés", 12500),
        ("12\u202f500", 12500),
        ("1,200 readers", 1200),
        ("12,5k followers", 12500),
        ("3 M", 3_000_000),
        ("1.200", 1200),
    ],
)
def test_an_audience_is_read_as_people_write_it(claimed, count):
    assert facts.read(Kind.AUDIENCE, claimed).detail == {"count": count}


@given(st.sampled_from(Kind.values), st.text(max_size=80))
def test_any_text_is_read_or_refused(kind, text):
    try:
        read = facts.read(kind, text)
    except InvalidFactError:
        return
    assert read.value
    assert len(read.key) <= 400
    assert facts.read(kind, read.value).key == read.key


def test_a_place_is_known_down_to_its_commune():
    assert facts.read(Kind.PLACE, "Rennes").detail["region_name"] == "Bretagne"
    assert facts.read(Kind.PLACE, "quelque part").detail == {}


def test_facts_grow_old_at_the_pace_of_their_kind():
    assert facts.is_stale(Kind.AUDIENCE, TODAY - timedelta(days=183), TODAY)
    assert not facts.is_stale(Kind.EMAIL, TODAY - timedelta(days=700), TODAY)
    assert not facts.is_stale(Kind.REFUSED, TODAY - timedelta(days=5000), TODAY)


@pytest.fixture
def fatou(people) -> Contact:
    return keep_contact(people.workspace, Identity("Fatou Diop"), by=people.alice)


@pytest.fixture
def note(people, fatou):
    def noted(kind: str, value: str, how: str = How.SAID, day: date = TODAY) -> Fact:
        return note_fact(fatou, kind=kind, value=value, source=Source(how, day), by=people.alice, now=timezone.now())

    return noted


def current(contact: Contact, kind: str) -> list[str]:
    return [one.fact.value for one in facts_of(contact, TODAY).get(kind, [])]


@pytest.mark.django_db
def test_the_same_value_is_one_fact_known_anew(fatou, note):
    first = note(Kind.EMAIL, "fatou@example.org", day=TODAY - timedelta(days=900))
    assert facts_of(fatou, TODAY)[Kind.EMAIL][0].is_stale
    again = note(Kind.EMAIL, "FATOU@example.org", how=How.SEEN)
    assert again.pk == first.pk
    assert not facts_of(fatou, TODAY)[Kind.EMAIL][0].is_stale


@pytest.mark.django_db
def test_a_new_place_ends_the_former_and_either_may_be_put_back(people, fatou, note):
    rennes = note(Kind.PLACE, "Rennes")
    note(Kind.PLACE, "Lyon")
    fatou.refresh_from_db()
    assert current(fatou, Kind.PLACE) == ["Lyon"]
    assert fatou.region == "84"
    put_fact_back(Fact.objects.get(pk=rennes.pk), by=people.alice, now=timezone.now())
    fatou.refresh_from_db()
    assert current(fatou, Kind.PLACE) == ["Rennes"]
    assert fatou.region == "53"
    assert "bretagne" in fatou.folded


@pytest.mark.django_db
def test_an_ended_fact_is_kept_and_finds_nobody(people, fatou, note):
    fact = note(Kind.EMAIL, "fatou@example.org")
    end_fact(fact, by=people.alice, now=timezone.now())
    fatou.refresh_from_db()
    assert current(fatou, Kind.EMAIL) == []
    assert "example.org" not in fatou.folded
    note(Kind.EMAIL, "fatou@example.org")
    assert fatou.facts.count() == 2


@pytest.mark.django_db
def test_on_screen_a_fact_says_where_it_comes_from(people, fatou, client):
    client.force_login(people.alice)
    base = f"/w/les-amis-du-tri/people/{fatou.pk}/"
    sent = {"kind": "topic", "value": "Compost", "how": "inferred", "evidence": ""}
    refused = client.post(f"{base}facts/", sent)
    assert refused.status_code == 422
    assert "Compost" in refused.content.decode()
    sent["evidence"] = "Mon lombricomposteur a trois ans."
    assert client.post(f"{base}facts/", sent).status_code == 302
    shown = client.get(base, headers={"accept-language": "fr"}).content.decode()
    assert "Mon lombricomposteur a trois ans." in shown
    assert client.post(f"{base}facts/", sent | {"learned_on": "2999-01-01"}).status_code == 422


def test_french_numbers_are_read_as_the_library_has_them():
    for start in "12345679":
        written = f"0{start}.34-56 7890"
        number = phonenumbers.parse(written, "FR")
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert facts.read(Kind.PHONE, written) == facts.Reading(national, key)
    assert facts.read(Kind.PHONE, "0800 12 34 56").value == "0 800 12 34 56"
    assert facts.read(Kind.PHONE, "06 12 34 56 78", country="BE").key != "+33612345678"
