"""The weekly letter, once a week to whoever wants it; the calendar at a secret address; rhythms by tag."""

import threading
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from icalendar import Calendar as Ics

from entregent.accounts.actions import change_role
from entregent.accounts.models import Membership, Role
from entregent.contacts.actions import Identity, keep_contact
from entregent.relations.actions import (
    choose_weekly,
    close_calendar,
    make_promise,
    note_exchange,
    open_calendar,
    send_weekly_letters,
)
from entregent.relations.calendars import as_ics, secret_of
from entregent.relations.models import TagCadence, WeeklyLetter
from tests.services.syncing import Syncing

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
BASE = "/w/les-amis-du-tri/people/"


@pytest.fixture
def fatou(people):
    return keep_contact(people.workspace, Identity("Fatou Diop", owner=people.bob, tags=("presse",)), by=people.alice)


@pytest.fixture
def bob(people) -> Membership:
    return people.bob.memberships.get()


def promised(people, contact, due_on: date, what: str = "Le plan; la carte, et « tout »"):
    return make_promise(contact, side="us", what=what, made_on=due_on - DAY, due_on=due_on, by=people.bob)


@pytest.fixture
def posted(monkeypatch, settings, mailoutbox):
    """A mail server is set up; letters stand in the outbox."""
    settings.MAIL = object()
    return mailoutbox


def send(now: datetime) -> int:
    return send_weekly_letters(threading.Event(), now=now, address="https://tri.example", today=lambda slug: f"/{slug}")


def events(member: Membership, now: datetime):
    calendar = Ics.from_ical(as_ics(member, now, address="https://tri.example"))
    return calendar, {str(one["uid"]): one for one in calendar.walk("VEVENT")}


def test_the_weekly_letter_leaves_once_when_the_team_works(people, fatou, posted):
    note_exchange(fatou, manner="call", side="both", at=MONDAY - 5 * DAY, by=people.bob, now=MONDAY)
    promised(people, fatou, MONDAY.date() - DAY)
    assert send(MONDAY - DAY) == 0
    assert send(MONDAY) == 1
    assert send(MONDAY + timedelta(hours=2)) == 0
    letter = posted[0]
    assert letter.to == ["bob@example.org"]
    assert "Vous avez promis à Fatou Diop" in letter.body
    assert "1 jour de retard" in letter.body
    assert "https://tri.example/w/les-amis-du-tri/people/reminders/" in letter.body
    assert send(MONDAY + 7 * DAY) == 1


def test_nobody_is_written_to_who_owes_nothing_wants_none_is_away_or_may_not(people, fatou, bob, posted):
    note_exchange(fatou, manner="call", side="both", at=MONDAY - 5 * DAY, by=people.bob, now=MONDAY)
    assert send(MONDAY) == 0
    WeeklyLetter.objects.all().delete()
    promised(people, fatou, MONDAY.date())
    choose_weekly(bob, wants=False)
    assert send(MONDAY) == 0
    choose_weekly(bob, wants=True)
    Membership.objects.filter(pk=bob.pk).update(away_from=MONDAY.date(), away_until=MONDAY.date())
    assert send(MONDAY) == 0
    Membership.objects.filter(pk=bob.pk).update(away_from=None, away_until=None, role=Role.READER)
    assert send(MONDAY) == 0
    Membership.objects.filter(pk=bob.pk).update(role=Role.CONDUCTOR)
    assert send(MONDAY) == 1


def test_the_calendar_holds_promises_words_and_planned_hours_over_a_change_of_the_clock(people, fatou, bob):
    now = datetime(2026, 10, 20, 8, tzinfo=UTC)
    note_exchange(fatou, manner="call", side="both", at=now - 80 * DAY, by=people.bob, now=now)
    before = note_exchange(
        fatou, manner="coffee", side="both", at=datetime(2026, 10, 24, 16, tzinfo=UTC), by=people.bob, now=now
    )
    after = note_exchange(
        fatou, manner="call", side="both", at=datetime(2026, 10, 26, 17, tzinfo=UTC), by=people.bob, now=now
    )
    promise = promised(people, fatou, date(2026, 10, 22))
    calendar, found = events(bob, now)
    day = found[f"promise-{promise.pk}@entregent"]
    assert day.decoded("dtstart") == date(2026, 10, 22)
    assert str(day["summary"]).endswith("Le plan; la carte, et « tout »")
    assert str(day["url"]) == f"https://tri.example/w/les-amis-du-tri/people/{fatou.pk}/"
    for planned in (before, after):
        read = found[f"exchange-{planned.pk}@entregent"].decoded("dtstart")
        assert read.astimezone(UTC) == planned.at
        assert read.hour == 18
        assert str(read.tzinfo) == "Europe/Paris"
    assert found[f"word-{fatou.relation.pk}@entregent"].decoded("dtstart") > date(2026, 10, 26)
    assert calendar.walk("VTIMEZONE")


def test_the_calendar_of_one_holds_nothing_of_another(people, fatou):
    promised(people, fatou, MONDAY.date())
    _calendar, found = events(people.alice.memberships.get(), MONDAY)
    assert found == {}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_subscriber_reads_the_calendar_and_follows_its_changes(people, fatou, bob, live_server, tmp_path):
    """vdirsyncer, as a calendar that subscribes: another day, a promise kept, a date that is made."""
    now, today = timezone.now(), timezone.localdate()
    promise = promised(people, fatou, today + DAY)
    address = f"{live_server.url}/calendars/{secret_of(open_calendar(bob, now=now))}/"
    subscriber = Syncing(tmp_path, storage={"type": "http", "url": address}, suffix=".ics")

    def read():
        """Days and hours by what they say: this subscriber gives each event a number of its own."""
        subscriber.run("sync")
        found = [Ics.from_ical(text).walk("VEVENT")[0] for text in subscriber.texts()]
        return {str(event["summary"]): event.decoded("dtstart") for event in found}

    said = "Promis à Fatou Diop\u00a0: Le plan; la carte, et « tout »"
    subscriber.run("discover")
    assert read() == {said: today + DAY}
    promise.due_on = today + 3 * DAY
    promise.save()
    planned = note_exchange(fatou, manner="coffee", side="both", at=now + 2 * DAY, by=people.bob, now=now)
    second = read()
    assert second[said] == today + 3 * DAY
    assert second["café · Fatou Diop"] == planned.at.replace(microsecond=0)
    promise.kept_on = today
    promise.save()
    assert said not in read()
    close_calendar(bob)
    with pytest.raises(AssertionError, match="Not Found"):
        subscriber.run("sync")


def test_the_address_is_secret_renewed_closed_and_dies_with_the_right(people, fatou, bob, client):
    promised(people, fatou, timezone.localdate())
    client.force_login(people.bob)
    client.post(f"{BASE}reminders/choose/", {"deed": "open"})
    calendar = bob.relations_calendar
    first = f"/calendars/{secret_of(calendar)}/"
    assert first in client.get(f"{BASE}reminders/").content.decode()
    client.logout()
    answer = client.get(first)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Fatou Diop" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.post(first).status_code == 405
    second = f"/calendars/{secret_of(open_calendar(bob, now=timezone.now()))}/"
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    change_role(bob, role=Role.READER, by=people.alice)
    assert client.get(second).status_code == 404
    change_role(bob, role=Role.WRITER, by=people.alice)
    close_calendar(bob)
    assert client.get(second).status_code == 404
    assert client.get("/calendars/1-nothing/").status_code == 404
    assert urlsplit(second).path == second


def test_rhythms_of_tags_are_set_on_their_page_and_refused_in_words(people, fatou, client):
    client.force_login(people.alice)
    tag = fatou.tags.get()
    assert "presse" in client.get(f"{BASE}rhythms/").content.decode()
    client.post(f"{BASE}rhythms/{tag.pk}/", {"ideal": 30, "longest": 60})
    assert TagCadence.objects.get().ideal_days == 30
    refused = client.post(f"{BASE}rhythms/{tag.pk}/", {"ideal": 60, "longest": 30}, follow=True)
    assert "presse:" in refused.content.decode()
    assert TagCadence.objects.get().ideal_days == 30
    client.post(f"{BASE}rhythms/{tag.pk}/", {"ideal": "", "longest": ""})
    assert not TagCadence.objects.exists()
