"""A rule is lifted for what was found when it was lifted, not for whatever is written later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.core.lifecycle import Answer
from entregent.messages.actions import Written, lift, log_by_hand, queue, save_draft, start_draft
from entregent.messages.errors import BlockedError
from entregent.messages.gate import judge
from entregent.messages.models import Message, Waiver
from entregent.relations.actions import answer_ask, make_ask
from entregent.relations.actions.asks import Asked
from tests.messages.conftest import GOOD, NOW, written_to
from tests.messages.test_gate import CONDITION

pytestmark = pytest.mark.django_db
WHY = "Nous citons leur propre charte"
WORSE = CONDITION + " Vous devez publier deux posts contre ce séjour offert."


@pytest.fixture
def lifted(malik, people) -> Message:
    message = written_to(malik, people.bob, replace(GOOD, text=CONDITION))
    lift(message, "W103", WHY, by=people.bob, now=NOW)
    return message


def write(message, text, people):
    save_draft(message, replace(GOOD, text=text), by=people.bob, now=NOW)


def waived(message) -> set[str]:
    return {one.code for one in judge(message, now=NOW).findings if one.waived}


def test_it_holds_while_the_same_words_stand_there(letterbox, lifted, people):
    write(lifted, "Bonjour,\n\n" + CONDITION + "\n\nMerci !", people)

    assert waived(lifted) == {"W103"}
    assert not queue(lifted, by=people.bob, now=timezone.now()).is_blocked


def test_other_words_are_blocked_again(letterbox, lifted, people):
    write(lifted, WORSE, people)

    assert waived(lifted) == set()
    with pytest.raises(BlockedError):
        queue(lifted, by=people.bob, now=timezone.now())
    lift(lifted, "W103", WHY, by=people.bob, now=NOW)
    assert not queue(lifted, by=people.bob, now=timezone.now()).is_blocked


def test_the_words_of_before_are_lifted_again_when_they_come_back(lifted, people):
    write(lifted, WORSE, people)
    write(lifted, CONDITION, people)

    assert waived(lifted) == {"W103"}


def test_one_given_before_its_words_were_kept_holds_no_more(lifted):
    Waiver.objects.update(seen=[])

    assert waived(lifted) == set()


def test_another_no_is_another_matter(draft, malik, people):
    def refuse(days: int) -> None:
        asked, at = Asked("relire notre guide du compost"), NOW - timedelta(days=days)
        ask = make_ask(malik, asked, at=at, by=people.bob, now=NOW, despite="pour le test", has_left=True)
        answer_ask(ask, Answer.NO, at=at + timedelta(days=1), by=people.bob, now=NOW)

    refuse(20)
    lift(draft, "M106", "Il m’a rappelé pour en reparler", by=people.bob, now=NOW)
    assert "M106" in waived(draft)
    refuse(10)
    assert "M106" not in waived(draft)


def test_an_emptied_draft_that_serves_again_begins_anew(lifted, malik, people):
    save_draft(lifted, Written(), by=people.bob, now=NOW)

    assert start_draft(malik, by=people.bob, now=NOW) == lifted
    assert not lifted.waivers.exists()


def test_the_margin_says_that_it_came_back_and_keeps_the_reason(client, lifted, people):
    client.force_login(people.bob)
    url = f"/w/{people.workspace.slug}/messages/{lifted.pk}/"
    assert "it holds again" not in client.get(url, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    write(lifted, WORSE, people)

    page = client.get(url, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "it holds again" in page
    assert f">{WHY}</textarea>" in page
    assert 'name="lift" value="W103"' in page


def test_the_reason_noted_with_an_ask_is_that_of_a_rule_that_was_lifted(letterbox, lifted, malik, people):
    lift(lifted, "W104", "Une raison qui ne sert plus", by=people.bob, now=NOW)
    make_ask(malik, Asked("relire notre affiche"), at=NOW - timedelta(days=3), by=people.bob, now=NOW)
    log_by_hand(lifted, by=people.bob, now=NOW)

    assert malik.asks.latest("pk").despite == WHY
