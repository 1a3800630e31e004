"""The gate: what leaves, what does not, and that nothing leaves twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Membership
from entregent.contacts.actions import leave_in_peace
from entregent.contacts.models import Fact
from entregent.core.lifecycle import Answer
from entregent.history.models import Entry
from entregent.messages.actions import (
    call_back,
    lift,
    log_by_hand,
    queue,
    queue_owed,
    save_draft,
    settle_unsure,
)
from entregent.messages.errors import (
    BlockedError,
    EmptyError,
    NoAddressError,
    NotADraftError,
    NotLiftedError,
    ReasonTooShortError,
)
from entregent.messages.gate import judge
from entregent.messages.models import Message
from entregent.relations.actions import answer_ask, make_ask, note_exchange
from entregent.relations.actions.asks import Asked
from entregent.relations.models import Ask
from tests.messages.conftest import GOOD, NOW, know, send, written_to
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db
CONDITION = GOOD.text + "\n\nEn échange de cette relecture, la publication d’un article est obligatoire."


def codes(report) -> set[str]:
    return {one.code for one in report.findings}


def test_a_courteous_message_leaves_by_the_mail_server_once(letterbox, draft, people):
    report = queue(draft, by=people.bob, now=timezone.now())

    assert not report.is_blocked
    assert send() == 1
    assert send() == 0
    letter = letterbox.next_letter()
    assert letter["To"] == "malik@example.org"
    assert letter["From"] == "Bob <entregent@example.org>"
    assert letter["Reply-To"] == "bob@example.org"
    assert letter["Subject"] == GOOD.subject
    assert letter.get_content_type() == "text/plain"
    assert text_of(letter).replace("\r\n", "\n") == GOOD.text + "\n"
    assert len(letterbox.letters) == 1
    draft.refresh_from_db()
    assert draft.state == Message.State.SENT
    assert letter["Message-ID"] == draft.letter_id


def test_what_left_is_noted_with_the_contact(letterbox, draft, malik, people):
    queue(draft, by=people.bob, now=timezone.now())
    send()

    exchange = malik.exchanges.get()
    assert (exchange.manner, exchange.side, exchange.by) == ("email", "us", people.bob)
    assert exchange.letter_id == Message.objects.get().letter_id
    ask = malik.asks.get()
    assert (ask.purpose, ask.effort, ask.counterpart) == (GOOD.what, GOOD.effort, GOOD.in_return)
    assert Entry.objects.get(event="messages.message_sent").by_id == people.bob.pk


def test_a_block_keeps_it_back_until_somebody_writes_why(letterbox, malik, people):
    message = written_to(malik, people.bob, replace(GOOD, text=CONDITION))

    assert "W103" in codes(judge(message, now=timezone.now()))
    with pytest.raises(BlockedError):
        queue(message, by=people.bob, now=timezone.now())
    assert send() == 0

    with pytest.raises(ReasonTooShortError):
        lift(message, "W103", "parce que", by=people.bob, now=NOW)
    lift(message, "W103", "C’est une citation de leur propre charte", by=people.bob, now=NOW)
    queue(message, by=people.bob, now=timezone.now())
    assert send() == 1
    kept = {one["code"]: one["waived"] for one in Message.objects.get().findings}
    assert kept["W103"] == "C’est une citation de leur propre charte"
    lifted = Entry.objects.get(event="messages.message_lifted")
    assert lifted.facts == {"rule": "W103", "reason": "C’est une citation de leur propre charte"}


def test_somebody_left_in_peace_is_not_written_to_whatever_the_reason(letterbox, draft, malik, people):
    leave_in_peace(malik, by=people.bob, now=NOW)

    with pytest.raises(NotLiftedError):
        lift(draft, "P101", "Cela leur ferait vraiment plaisir", by=people.bob, now=NOW)
    with pytest.raises(BlockedError):
        queue(draft, by=people.bob, now=timezone.now())
    with pytest.raises(BlockedError):
        log_by_hand(draft, by=people.bob, now=timezone.now())


def test_a_no_said_while_it_waits_holds_it_back(letterbox, draft, malik, people):
    queue(draft, by=people.bob, now=timezone.now())
    leave_in_peace(malik, by=people.alice, now=NOW)

    assert send() == 0
    draft.refresh_from_db()
    assert draft.state == Message.State.HELD
    assert letterbox.letters == []
    assert not malik.exchanges.exists()


def test_a_topic_they_refuse_is_a_block(draft, malik, people):
    know(malik, Fact.Kind.REFUSED, "compost", people)

    assert "B103" in codes(judge(draft, now=NOW))


def test_a_colleague_who_wrote_within_seven_days_is_named(draft, malik, people):
    note_exchange(malik, manner="email", side="us", at=NOW - timedelta(days=2), by=people.alice, now=NOW)

    found = next(one for one in judge(draft, now=NOW).findings if one.code == "M101")
    assert found.evidence.values["who"] == "Alice"
    assert "M101" not in codes(judge(draft, now=NOW + timedelta(days=30)))


def test_a_message_of_a_colleague_that_still_waits_counts(letterbox, draft, malik, people):
    queue(draft, by=people.bob, now=NOW)
    other = written_to(malik, people.alice, GOOD)

    assert "M101" in codes(judge(other, now=NOW))


def test_the_budget_of_asks_is_that_of_the_whole_workspace(draft, malik, people):
    for days in (300, 200, 100):
        at = NOW - timedelta(days=days)
        ask = make_ask(malik, Asked(f"relire {days}"), at=at, by=people.alice, now=NOW, despite="pour le test")
        Ask.objects.filter(pk=ask.pk).update(closed_at=at)

    assert "M103" in codes(judge(draft, now=NOW))


def test_after_a_no_it_is_a_block(draft, malik, people):
    ask = make_ask(malik, Asked("relire notre guide du compost"), at=NOW - timedelta(days=20), by=people.bob, now=NOW)

    answer_ask(ask, Answer.NO, at=NOW - timedelta(days=10), by=people.bob, now=NOW)

    assert "M106" in codes(judge(draft, now=NOW))


def test_of_two_who_press_one_sends(letterbox, draft, people):
    twin = Message.objects.get(pk=draft.pk)
    queue(draft, by=people.bob, now=timezone.now())

    with pytest.raises(NotADraftError):
        queue(twin, by=people.bob, now=timezone.now())
    with pytest.raises(NotADraftError):
        log_by_hand(twin, by=people.bob, now=timezone.now())
    send()
    assert len(letterbox.letters) == 1


def test_a_worker_lost_while_sending_leaves_one_that_nobody_sends_again(letterbox, draft, people):
    queue(draft, by=people.bob, now=timezone.now())
    Message.objects.update(begun_at=timezone.now(), lease="lost", lease_until=timezone.now() - timedelta(seconds=1))

    assert send() == 0
    draft.refresh_from_db()
    assert draft.state == Message.State.UNSURE
    assert letterbox.letters == []
    settle_unsure(draft, has_left=True, by=people.bob, now=timezone.now())
    settle_unsure(draft, has_left=True, by=people.bob, now=timezone.now())
    assert draft.contact.exchanges.count() == 1


def test_a_server_that_refuses_is_asked_again_later_then_no_more(letterbox, draft, people):
    letterbox.refuses = "550 no"
    queue(draft, by=people.bob, now=timezone.now())
    for _ in range(5):
        send()
        Message.objects.update(due_at=timezone.now())

    draft.refresh_from_db()
    assert (draft.state, draft.attempts) == (Message.State.FAILED, 5)
    assert not draft.contact.exchanges.exists()
    letterbox.refuses = ""
    queue(draft, by=people.bob, now=timezone.now())
    assert send() == 1


def test_what_still_waits_is_called_back(letterbox, draft, people):
    queue(draft, by=people.bob, now=timezone.now())

    assert call_back(draft, by=people.bob, now=timezone.now())
    assert send() == 0
    draft.refresh_from_db()
    assert draft.state == Message.State.DRAFT
    assert not call_back(draft, by=people.bob, now=timezone.now())


def test_sent_by_hand_is_judged_and_noted_the_same(draft, malik, people):
    log_by_hand(draft, by=people.bob, now=timezone.now())

    assert malik.exchanges.get().manner == "email"
    assert malik.asks.count() == 1
    assert Message.objects.get().state == Message.State.BY_HAND
    with pytest.raises(NotADraftError):
        save_draft(draft, GOOD, by=people.bob, now=NOW)


def test_it_wants_words_an_address_of_theirs_and_a_server(letterbox, malik, people, settings):
    for part in ("subject", "text"):
        with pytest.raises(EmptyError) as refused:
            queue(written_to(malik, people.bob, replace(GOOD, **{part: " "})), by=people.bob, now=NOW)
        assert refused.value.part == part
    with pytest.raises(NoAddressError):
        queue(written_to(malik, people.bob, replace(GOOD, to="tous@example.org")), by=people.bob, now=NOW)
    settings.MAIL = None
    with pytest.raises(NoAddressError):
        queue(written_to(malik, people.bob, GOOD), by=people.bob, now=NOW)


def test_what_the_law_makes_us_write_leaves_whatever_they_refuse_and_once(letterbox, malik, people):
    leave_in_peace(malik, by=people.bob, now=NOW)
    told = {
        "kind": Message.Kind.NOTICE,
        "key": "notice 1",
        "to": "malik@example.org",
        "subject": "Ce que nous savons de vous",
    }
    text = "Bonjour Malik Roux,\n\nNous tenons un fichier de contacts où vous figurez."

    first = queue_owed(malik, **told, text=text, by=people.bob, now=timezone.now())
    again = queue_owed(malik, **told, text=text, by=people.bob, now=timezone.now())

    assert first == again
    assert send() == 1
    assert letterbox.next_letter()["Subject"] == "Ce que nous savons de vous"
    assert malik.exchanges.get().manner == "note"
    bad = text + " En échange, la publication d’un article est obligatoire."
    with pytest.raises(BlockedError):
        queue_owed(malik, **(told | {"key": "notice 2"}), text=bad, by=people.bob, now=NOW)


def test_whoever_may_not_see_contacts_sends_nothing(letterbox, draft, people):
    Membership.objects.filter(user=people.bob).update(role="reader")

    with pytest.raises(NotAllowedError):
        queue(draft, by=people.bob, now=NOW)
    with pytest.raises(NotAllowedError):
        lift(draft, "W103", "une raison bien écrite", by=people.charlie, now=NOW)
