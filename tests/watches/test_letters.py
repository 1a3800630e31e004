"""Letters of the inbox: what stands in them, when they are due, that each is sent once, how one ends them."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from entregent.accounts.actions import change_role
from entregent.accounts.models import Role
from entregent.core.working_time import WorkingTime
from entregent.history.models import Entry
from entregent.jobs.leases import Clock
from entregent.watches import actions
from entregent.watches.actions import choice_of, choose_letters, keep_watch, match_watch, stop_letters
from entregent.watches.actions import letters as sending
from entregent.watches.actions.letters import make_due_letters
from entregent.watches.letters.periods import period_of, slot_of
from entregent.watches.letters.writing import secret_of
from entregent.watches.models import Catch, Digest, Letter, LetterChoice, Mention, Sort, State, Watch
from tests.posts import fetched, heard
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 3, 7, 30, tzinfo=UTC)  # a Wednesday, half past nine in Paris
ADDRESS = "https://entregent.example.org"
PARIS = ZoneInfo("Europe/Paris")
WEEK = WorkingTime(frozenset(range(5)), time(9), time(18), PARIS, {date(2026, 6, 1)})


@pytest.fixture
def at(monkeypatch):
    """Have the workers' clock show a moment."""

    def set_(moment):
        monkeypatch.setattr(sending, "read_clock", lambda: Clock(moment, monotonic()))

    set_(MORNING)
    return set_


def caught(people, *named, kind=Watch.Kind.TOPIC, html="<p>Quand le compost sera-t-il ramassé ?</p>"):
    """Mentions that wait, heard ten minutes before the morning, the first title the newest."""
    posts = [fetched(title, html, name=title, days_ago=0) for title in named]
    heard(people.workspace, *posts)
    match_watch(keep_watch(people.workspace, name="Compost", query="compost*", kind=kind, by=people.alice))
    before = MORNING - timedelta(minutes=10)
    Mention.objects.update(state=State.OPEN, heard_at=before, published_at=before)
    Catch.objects.update(state=State.OPEN, published_at=before)
    return [Mention.objects.get(post__title=title) for title in named]


def member(people, user):
    return people.workspace.memberships.get(user=user)


def send():
    return sending.tend_letters(threading.Event(), worker="w", address=ADDRESS)


def outcomes():
    return sorted(Letter.objects.values_list("outcome", flat=True))


@pytest.mark.parametrize(
    ("digest", "local", "expected"),
    [
        (Digest.WORKDAYS, "2026-06-03T08:59", None),
        (Digest.WORKDAYS, "2026-06-03T09:00", "2026-06-03"),
        (Digest.WORKDAYS, "2026-06-03T17:59", "2026-06-03"),
        (Digest.WORKDAYS, "2026-06-03T18:00", None),
        (Digest.WORKDAYS, "2026-06-06T09:30", None),  # a Saturday
        (Digest.DAILY, "2026-06-06T09:30", "2026-06-06"),
        (Digest.WEEKLY, "2026-06-01T09:30", None),  # a day off
        (Digest.WEEKLY, "2026-06-02T09:30", "2026-W23"),
        (Digest.WEEKLY, "2026-06-04T09:30", "2026-W23"),  # the machine was off
        (Digest.NEVER, "2026-06-03T09:30", None),
    ],
)
def test_a_letter_is_due_when_the_team_begins(digest, local, expected):
    assert period_of(digest, WEEK, datetime.fromisoformat(local).replace(tzinfo=PARIS)) == expected


def test_what_is_told_at_once_is_gathered_by_the_quarter_of_an_hour():
    assert slot_of(MORNING) == slot_of(MORNING + timedelta(minutes=14)) != slot_of(MORNING + timedelta(minutes=15))


def test_a_member_reads_in_their_language_what_waits(people, letterbox, at):
    people.alice.language = "fr"
    people.alice.save()
    change_role(member(people, people.bob), role=Role.READER, by=people.alice)
    first, second, third = caught(people, "Le compost", "La compostière", "Un <b>composteur</b>")
    actions.sort_as(people.workspace, [first.pk], sort=Sort.ATTACK, by=people.alice, now=MORNING)
    Mention.objects.filter(pk=first.pk).update(due_at=MORNING - timedelta(hours=1))
    Mention.objects.filter(pk=second.pk).update(due_at=MORNING + timedelta(hours=3))
    assert send() == 1, "who only reads gets no letter unasked"
    letter = letterbox.next_letter()
    assert letter["To"] == "alice@example.org"
    assert (
        letter["Subject"]
        .strip()
        .startswith("1 réponse en retard, 1 réponse à donner d’ici demain, 3 nouvelles mentions")
    )
    text, html = text_of(letter), text_of(letter, "html")
    assert (
        text.index("EN RETARD (1)")
        < text.index("Le compost")
        < text.index("La compostière")
        < text.index("NOUVEAU (3)")
    )
    assert text.count("Le compost\r\n") == 1, "what is late is not told twice"
    for mention in (first, second, third):
        assert f"{ADDRESS}/w/{people.workspace.slug}/listen/mentions/{mention.pk}/" in text
        assert f'href="{ADDRESS}/w/{people.workspace.slug}/listen/mentions/{mention.pk}/"' in html
    assert "<b>composteur" not in html
    assert "<mark>compost</mark>" in html


def test_a_letter_fetches_nothing_and_can_be_ended_by_one_press(people, letterbox, at):
    caught(people, "Compost")
    send()
    letter = letterbox.next_letter()
    stop = f"{ADDRESS}/letters/{secret_of(Letter.objects.filter(outcome='sent').order_by('pk').first().membership)}/"
    assert letter["List-Unsubscribe"].strip() == f"<{stop}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    html = text_of(letter, "html")
    assert not any(tag in html for tag in ("<img", "<script", "<link", "url(", "background=", "@import"))
    assert stop in text_of(letter)


def test_nothing_is_sent_when_there_is_nothing_to_say(people, letterbox, at):
    caught(people, "Compost")
    Mention.objects.update(state=State.CLOSED)
    assert send() == 0
    assert set(outcomes()) == {"nothing"}
    assert letterbox.letters == []


def test_each_letter_is_sent_once_and_the_next_says_only_what_is_new(people, letterbox, at):
    caught(people, "Compost")
    choose_letters(member(people, people.bob), digest=Digest.NEVER, at_once=False)
    assert (send(), send()) == (1, 0)
    at(MORNING + timedelta(days=1))
    assert send() == 0, "nothing came since"
    assert outcomes() == ["nothing", "sent"]


def test_a_letter_whose_worker_was_killed_is_not_sent_again_and_the_next_says_it_all(
    people, letterbox, at, monkeypatch
):
    caught(people, "Compost")
    choose_letters(member(people, people.bob), digest=Digest.NEVER, at_once=False)

    def killed(message):
        message.send()
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "deliver", killed)
        with pytest.raises(SystemExit):
            send()
    assert len(letterbox.letters) == 1
    at(MORNING + timedelta(minutes=5))  # the lease has run out
    assert send() == 0
    assert (len(letterbox.letters), outcomes()) == (1, ["unsure"])
    at(MORNING + timedelta(days=1))
    assert send() == 1
    assert "Compost" in text_of(letterbox.next_letter(2))


def test_a_server_that_refuses_is_asked_again_later(people, letterbox, at):
    caught(people, "Compost")
    choose_letters(member(people, people.bob), digest=Digest.NEVER, at_once=False)
    letterbox.refuses = "451 4.3.0 come back later"
    assert send() == 0
    assert outcomes() == ["waiting"]
    letterbox.refuses = ""
    assert send() == 0, "not at once"
    at(MORNING + timedelta(minutes=2))
    assert send() == 1


def test_a_server_that_always_refuses_ends_it(people, letterbox, at):
    caught(people, "Compost")
    choose_letters(member(people, people.bob), digest=Digest.NEVER, at_once=False)
    letterbox.refuses = "554 5.7.1 no"
    for hour in range(6):
        at(MORNING + timedelta(hours=hour))
        send()
    assert outcomes() == ["failed"]


def test_two_workers_make_and_send_each_letter_once(people, letterbox, at):
    caught(people, "Compost")
    make_due_letters(MORNING)
    make_due_letters(MORNING)
    assert Letter.objects.count() == 2
    assert send() == 2
    assert sorted(letter["To"] for letter in letterbox.letters) == ["alice@example.org", "bob@example.org"]


def test_an_embargo_is_told_at_once_at_any_hour_and_once(people, letterbox, at):
    night = MORNING + timedelta(hours=18)
    caught(people, "Compost", kind=Watch.Kind.EMBARGO)
    choose_letters(member(people, people.bob), digest=Digest.WORKDAYS, at_once=False)
    Mention.objects.update(heard_at=night - timedelta(minutes=1))
    at(night)
    assert send() == 1
    assert letterbox.next_letter()["To"] == "alice@example.org"
    at(night + timedelta(minutes=15))
    assert send() == 0


@pytest.mark.parametrize("kind", [kind for kind in Watch.Kind if kind not in (Watch.Kind.EMBARGO, Watch.Kind.CAMPAIGN)])
def test_other_kinds_wait_for_the_morning(people, letterbox, at, kind):
    caught(people, "Compost", kind=kind)
    night = MORNING + timedelta(hours=18)
    Mention.objects.update(heard_at=night - timedelta(minutes=1))
    at(night)
    assert send() == 0
    assert Letter.objects.count() == 0


def test_who_is_away_is_left_in_peace(people, letterbox, at):
    caught(people, "Compost")
    day = MORNING.date()
    people.workspace.memberships.update(away_from=day, away_until=day)
    send()
    assert Letter.objects.count() == 0


def test_without_a_mail_server_no_letter_is_made(people, at):
    caught(people, "Compost")
    assert send() == 0
    assert Letter.objects.count() == 0


def test_a_stranger_is_told_nothing_of_the_workspace(people, letterbox, at):
    caught(people, "Compost")
    send()
    assert all(letter["To"] != "charlie@example.org" for letter in letterbox.letters)


def test_one_chooses_for_oneself(people, client):
    client.force_login(people.bob)
    page = reverse("watches:letters", args=[people.workspace.slug])
    assert client.post(page, {"digest": "weekly"}).status_code == 302
    chosen = LetterChoice.objects.get()
    assert (chosen.membership.user, chosen.digest, chosen.at_once) == (people.bob, "weekly", False)
    assert client.post(page, {"digest": "hourly"}).status_code == 422
    assert choice_of(member(people, people.alice)).digest == Digest.WORKDAYS


def test_the_link_of_a_letter_asks_and_its_button_ends_them_without_logging_in(people):
    bob = member(people, people.bob)
    visitor = Client(enforce_csrf_checks=True)  # a mail program
    link = reverse("letters:stop", args=[secret_of(bob)])
    page = visitor.get(link)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert choice_of(bob).digest == Digest.WORKDAYS, "looking changes nothing"
    assert visitor.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    chosen = choice_of(bob)
    assert (chosen.digest, chosen.at_once) == (Digest.NEVER, False)
    assert choice_of(member(people, people.alice)).digest == Digest.WORKDAYS
    forged = f"{member(people, people.alice).pk}-{secret_of(bob).partition('-')[2]}"
    assert visitor.post(reverse("letters:stop", args=[forged])).status_code == 404


def test_stopping_twice_is_told_once(people):
    bob = member(people, people.bob)
    stop_letters(bob)
    stop_letters(bob)
    assert Entry.objects.filter(event="watches.letters_stopped").count() == 1


def test_a_letter_is_asked_for_and_comes(people, client, letterbox, at):
    caught(people, "Compost")
    client.force_login(people.bob)
    client.post(reverse("watches:ask_for_letter", args=[people.workspace.slug]))
    assert Letter.objects.get().period.startswith("asked ")
    Letter.objects.update(due_at=MORNING, until=MORNING)
    assert send() >= 1
    assert "bob@example.org" in [letter["To"] for letter in letterbox.letters]


def test_the_number_of_queries_does_not_grow_with_the_mentions(people, letterbox, at, django_assert_max_num_queries):
    caught(people, *[f"Compost {number}" for number in range(12)])
    choose_letters(member(people, people.bob), digest=Digest.NEVER, at_once=False)
    make_due_letters(MORNING)
    with django_assert_max_num_queries(60):
        send()
