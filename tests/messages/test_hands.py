"""Whose message it is, and what is asked about them and the address once more when it leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.accounts.models import Membership, User
from entregent.contacts.actions import end_fact
from entregent.contacts.models import Contact, Fact
from entregent.history.models import Entry
from entregent.messages.actions import call_back, log_by_hand, queue, settle_unsure
from entregent.messages.gate import judge
from entregent.messages.models import Message
from entregent.relations.actions import note_exchange
from tests.messages.conftest import NOW, at, know, send

pytestmark = pytest.mark.django_db
State, Why = Message.State, Message.Why


def test_whoever_sends_what_a_colleague_wrote_sends_it_in_their_own_name(letterbox, draft, people):
    Message.objects.update(state=State.HELD)
    draft.refresh_from_db()

    queue(draft, by=people.alice, now=timezone.now())

    assert send() == 1
    letter = letterbox.next_letter()
    assert letter["From"] == "Alice <entregent@example.org>"
    assert letter["Reply-To"] == "alice@example.org"
    assert draft.contact.exchanges.get().by == people.alice


def test_a_message_of_somebody_who_left_is_sent_by_somebody_who_stays(letterbox, draft, people):
    Message.objects.update(state=State.HELD)
    User.objects.filter(pk=people.bob.pk).update(is_active=False)
    draft.refresh_from_db()

    queue(draft, by=people.alice, now=timezone.now())

    assert send() == 1


def test_by_hand_it_is_theirs_too(draft, people):
    log_by_hand(draft, by=people.alice, now=timezone.now())

    assert Message.objects.get().by == people.alice


def test_a_colleague_is_whoever_does_not_send(draft, malik, people):
    note_exchange(malik, manner="email", side="us", at=NOW - timedelta(days=2), by=people.bob, now=NOW)

    assert "M101" in {one.code for one in judge(draft, by=people.alice, now=NOW).findings}
    assert "M101" not in {one.code for one in judge(draft, now=NOW).findings}


def leaves_the_team(draft, people):
    Membership.objects.filter(user=people.bob).delete()


def becomes_a_reader(draft, people):
    Membership.objects.filter(user=people.bob).update(role="reader")


def has_no_account_any_more(draft, people):
    User.objects.filter(pk=people.bob.pk).update(is_active=False)


def address_ends(draft, people):
    end_fact(draft.contact.facts.get(kind=Fact.Kind.EMAIL), by=people.bob, now=NOW)


def file_is_put_away(draft, people):
    Contact.objects.filter(pk=draft.contact_id).update(removed_at=NOW)


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (leaves_the_team, Why.AUTHOR),
        (becomes_a_reader, Why.AUTHOR),
        (has_no_account_any_more, Why.AUTHOR),
        (address_ends, Why.ADDRESS),
        (file_is_put_away, Why.FILE),
    ],
)
def test_what_may_not_leave_any_more_is_held_back_and_says_why(letterbox, draft, people, meanwhile, why):
    queue(draft, by=people.bob, now=timezone.now())
    meanwhile(draft, people)

    assert send() == 0
    assert letterbox.letters == []
    draft.refresh_from_db()
    assert (draft.state, draft.held_for) == (State.HELD, why)
    assert Entry.objects.filter(event="messages.message_held").count() == 1


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why.AUTHOR, "may not write from here any more"),
        (Why.ADDRESS, "the address is none of theirs any more"),
        (Why.RULES, "something had changed"),
        ("", "something had changed"),
    ],
)
def test_its_page_says_why(bob, draft, people, why, said):
    Message.objects.update(state=State.HELD, held_for=why)

    assert said in bob.get(at(people, f"{draft.pk}/"), HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_it_goes_to_the_address_known_now(letterbox, bob, draft, malik, people):
    queue(draft, by=people.bob, now=timezone.now())
    address_ends(draft, people)
    know(malik, Fact.Kind.EMAIL, "malik@grainotheque.example", people)
    send()
    url = at(people, f"{draft.pk}/")

    page = bob.get(url).content.decode()
    assert "malik@grainotheque.example" in page
    assert 'name="send"' in page
    old = {"subject": draft.subject, "text": draft.text, "purpose": "ask", "to": "malik@example.org", "send": "1"}
    assert bob.post(url, old).status_code == 302
    assert send() == 1
    assert letterbox.next_letter()["To"] == "malik@grainotheque.example"
    assert Message.objects.get().held_for == ""


def test_one_begun_without_an_address_is_sent_once_it_is_known(letterbox, bob, people, malik):
    malik.facts.filter(kind=Fact.Kind.EMAIL).update(ended_at=NOW)
    url = bob.post(at(people, f"to/{malik.pk}/")).url
    assert 'name="send"' not in bob.get(url).content.decode()
    know(malik, Fact.Kind.EMAIL, "malik@grainotheque.example", people)

    assert 'name="send"' in bob.get(url).content.decode()
    bob.post(url, {"subject": "Bonjour", "text": "Bonjour Malik", "keep": "1"})
    assert Message.objects.get().to == "malik@grainotheque.example"


def test_of_several_addresses_the_one_chosen_stays(bob, draft, malik, people):
    know(malik, Fact.Kind.EMAIL, "malik@grainotheque.example", people)
    url = at(people, f"{draft.pk}/")

    bob.post(url, {"subject": "Bonjour", "text": "Bonjour", "to": "malik@example.org", "keep": "1"})
    assert Message.objects.get().to == "malik@example.org"
    assert bob.post(url, {"text": "Bonjour", "to": "tous@example.org", "keep": "1"}).status_code == 422


@pytest.mark.parametrize(("state", "deed"), [(State.WAITING, "call back"), (State.UNSURE, "not left")])
def test_a_colleague_who_calls_it_back_is_led_to_the_list(client, draft, people, state, deed):
    Message.objects.update(state=state)
    client.force_login(people.alice)

    answer = client.post(at(people, f"{draft.pk}/act/"), {"deed": deed}, follow=True, HTTP_ACCEPT_LANGUAGE="en")

    assert answer.redirect_chain == [(at(people), 302)]
    assert answer.status_code == 200
    assert "It is Bob’s draft again" in answer.content.decode()
    assert Message.objects.get().by == people.bob


@pytest.mark.parametrize("settles", [False, True])
def test_called_back_for_somebody_who_left_it_is_not_lost(draft, people, settles):
    Message.objects.update(state=State.UNSURE if settles else State.WAITING)
    leaves_the_team(draft, people)
    draft.refresh_from_db()

    if settles:
        settle_unsure(draft, has_left=False, by=people.alice, now=NOW)
    else:
        call_back(draft, by=people.alice, now=NOW)
    kept = Message.objects.get()
    assert (kept.state, kept.by) == (State.DRAFT, people.alice)


@pytest.mark.parametrize("asked", ["9" * 5000, "9" * 19, "-1", "²", ""])
def test_an_ask_that_is_no_number_begins_a_draft_all_the_same(bob, malik, people, asked):
    assert bob.post(at(people, f"to/{malik.pk}/"), {"ask": asked}).status_code == 302
