"""The brief behind a letter, and why a rule is lifted for it, judge nobody; the letter is theirs to read."""

from dataclasses import replace

import pytest
from django.urls import reverse

from entregent.messages.actions import lift, log_by_hand, save_draft, start_draft
from tests.guarded import HOSTILE, complaints, refuses
from tests.messages.conftest import GOOD, NOW

pytestmark = pytest.mark.django_db
CODE = "a code, a key or an address"
READ = "a letter, which whom it is about will read; the gate lets nothing out that judges"
BRIEF = ("theme", "what", "when", "effort", "in_return")
GUARDED = {f"Message.{name}": "save_draft" for name in BRIEF} | {"Waiver.reason": "lift"}
REASONS = {
    "Message.findings": "what the rules say of the letter",
    "Message.key": CODE,
    "Message.lease": CODE,
    "Message.leased_by": CODE,
    "Message.letter_id": CODE,
    "Message.subject": READ,
    "Message.text": READ,
    "Message.to": CODE,
    "Message.window": CODE,
    "RuleChoice.code": CODE,
    "Waiver.code": CODE,
    "Waiver.seen": "words of the letter, and what the rules counted",
}


@pytest.fixture
def draft(people, malik):
    one = start_draft(malik, by=people.bob, now=NOW)
    save_draft(one, GOOD, by=people.bob, now=NOW)
    return one


def test_every_column_of_free_text_is_guarded_or_has_a_reason():
    assert complaints("messages", GUARDED, REASONS) == []


@pytest.mark.parametrize("name", BRIEF)
def test_a_brief_judges_nobody(people, draft, name):
    refuses(lambda text: save_draft(draft, replace(GOOD, **{name: text}), by=people.bob, now=NOW))
    draft.refresh_from_db()
    assert getattr(draft, name) == getattr(GOOD, name)


def test_nor_does_the_reason_why_a_rule_is_lifted(people, draft):
    refuses(lambda text: lift(draft, "E101", text, by=people.bob, now=NOW))
    assert not draft.waivers.exists()


def test_what_has_left_is_noted_as_it_was(people, draft):
    """A brief of before the guard does not keep a letter that has left from being noted."""
    type(draft).objects.filter(pk=draft.pk).update(what=HOSTILE)
    draft.refresh_from_db()
    log_by_hand(draft, by=people.bob, now=NOW)
    assert draft.contact.asks.get().purpose == HOSTILE
    assert draft.contact.exchanges.get().summary.startswith(GOOD.subject)


def test_the_page_says_it_under_the_field_and_loses_nothing(people, draft, client):
    client.force_login(people.bob)
    told = {name: getattr(GOOD, name) for name in (*BRIEF, "purpose", "subject", "to", "text")}
    address = reverse("messages:message", args=[people.workspace.slug, draft.pk])
    answer = client.post(address, told | {"theme": HOSTILE, "keep": "1"})
    assert answer.status_code == 422
    assert "juge ou note quelqu’un" in str(answer.context["form"].errors["theme"])
    assert HOSTILE in answer.content.decode()
    assert GOOD.effort in answer.content.decode()
