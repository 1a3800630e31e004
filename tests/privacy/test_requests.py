"""What people ask has a day, is answered once, by a letter where one can leave; whoever wants to leave is erased once told."""

import threading
from datetime import date, timedelta

import pytest

from entregent.accounts.errors import NotAllowedError
from entregent.contacts.models import Contact
from entregent.messages.models import Message
from entregent.privacy.actions.answering import answer, extend
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.leaving import PATIENCE, finish_leaving
from entregent.privacy.errors import AlreadyAnsweredError, NeedsWordsError
from entregent.privacy.models import Erasure, Request
from entregent.privacy.selectors import glance, waiting_requests
from tests.privacy.conftest import NOW, PAGES, send
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db


def asks(malik, people, kind="access") -> Request:
    return ask(malik, kind=kind, via="letter", words="Bonjour, s’il vous plaît", by=people.bob, now=NOW)


def test_it_is_answered_within_a_month_or_three_with_a_reason(malik, people):
    request = asks(malik, people)
    assert request.due_on == date(2026, 7, 3)
    with pytest.raises(NeedsWordsError):
        extend(request, " ", by=people.alice, now=NOW, pages=PAGES)
    extend(request, "Trois listes à relire", by=people.alice, now=NOW, pages=PAGES)
    request.refresh_from_db()
    assert request.due_on == date(2026, 9, 3)
    with pytest.raises(AlreadyAnsweredError):
        extend(request, "Encore", by=people.alice, now=NOW, pages=PAGES)


def test_a_letter_gives_the_link_to_whoever_wants_to_read(letterbox, controller, malik, people):
    request = asks(malik, people)
    answer(request, "Tout est là.", by=people.alice, now=NOW, pages=PAGES)

    assert send() == 1
    text = text_of(letterbox.next_letter())
    assert "Tout est là." in text
    assert f"{PAGES}/person/" in text
    assert list(waiting_requests(people.workspace)) == []


def test_it_is_answered_once(malik, people):
    request = asks(malik, people)
    answer(request, "", by=people.alice, now=NOW, pages=PAGES)
    with pytest.raises(AlreadyAnsweredError):
        answer(request, "", by=people.alice, now=NOW, pages=PAGES)


def test_a_refusal_says_why_and_where_to_complain(letterbox, controller, malik, people):
    request = asks(malik, people, "erase")
    with pytest.raises(NeedsWordsError):
        answer(request, " ", by=people.alice, now=NOW, pages=PAGES, refused=True)
    answer(request, "Un litige est en cours.", by=people.alice, now=NOW, pages=PAGES, refused=True)

    assert send() == 1
    text = text_of(letterbox.next_letter())
    assert "Un litige est en cours." in text
    assert "CNIL" in text
    request.refresh_from_db()
    assert request.state == Request.State.REFUSED
    assert finish_leaving(threading.Event(), now=NOW + timedelta(days=9)) == 0


def test_whoever_wants_to_leave_is_told_first_then_erased(letterbox, controller, malik, people):
    request = asks(malik, people, "erase")
    answer(request, "", by=people.alice, now=NOW, pages=PAGES)

    assert finish_leaving(threading.Event(), now=NOW) == 0, "the letter has not left"
    assert send() == 1
    text = text_of(letterbox.next_letter())
    assert "tout ce que nous gardons sur vous est effacé" in text
    assert "/person/" not in text
    assert finish_leaving(threading.Event(), now=NOW) == 1
    assert not Contact.objects.filter(pk=malik.pk).exists()
    assert Erasure.objects.get().why == Erasure.Why.ASKED
    request.refresh_from_db()
    assert (request.state, request.contact, request.words) == (Request.State.DONE, None, "")
    assert finish_leaving(threading.Event(), now=NOW) == 0


def test_a_mail_server_that_never_answers_does_not_keep_them(letterbox, controller, malik, people):
    request = asks(malik, people, "erase")
    answer(request, "", by=people.alice, now=NOW, pages=PAGES)

    assert finish_leaving(threading.Event(), now=NOW + PATIENCE + timedelta(minutes=1)) == 1
    assert not Message.objects.exists()


def test_without_a_server_they_are_erased_and_the_team_is_told_to_say_so(malik, people, settings):
    settings.MAIL = None
    assert answer(asks(malik, people, "erase"), "", by=people.alice, now=NOW, pages=PAGES) is None
    assert finish_leaving(threading.Event(), now=NOW) == 1


def test_asked_twice_is_one_request(malik, people):
    assert asks(malik, people, "erase") == asks(malik, people, "erase")
    assert Request.objects.count() == 1


def test_today_has_the_requests_with_the_first_due_ahead(malik, people):
    asks(malik, people)
    erase = ask(malik, kind="erase", via="letter", by=people.bob, now=NOW - timedelta(days=40))
    found = glance(people.workspace, date(2026, 6, 3)).requests
    assert [one.kind for one in found] == ["erase", "access"]
    assert erase.is_late(date(2026, 6, 3))


def test_only_some_answer(malik, people):
    request = asks(malik, people)
    with pytest.raises(NotAllowedError):
        answer(request, "", by=people.bob, now=NOW, pages=PAGES)
    with pytest.raises(NotAllowedError):
        extend(request, "Plus tard", by=people.bob, now=NOW, pages=PAGES)
