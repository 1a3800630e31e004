"""A letter that did not leave told nobody: it is said, written again, and nobody is erased as if they had been told."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from entregent.contacts.models import Contact
from entregent.history.models import Entry
from entregent.messages.models import Message
from entregent.privacy.actions.answering import answer, extend, note_answered, write_again
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.controllers import set_controller
from entregent.privacy.actions.leaving import PATIENCE, finish_leaving
from entregent.privacy.actions.notices import note_told, tell, tend_notices
from entregent.privacy.errors import AlreadyAnsweredError, CannotTellError
from entregent.privacy.models import Erasure, Notice, Request
from entregent.privacy.personal_data import held
from entregent.privacy.selectors import answered_requests, glance, untold_contacts, waiting_requests
from tests.privacy.conftest import NOW, OURS, PAGES, person, send
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db
STUCK = ["draft", "held", "failed", "unsure", "put away"]


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def becomes(state: str) -> None:
    """What became of the one letter."""
    if state == "put away":
        Message.objects.update(removed_at=NOW)
    else:
        Message.objects.update(state=state)


def said_of(contact) -> str:
    """What this room keeps of them, as they read it."""
    with translation.override("en"):
        return str(list(held([contact])))


def leaving(malik, people) -> Request:
    request = ask(malik, kind="erase", via="letter", by=people.bob, now=NOW)
    answer(request, "", by=people.alice, now=NOW, pages=PAGES)
    return request


@pytest.mark.parametrize("state", ["waiting", "sent", "by hand"])
def test_a_letter_tells_them_while_it_waits_and_once_it_left(letterbox, controller, malik, people, state):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    becomes(state)
    assert list(untold_contacts(people.workspace)) == []
    assert "You were told of this file" in said_of(malik)


@pytest.mark.parametrize("state", STUCK)
def test_by_a_letter_that_did_not_leave_nobody_was_told(letterbox, controller, malik, people, state):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    becomes(state)
    assert list(untold_contacts(people.workspace)) == [malik]
    assert glance(people.workspace, NOW.date()).unsent == 1
    assert glance(people.workspace, NOW.date()).untold == 0
    assert "the letter did not leave, as far as is known" in said_of(malik)
    assert "You were told of this file" not in said_of(malik)


def test_it_is_said_and_written_again(letterbox, alice, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    becomes("failed")
    page = alice.get(reverse("privacy:theirs", args=[people.workspace.slug, malik.pk]), HTTP_ACCEPT_LANGUAGE="en")
    assert "did not leave" in page.content.decode()
    for where in ("web:today", "privacy:untold"):
        said = alice.get(reverse(where, args=[people.workspace.slug]), HTTP_ACCEPT_LANGUAGE="en").content.decode()
        assert "did not leave" in said
    file = alice.get(reverse("contacts:contact", args=[people.workspace.slug, malik.pk]), HTTP_ACCEPT_LANGUAGE="en")
    assert "did not leave" in file.content.decode()

    alice.post(reverse("privacy:tell", args=[people.workspace.slug]), {"deed": "write", "contact": [malik.pk]})
    first, second = Message.objects.order_by("pk")
    assert first.removed_at is not None
    assert Notice.objects.get().message == second
    assert send() == 1
    assert list(untold_contacts(people.workspace)) == []


def test_written_again_it_is_still_one_letter_at_a_time(letterbox, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    for _ in range(2):
        becomes("failed")
        assert tell(malik, by=people.bob, now=NOW, pages=PAGES) == tell(malik, by=people.alice, now=NOW, pages=PAGES)
    assert Message.objects.filter(removed_at=None).count() == 1
    assert Notice.objects.count() == 1


def test_one_that_perhaps_left_stays_for_whoever_looks(letterbox, alice, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    becomes("unsure")
    page = alice.get(
        reverse("privacy:untold", args=[people.workspace.slug]), HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()
    assert "nobody knows whether the letter left" in page
    assert f'id="untold-{malik.pk}">' in page, "several are written to at once: this one only by whoever looked"
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    assert list(Message.objects.order_by("pk").values_list("state", "removed_at")) == [
        ("unsure", None),
        ("waiting", None),
    ]


def test_told_in_another_way_after_that_is_noted(letterbox, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    becomes("held")
    notice = note_told(malik, how="by hand", reason="de vive voix", by=people.bob, now=NOW)
    assert (notice.how, notice.message) == ("by hand", None)
    assert list(untold_contacts(people.workspace)) == []


def test_by_itself_it_is_not_written_again(letterbox, malik, people):
    set_controller(people.workspace, replace(OURS, is_automatic=True), by=people.alice)
    stop, late = threading.Event(), NOW + timedelta(days=40)
    assert tend_notices(stop, now=late, pages=PAGES) == 1
    becomes("failed")
    assert tend_notices(stop, now=late, pages=PAGES) == 0


@pytest.mark.parametrize("state", [*STUCK, "waiting"])
def test_nobody_is_erased_before_they_were_told_or_it_was_tried_for_long(letterbox, controller, malik, people, state):
    leaving(malik, people)
    becomes(state)
    soon, late = NOW + PATIENCE - timedelta(minutes=1), NOW + PATIENCE + timedelta(minutes=1)
    assert finish_leaving(threading.Event(), now=soon) == 0
    assert finish_leaving(threading.Event(), now=late) == 1
    assert Erasure.objects.get().is_untold
    assert Entry.objects.filter(event="privacy.erased_untold").count() == 1


def test_whoever_was_told_is_erased_as_told(letterbox, controller, malik, people):
    leaving(malik, people)
    assert send() == 1
    assert finish_leaving(threading.Event(), now=NOW) == 1
    assert not Erasure.objects.get().is_untold
    assert not Entry.objects.filter(event="privacy.erased_untold").exists()


def test_today_warns_that_somebody_leaves_untold(letterbox, alice, controller, malik, people):
    request = leaving(malik, people)
    becomes("failed")
    today = alice.get(reverse("web:today", args=[people.workspace.slug]), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "they are erased without" in today
    alice.post(reverse("privacy:settle", args=[people.workspace.slug, request.pk]), {"deed": "write"})
    assert finish_leaving(threading.Event(), now=NOW) == 0
    assert send() == 1
    assert finish_leaving(threading.Event(), now=NOW) == 1
    assert not Contact.objects.filter(pk=malik.pk).exists()


@pytest.mark.parametrize("state", STUCK)
def test_an_answer_that_did_not_leave_is_none(letterbox, alice, controller, malik, people, state):
    request = ask(malik, kind="access", via="letter", by=people.bob, now=NOW)
    answer(request, "Tout est là.", by=people.alice, now=NOW, pages=PAGES)
    becomes(state)
    assert list(waiting_requests(people.workspace)) == [request]
    assert list(answered_requests(people.workspace)) == [request]
    page = alice.get(reverse("privacy:asked", args=[people.workspace.slug, request.pk]), HTTP_ACCEPT_LANGUAGE="en")
    assert "Write it again" in page.content.decode()

    write_again(request, by=people.alice, now=NOW, pages=PAGES)
    assert list(waiting_requests(people.workspace)) == []
    assert send() == 1
    assert "Tout est là." in text_of(letterbox.next_letter())
    with pytest.raises(AlreadyAnsweredError):
        write_again(request, by=people.alice, now=NOW, pages=PAGES)


def test_without_a_mail_server_the_letter_is_not_lost(letterbox, controller, malik, people, settings):
    request = leaving(malik, people)
    becomes("failed")
    settings.MAIL = None
    with pytest.raises(CannotTellError):
        write_again(request, by=people.alice, now=NOW, pages=PAGES)
    assert Message.objects.get().removed_at is None
    note_answered(request, by=people.alice, now=NOW)
    assert list(waiting_requests(people.workspace)) == [request], "accepted, they are erased next"
    assert Entry.objects.filter(event="privacy.told_otherwise").exists()


def test_why_it_takes_longer_is_told_by_letter(letterbox, controller, malik, people):
    malik.language = "en"
    malik.save()
    request = ask(malik, kind="erase", via="letter", by=people.bob, now=NOW)
    extend(request, "Three lists to read again", by=people.alice, now=NOW, pages=PAGES)
    assert send() == 1
    text = text_of(letterbox.next_letter())
    assert "Three lists to read again" in text
    assert "by Sept. 3, 2026 at the latest" in text
    assert f"{PAGES}/person/" in text
    request.refresh_from_db()
    answer(request, "", by=people.alice, now=NOW, pages=PAGES)
    assert send() == 1
    assert "It is accepted" in text_of(letterbox.next_letter(2))


def test_where_no_letter_can_leave_it_is_said(alice, malik, people, settings):
    settings.MAIL = None
    request = ask(malik, kind="access", via="letter", by=people.bob, now=NOW)
    page = alice.post(
        reverse("privacy:extend", args=[people.workspace.slug, request.pk]), {"reason": "Trois listes"}, follow=True
    )
    assert "Aucune lettre n’a pu partir" in page.content.decode()


def test_a_request_of_yesterday_evening_has_the_day_of_the_team(letterbox, controller, malik, people):
    late = NOW.replace(day=30, hour=22, minute=30)  # the 1st of July in Paris
    request = ask(malik, kind="access", via="letter", by=people.bob, now=late)
    extend(request, "Trois listes", by=people.alice, now=late, pages=PAGES)
    request.refresh_from_db()
    assert request.due_on.isoformat() == "2026-10-01"
    assert {one.on.isoformat() for one in held([malik])} == {"2026-07-01"}


def test_nobody_answers_an_objection_made_on_the_page(malik, people):
    ask(malik, kind="object", by=people.bob, now=NOW)
    assert "answered on June 3, 2026" in said_of(malik)
    assert "by None" not in said_of(malik)


def test_a_letter_to_somebody_put_away_meanwhile_stays_here(letterbox, controller, people):
    """Held back, it is of nobody who is told."""
    zoe = person(people, "Zoé Petit", "zoe@example.org", came=NOW)
    tell(zoe, by=people.bob, now=NOW, pages=PAGES)
    Contact.objects.filter(pk=zoe.pk).update(removed_at=timezone.now())
    assert send() == 0
    assert Message.objects.get().state == "held"
    assert list(untold_contacts(people.workspace)) == []
