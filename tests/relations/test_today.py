"""Today: late first, acts of one click that can be undone, a kind gesture, what the team did together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Cadence
from entregent.listening.models import Source as Site
from entregent.relations.actions import Asked, make_ask, make_promise, note_exchange, set_cadence
from entregent.relations.models import PutOff
from entregent.relations.selectors import done_since, kind_gesture
from tests.people import make_team
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
TODAY = "/w/les-amis-du-tri/today/"
DAY = timedelta(days=1)


@pytest.fixture
def fatou(people) -> Contact:
    return keep_contact(people.workspace, Identity("Fatou Diop", owner=people.bob), by=people.alice)


@pytest.fixture
def page(people, client):
    client.force_login(people.bob)
    return lambda query="", language="en": client.get(
        TODAY + query, headers={"accept-language": language}
    ).content.decode()


def promised(people, contact, *, days: int, what: str = "Le plan"):
    today = timezone.localdate()
    due = today + days * DAY
    return make_promise(contact, side="us", what=what, made_on=min(today, due), due_on=due, by=people.bob)


def press(client, contact, about: int, deed: str, kind: str = "promise", **more):
    posted = {"next": TODAY, "kind": kind, "about": about, "deed": deed} | more
    return client.post(f"/w/les-amis-du-tri/people/{contact.pk}/owed/", posted)


def undo(client, contact, about: int, deed: str, kind: str = "promise"):
    posted = {"next": TODAY, "kind": kind, "about": about, "deed": deed}
    return client.post(f"/w/les-amis-du-tri/people/{contact.pk}/owed/undo/", posted)


def test_what_is_late_comes_first_and_one_button_keeps_a_promise(people, fatou, client, page):
    promised(people, fatou, days=3, what="Plus tard")
    late = promised(people, fatou, days=-2, what="Le plan de tri")
    shown = page()
    assert shown.index("Le plan de tri") < shown.index("Plus tard")
    assert "late by 2 days" in shown
    assert "2 jours de retard" in page(language="fr")
    assert press(client, fatou, late.pk, "keep", sorry="Pardon !").url == TODAY
    late.refresh_from_db()
    assert late.sorry == "Pardon !"
    shown = page()
    assert "Noted as kept." in shown
    assert "Noted as kept." not in page()
    undo(client, fatou, late.pk, "keep")
    assert "late by 2 days" in page()


def test_what_is_put_off_comes_back_on_its_day_and_undo_brings_it_back_now(people, fatou, client, page):
    promise = promised(people, fatou, days=-2)
    press(client, fatou, promise.pk, "later", until="tomorrow")
    assert "You promised" not in page()
    PutOff.objects.update(until=timezone.localdate())
    assert "You promised" in page()
    press(client, fatou, promise.pk, "later", until="week")
    assert PutOff.objects.get().until == timezone.localdate() + 7 * DAY
    undo(client, fatou, promise.pk, "later")
    assert "You promised" in page()


def test_a_silence_is_ended_by_one_button_and_undo_takes_the_exchange_back(people, fatou, client, page):
    now = timezone.now()
    note_exchange(fatou, manner="call", side="both", at=now - 200 * DAY, by=people.bob, now=now)
    assert "silent with Fatou Diop" in page()
    press(client, fatou, fatou.relation.pk, "log", kind="silence", manner="call")
    assert "silent with Fatou Diop" not in page()
    noted = fatou.exchanges.latest("pk")
    assert (noted.manner, noted.side) == ("call", "both")
    undo(client, fatou, noted.pk, "log", kind="silence")
    assert "silent with Fatou Diop" in page()


def test_an_ask_is_come_back_to_with_one_button(people, fatou, client, page):
    now = timezone.now()
    ask = make_ask(fatou, Asked("Relire"), at=now - 30 * DAY, by=people.bob, now=now)
    assert "No answer yet from Fatou Diop" in page()
    press(client, fatou, ask.pk, "follow-up", kind="follow up")
    assert ask.follow_ups.count() == 1
    press(client, fatou, ask.pk, "follow-up", kind="follow up")
    assert ask.follow_ups.count() == 1
    undo(client, fatou, ask.pk, "follow-up", kind="follow up")
    assert ask.follow_ups.count() == 0


def test_acts_on_what_is_elsewhere_or_unreadable_change_nothing(people, fatou, client):
    client.force_login(people.charlie)
    assert press(client, fatou, 1, "keep").status_code == 404
    client.force_login(people.bob)
    assert press(client, fatou, 10**18, "keep").status_code == 404
    assert press(client, fatou, 1, "explode", kind="\0").status_code == 302
    client.force_login(make_team(people.workspace)[Role.READER])
    assert press(client, fatou, 1, "keep").status_code == 403


def test_nothing_owed_is_said_and_a_kind_gesture_proposed_with_its_evidence(people, fatou, client, page):
    assert "You owe nothing to anybody today." in page()
    heard(people.workspace, fetched("Nos lombrics vont bien"))
    site = Site.objects.get()
    site.site = "https://lombrics.example/"
    site.save()
    site.posts.update(published_at=timezone.now() - 2 * DAY, is_dated=True, author="Fatou Diop")
    now = timezone.now()
    assert kind_gesture(people.workspace, now) is None
    said = Source("said", timezone.localdate())
    note_fact(fatou, kind="site", value="lombrics.example", source=said, by=people.bob, now=now)
    note_exchange(fatou, manner="call", side="both", at=now - 70 * DAY, by=people.bob, now=now)
    found = kind_gesture(people.workspace, now)
    assert found
    assert found.contact == fatou
    shown = page()
    assert "tell them what you liked" in shown
    assert "Nos lombrics vont bien" in shown
    site.posts.update(author="Quelqu’un d’autre")
    assert kind_gesture(people.workspace, now) is None
    site.posts.update(author="")
    leave_in_peace(fatou, by=people.bob, now=now)
    assert kind_gesture(people.workspace, now) is None


def test_a_reader_sees_nobody_on_today(people, fatou, client):
    promised(people, fatou, days=-2)
    client.force_login(make_team(people.workspace)[Role.READER])
    shown = client.get(TODAY).content.decode()
    assert "Fatou" not in shown
    assert "You owe nothing" not in shown


def test_the_team_is_counted_together_and_mine_are_mine(people, fatou, page):
    now = timezone.now()
    assert not done_since(people.workspace, now - 7 * DAY, now)
    note_exchange(fatou, manner="call", side="both", at=now, by=people.bob, now=now)
    note_exchange(fatou, manner="note", side="both", at=now, by=people.alice, now=now)
    assert done_since(people.workspace, now - 7 * DAY, now).exchanges == 1
    assert "1 exchange with people you know" in page()
    promised(people, fatou, days=-1, what="De Bob")
    today = timezone.localdate()
    make_promise(fatou, side="us", what="D’Alice", made_on=today, due_on=today, by=people.alice)
    assert "D’Alice" in page()
    assert "D’Alice" not in page("?mine")
    assert "De Bob" in page("?mine")


def test_today_asks_as_many_questions_for_fifty_as_for_five(people, client, django_assert_max_num_queries):
    client.force_login(people.bob)
    now = timezone.now()

    def more(count: int) -> None:
        for number in range(count):
            contact = keep_contact(people.workspace, Identity(f"Contact {number}"), by=people.alice)
            promised(people, contact, days=-1)
            make_ask(contact, Asked("Relire"), at=now - 30 * DAY, by=people.bob, now=now)
            set_cadence(contact, Cadence(DAY, 2 * DAY), by=people.bob, now=now + 10 * DAY)

    more(5)
    client.get(TODAY)
    with django_assert_max_num_queries(1000) as few:
        client.get(TODAY)
    more(20)
    with django_assert_max_num_queries(len(few)):
        client.get(TODAY)
