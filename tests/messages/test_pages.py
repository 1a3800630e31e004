"""The pages: one writes, sees what could go wrong, mends or lifts it, and sends; each works without JavaScript."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.contacts.actions import leave_in_peace
from entregent.contacts.models import Fact
from entregent.history.models import Entry
from entregent.messages.actions import queue, save_draft, start_draft
from entregent.messages.gate import judge
from entregent.messages.models import Message, RuleChoice
from tests.messages.conftest import GOOD, NOW, at, know, send, written_to
from tests.messages.test_gate import CONDITION

pytestmark = pytest.mark.django_db


def settings_of(people, path: str = "") -> str:
    return f"/w/{people.workspace.slug}/settings/manners/{path}"


def form(**changes) -> dict[str, object]:
    told = asdict(replace(GOOD, **changes))
    return {name: value for name, value in told.items() if value is not False}


def test_it_begins_on_a_file_and_an_empty_draft_serves_again(bob, malik, people):
    first = bob.post(at(people, f"to/{malik.pk}/"))
    again = bob.post(at(people, f"to/{malik.pk}/"))

    assert first.url == again.url == at(people, f"{Message.objects.get().pk}/")
    page = bob.get(first.url).content.decode()
    assert "malik@example.org" in page
    assert bob.get(at(people, f"to/{malik.pk}/")).status_code == 405


def test_without_javascript_the_page_comes_back_with_findings(bob, draft, people):
    answer = bob.post(at(people, f"{draft.pk}/"), form(text=CONDITION) | {"send": "1"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="finding-1"' in page
    assert 'name="reason-W103"' in page
    assert page.count('name="reason-W103"') == 1
    assert "<mark>En échange" in page or "obligatoire</mark>" in page
    assert Message.objects.get().text == CONDITION
    assert Message.objects.get().state == Message.State.DRAFT


def test_a_block_is_lifted_by_a_reason_that_stays_visible(letterbox, bob, draft, people):
    url = at(people, f"{draft.pk}/")
    short = bob.post(url, form(text=CONDITION) | {"lift": "W103", "reason-W103": "bah"})
    assert short.status_code == 422
    assert ">bah</textarea>" in short.content.decode()

    why = "Nous citons leur propre charte"
    assert bob.post(url, form(text=CONDITION) | {"lift": "W103", "reason-W103": why}).status_code == 302
    assert bob.post(url, form(text=CONDITION) | {"send": "1"}).status_code == 302
    send()
    page = bob.get(url).content.decode()
    assert why in page
    assert letterbox.next_letter()["Subject"] == GOOD.subject


def test_a_lifted_rule_may_hold_again(bob, draft, people):
    url = at(people, f"{draft.pk}/")
    bob.post(url, form(text=CONDITION) | {"lift": "W103", "reason-W103": "Nous citons leur charte"})
    bob.post(url, form(text=CONDITION) | {"unlift": "W103"})

    assert not draft.waivers.exists()
    assert bob.post(url, form(text=CONDITION) | {"send": "1"}).status_code == 422


def test_the_margin_keeps_the_draft_and_says_what_the_rules_say(bob, draft, people):
    answer = bob.post(at(people, f"{draft.pk}/margin/"), form(text=CONDITION))

    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="margin"')
    assert "W103" in page
    assert Message.objects.get().text == CONDITION


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "n’est encore écrit"),
        ("a" * 1_000_000, "personne ne lit une si longue lettre"),
        ("Bonjour Malik, caf\ufffd", "n’ont pas pu être lues"),
        ("Bonjour\x00", "caractère nul"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(bob, draft, people, text, said, letterbox):
    answer = bob.post(at(people, f"{draft.pk}/"), form(text=text) | {"send": "1"}, HTTP_ACCEPT_LANGUAGE="fr")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text.replace("\x00", "") in answer.content.decode().replace("\x00", "")
    assert Message.objects.get().state == Message.State.DRAFT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>Bonjour <b>Malik</b></p><script>alert(1)</script>", "&lt;script&gt;"),
        ("Bonjour Malik,\n\nMerci.\n\nLe 3 mai, Malik a écrit :\n> En échange, c’est obligatoire.", "Malik"),
        (
            "Sehr geehrter Herr Roux, ich möchte Ihnen gerne unseren neuen Leitfaden vorstellen und Sie fragen.",
            "uniquement|qu’en français",
        ),
        ("Bonjour, c’est une оbligation et un pаrtenariat", "W114"),
    ],
)
def test_html_threads_other_languages_and_look_alikes_are_read(bob, draft, people, text, shown):
    answer = bob.post(at(people, f"{draft.pk}/margin/"), form(text=text), HTTP_ACCEPT_LANGUAGE="fr")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert any(one in page for one in shown.split("|"))
    assert "<script>alert" not in page
    assert "W103" not in page


def test_drafts_are_listed_put_away_and_brought_back(bob, draft, people):
    assert GOOD.subject in bob.get(at(people)).content.decode()

    bob.post(at(people, f"{draft.pk}/act/"), {"deed": "remove"})
    page = bob.get(at(people)).content.decode()
    assert 'value="back"' in page
    assert bob.get(at(people, f"{draft.pk}/")).status_code == 404
    bob.post(at(people, f"{draft.pk}/act/"), {"deed": "back"})
    assert bob.get(at(people, f"{draft.pk}/")).status_code == 200


def test_a_draft_is_its_author_s_what_was_sent_is_the_team_s(letterbox, client, bob, draft, people):
    url = at(people, f"{draft.pk}/")
    client.force_login(people.alice)
    assert client.get(url).status_code == 404
    queue(draft, by=people.bob, now=timezone.now())
    assert GOOD.subject in client.get(url).content.decode()
    client.force_login(people.charlie)
    assert client.get(url).status_code == 404


def test_sent_by_hand_is_kept_like_the_others(bob, draft, malik, people):
    assert bob.post(at(people, f"{draft.pk}/"), form() | {"by_hand": "1"}).status_code == 302

    assert malik.exchanges.get().summary.startswith(GOOD.subject)
    assert Message.objects.get().state == Message.State.BY_HAND
    late = bob.post(at(people, f"{draft.pk}/"), form(subject="Autre") | {"send": "1"})
    assert late.status_code == 302
    assert Message.objects.get().subject == GOOD.subject


def test_what_waits_is_called_back_from_its_page(letterbox, bob, draft, people):
    bob.post(at(people, f"{draft.pk}/"), form() | {"send": "1"})
    assert 'value="call back"' in bob.get(at(people, f"{draft.pk}/")).content.decode()

    bob.post(at(people, f"{draft.pk}/act/"), {"deed": "call back"})
    assert Message.objects.get().state == Message.State.DRAFT


def test_may_one_approach_them(bob, malik, people):
    url = at(people, f"to/{malik.pk}/may/")
    assert "is-good" in bob.get(url, {"topic": "le compost"}).content.decode()

    know(malik, Fact.Kind.REFUSED, "nucléaire", people)
    assert "B103" in bob.get(url, {"topic": "le nucléaire"}).content.decode()
    leave_in_peace(malik, by=people.bob, now=NOW)
    page = bob.get(url, {"topic": "le compost"}).content.decode()
    assert "is-blocked" in page
    assert "P101" in page
    assert not Message.objects.exists()


def test_the_file_shows_drafts_and_where_to_write(bob, draft, malik, people):
    page = bob.get(f"/w/{people.workspace.slug}/people/{malik.pk}/").content.decode()

    assert at(people, f"to/{malik.pk}/") in page
    assert GOOD.subject in page


def test_a_workspace_weighs_the_rules_with_history(client, people):
    client.force_login(people.alice)
    url = settings_of(people)
    assert 'name="weight-P101"' not in client.get(url).content.decode()

    told = {
        "sector": "association",
        "weight-W103": "warn",
        "weight-W113": "off",
        "weight-P101": "off",
        "weight-B103": "off",
    }
    assert client.post(url, told).status_code == 302
    assert {one.code: one.weight for one in RuleChoice.objects.all()} == {"W103": "warn", "W113": "off"}
    assert Entry.objects.filter(event="messages.manners_rule").count() == 2
    client.post(url, told)
    assert Entry.objects.filter(event="messages.manners_rule").count() == 2
    client.post(url, told | {"weight-W103": "block"})
    assert [one.code for one in RuleChoice.objects.all()] == ["W113"]


def test_a_lowered_rule_blocks_no_more(letterbox, draft, people):
    RuleChoice.objects.create(workspace=people.workspace, code="W103", weight="warn")
    RuleChoice.objects.create(workspace=people.workspace, code="P101", weight="off")
    save_draft(draft, replace(GOOD, text=CONDITION), by=people.bob, now=NOW)

    assert not queue(draft, by=people.bob, now=timezone.now()).is_blocked
    other = written_to(draft.contact, people.alice, GOOD)
    leave_in_peace(draft.contact, by=people.bob, now=NOW)

    assert judge(other, now=NOW).is_blocked


def test_each_rule_has_its_page(bob, people):
    page = bob.get(settings_of(people, "W103/"), HTTP_ACCEPT_LANGUAGE="fr").content.decode()

    assert "W103" in page
    assert "Pourquoi" in page
    assert bob.get(settings_of(people, "Z999/")).status_code == 404


def test_a_follow_up_counts_as_one(letterbox, bob, malik, people):
    ask = malik.asks.create(purpose="relire notre guide", asked_at=timezone.now() - timedelta(days=10), by=people.bob)
    draft = start_draft(malik, by=people.bob, now=timezone.now(), ask=ask)
    told = form(purpose="follow_up", theme="relire notre guide")
    bob.post(at(people, f"{draft.pk}/"), told | {"send": "1"})
    send()

    assert ask.follow_ups.count() == 1
    assert malik.asks.count() == 1
