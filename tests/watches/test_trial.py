"""A watch is tried on what was heard before it is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.connectors.contract import FetchedPost
from entregent.watches.models import Catch, Mention, State, Watch
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
NEW = "/w/les-amis-du-tri/listen/watches/new/"
JUICE, FIBRE = "<p>Un jus d’orange bien frais pour commencer.</p>", "<p>La fibre Orange arrive rue numéro {}.</p>"


def lately(title: str, html: str, *, name: str, days_ago: int = 2) -> FetchedPost:
    return replace(fetched(title, html, name=name), published=timezone.now() - timedelta(days=days_ago))


@pytest.fixture
def alice(people, client):
    juice = [lately(f"Recette {n}", JUICE, name=f"j{n}") for n in range(5)]
    fibre = [lately(f"Réseau {n}", FIBRE.format(n), name=f"f{n}") for n in range(5)]
    heard(people.workspace, *juice, *fibre, now=timezone.now())
    client.force_login(people.alice)
    return client


def test_trying_says_what_it_would_have_caught_and_keeps_nothing(alice):
    tried = alice.post(NEW, {"query": "orange", "try": "1"})
    assert tried.status_code == 200
    assert tried.context["trial"].caught == 10
    assert sum(tried.context["trial"].by_day) == 10
    assert "<mark>orange</mark>" in tried.content.decode().lower()
    assert not Watch.objects.exists()
    assert not Catch.objects.exists()


def test_what_cannot_be_read_is_pointed_at_instead(alice):
    tried = alice.post(NEW, {"query": "(orange", "try": "1"})
    assert tried.status_code == 422
    assert tried.context["trial"] is None


def test_a_proposal_is_taken_with_one_button(alice):
    cut = next(
        one for one in alice.post(NEW, {"query": "orange", "try": "1"}).context["trial"].cuts if "jus" in one.clause
    )
    again = alice.post(NEW, {"query": "orange", "instead": cut.query})
    assert again.context["trial"].caught == 5
    assert again.context["form"]["query"].value() == cut.query
    assert not Watch.objects.exists()


def test_what_people_called_noise_makes_the_proposals(people, alice):
    alice.post(NEW, {"query": "orange", "kind": "brand"})
    assert Watch.objects.get().kind == "brand"
    Mention.objects.filter(post__title__startswith="Recette").update(state=State.NOISE, touched_at=timezone.now())
    Mention.objects.filter(post__title__startswith="Réseau").update(state=State.CLOSED, touched_at=timezone.now())
    tried = alice.post(f"/w/les-amis-du-tri/listen/watches/{Watch.objects.get().pk}/", {"query": "orange", "try": "1"})
    assert [(one.clause, one.proposal.noise) for one in tried.context["trial"].cuts] == [('"jus d orange"', 5)]


def test_a_month_alone_is_asked_and_of_what_the_workspace_hears(people, client):
    heard(people.workspace, lately("Orange", "", name="old", days_ago=40), now=timezone.now())
    heard(
        people.elsewhere, lately("Orange", "", name="other"), address="https://other.example/feed", now=timezone.now()
    )
    client.force_login(people.alice)
    assert client.post(NEW, {"query": "orange", "try": "1"}).context["trial"].caught == 0


def test_a_watch_is_written_with_boxes_and_they_show_what_was_written(alice):
    boxes = {"query": "", "boxes": "1", "must": "orange", "any": "fibre\nréseau", "not_": "jus", "languages": "fr"}
    tried = alice.post(NEW, boxes, headers={"accept-language": "fr"})
    assert tried.context["form"]["query"].value() == "orange ET (fibre OU reseau) ET SAUF jus ET langue:fr"
    assert tried.context["boxes"]["any"].value() == "fibre\nreseau"
    assert alice.post(NEW, boxes | {"must": "(orange"}).status_code == 422
    assert not Watch.objects.exists()


def test_a_query_of_another_tool_is_translated_with_what_it_lost(alice):
    told = alice.post(
        NEW, {"query": "", "translate": "1", "foreign": '"fibre orange"~3 -jus weight^2', "tool": "lucene"}
    )
    assert "NEAR/4" in told.context["form"]["query"].value()
    assert told.context["notes"]
    assert told.context["trial"] is not None


def test_a_mend_is_proposed_and_taken(alice):
    refused = alice.post(NEW, {"query": "(orange", "try": "1"})
    assert refused.context["mend"] == "(orange)"
    assert alice.post(NEW, {"query": "(orange", "instead": "(orange)"}).context["trial"].caught == 10


def test_a_doubt_is_said_and_stands_in_nobodys_way(alice):
    tried = alice.post(NEW, {"query": "NOT orange", "try": "1"}, headers={"accept-language": "fr"})
    assert tried.context["cautions"]
    assert alice.post(NEW, {"query": "NOT orange"}).status_code == 302
