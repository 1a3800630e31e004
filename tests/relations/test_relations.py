"""What passes with somebody: exchanges restart the cadence, promises come due, Today says what is owed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace, put_away
from entregent.contacts.models import Contact, Tag
from entregent.core.lifecycle import Cadence, PromiseState, Silence
from entregent.relations.actions import (
    keep_promise,
    make_promise,
    note_exchange,
    put_exchange_back,
    release_promise,
    remove_exchange,
    reopen_promise,
    set_cadence,
    set_tag_cadence,
)
from entregent.relations.errors import TooFarAheadError
from entregent.relations.models import Relation
from entregent.relations.selectors import duties, relation_of, state_of, touch_of
from tests.people import make_team

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)  # a Monday


@pytest.fixture
def fatou(people) -> Contact:
    contact = keep_contact(
        people.workspace, Identity("Fatou Diop", owner=people.bob, tags=("presse",)), by=people.alice
    )
    contact.created_at = NOW - timedelta(days=300)
    contact.save()
    return contact


def passed(people, contact: Contact, *, days_ago: float, manner: str = "call", **told):
    at = NOW - timedelta(days=days_ago)
    return note_exchange(contact, manner=manner, side="both", at=at, by=people.alice, now=NOW, **told)


def silence(contact: Contact) -> Silence:
    return touch_of(relation_of(contact), NOW).silence


def owed(people, **asked) -> list[tuple[str, bool]]:
    return [(duty.kind.value, duty.is_late) for duty in duties(people.workspace, NOW, zone=PARIS, **asked)]


def test_an_exchange_restarts_the_cadence_and_its_removal_undoes_that(people, fatou):
    passed(people, fatou, days_ago=200)
    assert silence(fatou) is Silence.TOO_LONG
    assert owed(people) == [("silence", True)]
    call = passed(people, fatou, days_ago=0)
    assert silence(fatou) is Silence.NONE
    assert owed(people) == []
    remove_exchange(call, by=people.alice, now=NOW)
    assert owed(people) == [("silence", True)]
    put_exchange_back(call, by=people.alice, now=NOW)
    assert owed(people) == []


def test_a_mailing_restarts_nothing(people, fatou):
    passed(people, fatou, days_ago=200)
    passed(people, fatou, days_ago=1, manner="mailing")
    assert owed(people) == [("silence", True)]


def test_a_date_that_is_made_quiets_today_until_it_has_passed(people, fatou):
    passed(people, fatou, days_ago=100)
    assert owed(people) == [("word", False)]
    passed(people, fatou, days_ago=-10, manner="coffee")
    assert owed(people) == []
    assert silence(fatou) is Silence.PLANNED
    later = Relation.objects.get(contact=fatou)
    assert later.due_at > NOW + timedelta(days=95)


def test_cadences_by_tag_by_person_and_for_everybody(people, fatou):
    passed(people, fatou, days_ago=40)
    assert owed(people) == []
    month = Cadence(timedelta(days=30), timedelta(days=60))
    set_tag_cadence(Tag.objects.get(name="presse"), month, by=people.alice, now=NOW)
    assert owed(people) == [("word", False)]
    set_cadence(fatou, Cadence(timedelta(days=10), timedelta(days=20)), by=people.bob, now=NOW)
    assert owed(people) == [("silence", True)]
    set_cadence(fatou, None, by=people.bob, now=NOW)
    assert owed(people) == [("word", False)]


def test_who_is_left_in_peace_or_put_away_is_owed_no_word(people, fatou):
    passed(people, fatou, days_ago=200)
    leave_in_peace(fatou, by=people.bob, now=NOW)
    assert owed(people) == []
    other = keep_contact(people.workspace, Identity("Malik"), by=people.alice)
    passed(people, other, days_ago=250)
    assert owed(people) == [("silence", True)]
    put_away(other, by=people.alice, now=NOW)
    assert owed(people) == []


def test_a_promise_is_late_from_the_day_after_and_comes_first(people, fatou):
    day = NOW.date()
    made = {"made_on": day - timedelta(days=20), "by": people.alice}
    late = make_promise(fatou, side="us", what="Envoyer le plan", due_on=day - timedelta(days=1), **made)
    make_promise(fatou, side="us", what="La rappeler", due_on=day + timedelta(days=3), **made)
    make_promise(fatou, side="us", what="Plus tard", due_on=day + timedelta(days=30), **made)
    make_promise(fatou, side="them", what="Une photo", due_on=day - timedelta(days=9), **made)
    assert owed(people) == [("promise", True), ("awaited", False), ("promise", False)]
    keep_promise(late, on=day, by=people.alice, sorry="Pardon pour ce retard.")
    assert state_of(late, day) is PromiseState.KEPT_LATE
    assert owed(people) == [("awaited", False), ("promise", False)]
    reopen_promise(late, by=people.alice)
    assert owed(people)[0] == ("promise", True)
    release_promise(late, on=day, by=people.alice)
    assert state_of(late, day) is PromiseState.RELEASED


def test_each_sees_what_they_owe_themselves(people, fatou):
    passed(people, fatou, days_ago=200)
    day = NOW.date()
    make_promise(fatou, side="us", what="Le plan", made_on=day, due_on=day, by=people.alice)
    assert owed(people, owner=people.bob) == [("silence", True)]
    assert owed(people, owner=people.alice) == [("promise", False)]


def test_what_cannot_be_is_refused(people, fatou):
    with pytest.raises(TooFarAheadError):
        passed(people, fatou, days_ago=-900)
    with pytest.raises(ValueError, match="2026"):
        make_promise(fatou, side="us", what="x", made_on=date(2026, 6, 2), due_on=date(2026, 6, 1), by=people.alice)
    with pytest.raises(NotAllowedError):
        note_exchange(fatou, manner="call", side="us", at=NOW, by=make_team(people.workspace)[Role.READER], now=NOW)


def test_a_letter_is_kept_once(people, fatou):
    first = passed(people, fatou, days_ago=3, manner="email", letter_id="<a@example.org>")
    assert passed(people, fatou, days_ago=2, manner="email", letter_id="<a@example.org>").pk == first.pk


def test_on_screen_a_call_takes_one_button_and_today_says_what_is_owed(people, fatou, client):
    client.force_login(people.bob)
    base = f"/w/les-amis-du-tri/people/{fatou.pk}/"
    call = {"manner": "call", "side": "both", "summary": "Elle prépare un atelier."}
    assert client.post(f"{base}exchanges/", call).status_code == 302
    promise = {"side": "us", "what": "Prêter un broyeur", "due_on": timezone.localdate()}
    assert client.post(f"{base}promises/", promise).status_code == 302
    shown = client.get(base).content.decode()
    assert "Elle prépare un atelier." in shown
    assert "Prêter un broyeur" in shown
    today = client.get("/w/les-amis-du-tri/today/", headers={"accept-language": "fr"}).content.decode()
    assert "Vous avez promis à Fatou Diop" in today
    promise = fatou.promises.get()
    kept = client.post(f"{base}promises/{promise.pk}/", {"deed": "kept", "next": "/w/les-amis-du-tri/today/"})
    assert kept.url == "/w/les-amis-du-tri/today/"
    assert "Prêter un broyeur" not in client.get("/w/les-amis-du-tri/today/").content.decode()


def test_a_form_that_is_refused_keeps_what_was_written_and_a_look_changes_nothing(people, fatou, client):
    client.force_login(people.bob)
    base = f"/w/les-amis-du-tri/people/{fatou.pk}/"
    refused = client.post(f"{base}promises/", {"side": "us", "what": "Un broyeur", "due_on": "2020-01-01"})
    assert refused.status_code == 422
    assert 'value="Un broyeur"' in refused.content.decode()
    assert client.post(f"{base}cadence/", {"ideal": 50, "longest": 20}).status_code == 422
    assert client.get(base).status_code == 200
    assert not Relation.objects.exists()
    assert client.post(f"{base}promises/1/", {"next": "https://evil.example/"}).status_code == 404
