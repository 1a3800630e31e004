"""People are told that they are in the file: once, in time, also those who refused, and nothing is asked of them."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from entregent.accounts.errors import NotAllowedError
from entregent.contacts.actions import leave_in_peace
from entregent.core.rights import notice_due
from entregent.history.models import Entry
from entregent.history.wording import every_event, sentence_of
from entregent.messages.models import Message
from entregent.privacy.actions.controllers import set_controller
from entregent.privacy.actions.notices import compose, note_told, take_notice_back, tell, tend_notices
from entregent.privacy.errors import AskingError, CannotTellError, IncompleteError, NeedsWordsError
from entregent.privacy.links import link_at
from entregent.privacy.models import Notice
from entregent.privacy.selectors import glance, untold_contacts, with_what_is_due
from tests.privacy.conftest import NOW, OURS, PAGES, person, send
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db


def test_a_notice_leaves_by_the_mail_server_and_its_link_opens_their_page(letterbox, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)

    assert send() == 1
    letter = letterbox.next_letter()
    assert letter["To"] == "malik@example.org"
    text = text_of(letter)
    assert "Association Les Amis du tri" in text
    assert "faire connaître le compost de quartier" in text
    assert "https://grainotheque.example/contact" in text
    assert "article 6" in text
    assert "cnil.fr" in text
    secret = text.partition(f"{PAGES}/person/")[2].partition("/")[0]
    assert link_at(secret, now=NOW).contact == malik


def test_it_leaves_once_whoever_asks(letterbox, controller, malik, people):
    first = tell(malik, by=people.bob, now=NOW, pages=PAGES)
    second = tell(malik, by=people.alice, now=NOW + timedelta(days=1), pages=PAGES)

    assert first == second
    assert Message.objects.filter(kind=Message.Kind.NOTICE).count() == 1
    assert list(untold_contacts(people.workspace)) == []


def test_those_left_in_peace_are_told_too_and_nothing_is_asked(letterbox, controller, malik, people):
    leave_in_peace(malik, by=people.bob, now=NOW)

    tell(malik, by=people.bob, now=NOW, pages=PAGES)

    assert send() == 1
    text = text_of(letterbox.next_letter())
    assert "?" not in text.replace("http", "")
    assert "n’avez rien à faire" in text
    findings = Message.objects.get().findings
    assert {one["code"] for one in findings if not one["waived"] and one["severity"] == "block"} == set()


def test_it_is_in_a_language_they_read(controller, malik, people):
    malik.language = "en"
    subject, text = compose(malik, controller, "https://entregent.example/person/x/")
    assert subject == "What Association Les Amis du tri knows of you"
    assert "You are in it, and you have a right to know." in text
    malik.language = "de"
    assert compose(malik, controller, "")[0].startswith("Ce que")


def test_an_agency_says_for_whom(controller, malik, people):
    controller.client = "Ville de Quimper"
    assert "pour Ville de Quimper" in compose(malik, controller, "")[1]


def test_nobody_is_told_before_one_knows_by_whom(letterbox, malik, people):
    with pytest.raises(IncompleteError):
        tell(malik, by=people.bob, now=NOW, pages=PAGES)
    assert not Notice.objects.exists()


def test_without_an_address_or_a_server_it_is_said(letterbox, controller, people, settings):
    nobody = person(people, "Sans Adresse", "", came=NOW)
    with pytest.raises(CannotTellError):
        tell(nobody, by=people.bob, now=NOW, pages=PAGES)
    told = person(people, "Zoé Petit", "zoe@example.org", came=NOW)
    settings.MAIL = None
    with pytest.raises(CannotTellError):
        tell(told, by=people.bob, now=NOW, pages=PAGES)
    assert not Notice.objects.exists()


def test_told_in_another_way_is_noted_with_how_and_taken_back(malik, people):
    with pytest.raises(NeedsWordsError):
        note_told(malik, how="by hand", reason=" ", by=people.bob, now=NOW)
    with pytest.raises(ValueError, match="letter"):
        note_told(malik, how="letter", reason="par courrier", by=people.bob, now=NOW)
    notice = note_told(malik, how="by hand", reason="au marché", by=people.bob, now=NOW)
    assert list(untold_contacts(people.workspace)) == []

    assert take_notice_back(notice, by=people.bob)
    assert list(untold_contacts(people.workspace)) == [malik]


def test_a_letter_is_not_taken_back(letterbox, controller, malik, people):
    notice = tell(malik, by=people.bob, now=NOW, pages=PAGES)
    assert not take_notice_back(notice, by=people.bob)
    assert Notice.objects.exists()


def test_the_last_day_is_a_month_after_they_came_in_the_calendar_of_the_team(malik, people):
    [line] = with_what_is_due([malik], people.workspace)
    assert line.due_on == date(2026, 7, 3)
    assert not line.is_late(date(2026, 7, 3))
    assert line.is_late(date(2026, 7, 4))


def test_by_themselves_notices_leave_a_week_ahead_and_not_before(letterbox, malik, people):
    set_controller(people.workspace, replace(OURS, is_automatic=True), by=people.alice)
    stop, last = threading.Event(), NOW + timedelta(days=30)  # the 3rd of July

    assert tend_notices(stop, now=last - timedelta(days=8), pages=PAGES) == 0
    assert tend_notices(stop, now=last - timedelta(days=7), pages=PAGES) == 1
    assert tend_notices(stop, now=last - timedelta(days=6), pages=PAGES) == 0
    assert send() == 1


@pytest.mark.parametrize("came", [date(2026, 1, 28), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)])
def test_a_week_is_a_week_where_months_end(people, came):
    person(people, "Zoé Petit", "zoe@example.org", came=NOW.replace(month=came.month, day=came.day))
    last = notice_due(came)
    soon = [day for day in range(12) if glance(people.workspace, last - timedelta(days=day)).untold]
    assert soon == list(range(8))


def test_with_the_first_message_they_are_to_be_told_at_once(malik, people):
    sent = {"state": Message.State.SENT, "ended_at": NOW + timedelta(days=2)}
    Message.objects.create(workspace=people.workspace, contact=malik, **sent)
    [line] = with_what_is_due([malik], people.workspace)
    assert (line.due_on, line.was_written_to) == (date(2026, 6, 5), True)
    assert line.is_late(date(2026, 6, 6))
    assert glance(people.workspace, date(2026, 6, 5)).untold == 1


@pytest.mark.parametrize("purpose", ["relayez notre pétition", "informer ; pouvez-vous nous répondre avant vendredi ?"])
def test_a_notice_that_would_ask_something_does_not_leave(letterbox, malik, people, purpose):
    set_controller(people.workspace, replace(OURS, purpose=purpose, is_automatic=True), by=people.alice)
    with pytest.raises(AskingError):
        tell(malik, by=people.bob, now=NOW, pages=PAGES)
    assert tend_notices(threading.Event(), now=NOW + timedelta(days=30), pages=PAGES) == 0
    assert not Message.objects.exists()


def test_whoever_need_not_be_told_is_not_said_to_be_told(malik, people):
    note_told(malik, how="exempt", reason="nous a donné sa carte", by=people.bob, now=NOW)
    assert Entry.objects.filter(event="privacy.exempt").count() == 1
    assert not Entry.objects.filter(event__startswith="privacy.notice").exists()


def test_history_says_how_they_were_told(letterbox, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    other = person(people, "Odile Autrement", "odile@example.org", came=NOW)
    note_told(other, how="by hand", reason="de vive voix, au premier café", by=people.bob, now=NOW)
    with translation.override("fr"):
        told = Entry.objects.filter(event__startswith="privacy.notice").order_by("pk")
        said = [sentence_of(one, every_event()) for one in told]
    assert said == [
        "Une lettre dit à Malik Roux que son nom figure dans le fichier.",
        "Odile Autrement sait que son nom figure dans le fichier\u00a0: de vive voix, au premier café",
    ]


def test_by_themselves_notices_go_with_the_first_message(letterbox, malik, people):
    set_controller(people.workspace, replace(OURS, is_automatic=True), by=people.alice)
    Message.objects.create(workspace=people.workspace, contact=malik, state=Message.State.BY_HAND)

    assert tend_notices(threading.Event(), now=NOW, pages=PAGES) == 1


def test_nothing_leaves_by_itself_where_nobody_wanted_it(letterbox, controller, malik, people):
    assert tend_notices(threading.Event(), now=NOW + timedelta(days=200), pages=PAGES) == 0


def test_today_says_who_is_soon_to_be_told(malik, people):
    assert glance(people.workspace, date(2026, 6, 20)).untold == 0
    assert glance(people.workspace, date(2026, 6, 28)).untold == 1


def test_whoever_may_not_see_contacts_tells_nobody(letterbox, controller, malik, people):
    with pytest.raises(NotAllowedError):
        tell(malik, by=people.charlie, now=NOW, pages=PAGES)
    with pytest.raises(NotAllowedError):
        note_told(malik, how="by hand", reason="au marché", by=people.charlie, now=NOW)
    with pytest.raises(NotAllowedError):
        set_controller(people.workspace, OURS, by=people.bob)
