"""What the law makes us write leaves as it is, or not at all: nobody makes anything else of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.contacts.actions import leave_in_peace
from entregent.messages.actions import (
    call_back,
    lift,
    log_by_hand,
    put_draft_back,
    queue,
    queue_owed,
    remove_draft,
    save_draft,
    settle_unsure,
    try_again,
)
from entregent.messages.errors import NoAddressError, NotADraftError
from entregent.messages.models import Message
from entregent.messages.selectors import drafts_of, sent_messages
from tests.messages.conftest import GOOD, NOW, at, send

pytestmark = pytest.mark.django_db
State = Message.State
NOTICE = {"kind": Message.Kind.NOTICE, "key": "notice 1", "to": "malik@example.org", "subject": "Ce que nous savons"}
TEXT = "Bonjour Malik Roux,\n\nNous tenons un fichier de contacts où vous figurez."


@pytest.fixture
def notice(letterbox, malik, people) -> Message:
    """To somebody who wants to be left in peace."""
    leave_in_peace(malik, by=people.bob, now=NOW)
    return queue_owed(malik, **NOTICE, text=TEXT, by=people.bob, now=timezone.now())


def stands(message: Message, state: str) -> Message:
    Message.objects.filter(pk=message.pk).update(state=state)
    message.refresh_from_db()
    return message


def test_it_is_not_called_back(notice, people):
    assert not call_back(notice, by=people.bob, now=timezone.now())
    assert Message.objects.get().state == State.WAITING
    assert send() == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.HELD, State.FAILED])
def test_it_is_not_rewritten_lifted_put_away_or_sent_as_a_draft(notice, people, state):
    """Else it would leave as an ask to somebody left in peace: the rule does not hold for what is owed."""
    stands(notice, state)
    by, now = people.bob, timezone.now()
    for deed in (
        lambda: save_draft(notice, GOOD, by=by, now=now),
        lambda: remove_draft(notice, by=by, now=now),
        lambda: put_draft_back(notice, by=by),
        lambda: lift(notice, "W103", "une raison bien écrite", by=by, now=now),
        lambda: queue(notice, by=by, now=now),
        lambda: log_by_hand(notice, by=by, now=now),
    ):
        with pytest.raises(NotADraftError):
            deed()
    kept = Message.objects.get()
    assert (kept.text, kept.purpose, kept.state, kept.removed_at) == (TEXT, "", state, None)


@pytest.mark.parametrize("state", [State.HELD, State.FAILED, State.DRAFT])  # once, what is owed could be called back
def test_it_is_tried_again_as_it_is(letterbox, notice, people, state):
    stands(notice, state)
    assert send() == 0

    try_again(notice, by=people.alice, now=timezone.now())

    assert send() == 1
    assert letterbox.next_letter()["Reply-To"] == "alice@example.org"
    assert Message.objects.get().text == TEXT
    with pytest.raises(NotADraftError):
        try_again(notice, by=people.bob, now=timezone.now())


def test_a_draft_is_not_tried_again(letterbox, draft, people):
    stands(draft, State.HELD)

    with pytest.raises(NotADraftError):
        try_again(draft, by=people.bob, now=timezone.now())


def test_without_a_mail_server_it_stays(notice, people, settings):
    stands(notice, State.FAILED)
    settings.MAIL = None

    with pytest.raises(NoAddressError):
        try_again(notice, by=people.bob, now=timezone.now())
    assert Message.objects.get().state == State.FAILED


def test_one_that_did_not_leave_has_failed(notice, people):
    stands(notice, State.UNSURE)

    settle_unsure(notice, has_left=False, by=people.bob, now=timezone.now())

    assert Message.objects.get().state == State.FAILED


def test_one_that_another_replaced_is_put_away_when_it_did_not_leave(notice, people):
    stands(notice, State.UNSURE)
    Message.objects.update(key="")
    notice.refresh_from_db()

    settle_unsure(notice, has_left=False, by=people.bob, now=timezone.now())

    assert Message.objects.get().removed_at is not None


def test_it_is_listed_with_what_was_sent_not_with_drafts(notice, people):
    stands(notice, State.FAILED)

    assert list(drafts_of(people.workspace, people.bob)) == []
    assert list(sent_messages(people.workspace)) == [notice]


def test_its_page_shows_it_and_has_it_tried_again(bob, notice, people):
    url = at(people, f"{notice.pk}/")
    assert 'value="call back"' not in bob.get(url).content.decode()
    stands(notice, State.FAILED)

    page = bob.get(url).content.decode()
    assert 'value="again"' in page
    assert "<textarea" not in page
    assert 'value="remove"' not in page + bob.get(at(people)).content.decode()
    bob.post(at(people, f"{notice.pk}/act/"), {"deed": "again"})
    assert Message.objects.get().state == State.WAITING


def test_its_page_says_why_it_cannot_be_tried_again(bob, notice, people, settings):
    Message.objects.update(text=TEXT + " En échange, la publication d’un article est obligatoire.")
    stands(notice, State.HELD)
    act = at(people, f"{notice.pk}/act/")

    page = bob.post(act, {"deed": "again"}, HTTP_ACCEPT_LANGUAGE="en", follow=True).content.decode()
    assert "a rule blocks it as it stands" in page
    settings.MAIL = None
    page = bob.post(act, {"deed": "again"}, HTTP_ACCEPT_LANGUAGE="en", follow=True).content.decode()
    assert "No mail server is set up yet" in page
    assert Message.objects.get().state == State.HELD


def test_a_form_that_was_made_by_hand_changes_nothing(bob, notice, people):
    stands(notice, State.FAILED)
    told = {"subject": GOOD.subject, "text": GOOD.text, "purpose": "ask", "send": "1"}

    bob.post(at(people, f"{notice.pk}/"), told)
    bob.post(at(people, f"{notice.pk}/act/"), {"deed": "remove"})

    kept = Message.objects.get()
    assert (kept.text, kept.purpose, kept.state, kept.removed_at) == (TEXT, "", State.FAILED, None)


def test_a_draft_is_still_called_back_and_rewritten(letterbox, draft, people):
    queue(draft, by=people.bob, now=timezone.now() + timedelta(hours=1))

    assert call_back(draft, by=people.bob, now=timezone.now())
    save_draft(draft, replace(GOOD, subject="Autre chose"), by=people.bob, now=timezone.now())
    assert Message.objects.get().subject == "Autre chose"
