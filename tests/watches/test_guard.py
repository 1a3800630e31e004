"""A note beside a mention judges nobody, nor does the name of a view."""

import pytest
from django.urls import reverse

from entregent.watches import actions
from entregent.watches.actions.views import keep_view, rename_view
from entregent.watches.models import Step
from tests.guarded import HOSTILE, complaints, refuses
from tests.watches.test_inbox import NOW, caught, member

pytestmark = pytest.mark.django_db
CODE = "a code, a key or an address, written by Entregent"
GUARDED = {"Step.text": "note", "Mention.answer_address": "note_answer", "SavedView.name": "keep_view, rename_view"}
REASONS = {
    **dict.fromkeys(
        (
            "Catch.body_spans", "Catch.title_spans", "Hook.address", "Hook.lease", "Hook.leased_by", "Hook.secret",
            "Hook.trouble", "Letter.lease", "Letter.leased_by", "Letter.period", "Mention.language",
            "SavedView.feed_nonce", "Step.before", "Step.token",
        ),
        CODE,
    ),
    "SavedView.query": "filters: words that are looked for",
    "Speaker.author": "a name as they sign it",
    "Watch.name": "what is listened for, in the posts of everybody",
    "Watch.query": "words that are looked for",
}  # fmt: skip


def test_every_column_of_free_text_is_guarded_or_has_a_reason():
    assert complaints("watches", GUARDED, REASONS) == []


def test_a_note_that_judges_is_not_kept_and_comes_back(people, client):
    (mention,) = caught(people, "Compost")
    refuses(lambda text: actions.note(people.workspace, [mention.pk], text=text, by=people.alice, now=NOW))
    refuses(lambda text: actions.note_answer(people.workspace, [mention.pk], address=text, by=people.alice, now=NOW))
    client.force_login(people.alice)
    act = reverse("watches:act", args=[people.workspace.slug, mention.pk])
    answer = client.post(act, {"act": "note", "text": HOSTILE, "query": "box=all"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert HOSTILE in page
    assert 'name="query" value="box=all"' in page
    assert not Step.objects.exists()
    assert client.post(act, {"act": "note", "text": "Vu avec Léa : elle répond demain."}).status_code == 302
    assert Step.objects.get().text == "Vu avec Léa : elle répond demain."


def test_the_name_of_a_view_does_not_judge(people):
    alice = member(people, people.alice)
    refuses(lambda text: keep_view(people.workspace, name=text, query="", by=alice, for_team=False))
    view = keep_view(people.workspace, name="Compost à Rennes", query="", by=alice, for_team=False)
    refuses(lambda text: rename_view(view, name=text, by=alice))
