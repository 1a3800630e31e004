"""Shared values with evidence, introductions through whoever knows them, stages by what happened."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Fact
from entregent.core.lifecycle import Answer, SignKind, Stage
from entregent.relations.actions import (
    Asked,
    answer_ask,
    ask_introduction,
    close_ask,
    know_contact,
    make_ask,
    note_exchange,
    remove_exchange,
    reopen_ask,
    share_value,
)
from entregent.relations.actions.ties import Evidence
from entregent.relations.selectors import funnel, stage_of
from entregent.watches.actions import keep_watch, match_watch, say_who_speaks
from entregent.watches.models import Mention, Sort, Watch
from tests.people import make_team
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"
TODAY = "/w/les-amis-du-tri/today/"
NOW = datetime(2026, 6, 15, 10, tzinfo=UTC)
DAY = timedelta(days=1)
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def fatou(people):
    return keep_contact(people.workspace, Identity("Fatou Diop", owner=people.bob), by=people.alice)


def test_a_value_is_shared_when_both_can_show_it(people, fatou, client):
    with pytest.raises(ValueError, match="sobriété"):
        share_value(fatou, "La sobriété", theirs=Evidence("Moins, mais mieux."), ours=Evidence(" "), by=people.bob)
    client.force_login(people.bob)
    told = {"value": "La sobriété", "theirs": "Moins, mais <mieux>.", "ours": "Notre charte de 2024."}
    assert client.post(f"{BASE}{fatou.pk}/values/", told | {"ours": ""}).status_code == 422
    client.post(f"{BASE}{fatou.pk}/values/", told)
    shared = fatou.shared_values.get()
    assert "Moins, mais &lt;mieux&gt;." in client.get(f"{BASE}{fatou.pk}/").content.decode()
    client.post(f"{BASE}{fatou.pk}/values/{shared.pk}/")
    assert "Notre charte" not in client.get(f"{BASE}{fatou.pk}/").content.decode()
    client.post(f"{BASE}{fatou.pk}/values/{shared.pk}/", {"deed": "back"})
    assert "Notre charte" in client.get(f"{BASE}{fatou.pk}/").content.decode()


def test_an_introduction_goes_through_whoever_knows_them_and_stands_on_their_today(people, fatou, client):
    with pytest.raises(ValueError, match="Bob"):
        ask_introduction(fatou, through=people.bob, why="Un atelier", by=people.alice, now=NOW)
    client.force_login(people.bob)
    client.post(f"{BASE}{fatou.pk}/known/", {"how": "Même chorale", "since": 2019})
    client.force_login(people.alice)
    shown = client.get(f"{BASE}{fatou.pk}/").content.decode()
    assert "Même chorale" in shown
    assert "2019" in shown
    for _twice in range(2):
        client.post(f"{BASE}{fatou.pk}/introduce/", {"through": people.bob.pk, "why": "Un atelier"})
    asked = fatou.introductions.get()
    client.force_login(people.bob)
    assert "Un atelier" in client.get(f"{TODAY}?mine").content.decode()
    act = {"kind": "introduce", "about": asked.pk, "deed": "introduce", "next": TODAY}
    client.post(f"{BASE}{fatou.pk}/owed/", act)
    asked.refresh_from_db()
    assert asked.made_at
    client.post(f"{BASE}{fatou.pk}/owed/undo/", act)
    asked.refresh_from_db()
    assert asked.made_at is None
    client.force_login(people.charlie)
    assert client.post(f"{BASE}{fatou.pk}/introduce/", {"through": people.bob.pk, "why": "x"}).status_code == 404


def test_stages_move_by_what_they_did_never_by_what_we_did(people, fatou):
    told = {"by": people.bob, "now": NOW}
    note_exchange(fatou, manner="email", side="us", at=NOW - 100 * DAY, **told)
    assert stage_of(fatou, NOW).stage is Stage.STRANGER
    coffee = note_exchange(fatou, manner="coffee", side="both", at=NOW - 90 * DAY, **told)
    step = stage_of(fatou, NOW)
    assert (step.stage, step.sign.kind) == (Stage.CONNECT, SignKind.MET)
    ask = make_ask(fatou, Asked("Relire"), at=NOW - 20 * DAY, **told)
    answer_ask(ask, Answer.YES, at=NOW - 10 * DAY, **told)
    found = funnel(people.workspace, NOW)
    assert [month.counts.get(Stage.CONNECT, 0) for month in found.months[-4:]] == [1, 1, 1, 0]
    assert found.months[-1].counts[Stage.CONVINCE] == 1
    assert [move.step.stage for move in found.moves] == [Stage.CONVINCE, Stage.CONNECT]
    remove_exchange(coffee, by=people.bob, now=NOW)
    assert [move.step.stage for move in funnel(people.workspace, NOW).moves] == [Stage.CONVINCE]


def test_what_they_did_for_us_converts_and_coming_to_an_event_convinces(people, fatou):
    told = {"by": people.bob, "now": NOW}
    note_exchange(fatou, manner="event", side="both", at=NOW - 50 * DAY, **told)
    step = stage_of(fatou, NOW)
    assert (step.stage, step.sign.kind) == (Stage.CONVINCE, SignKind.CAME)
    ask = make_ask(fatou, Asked("Relire"), at=NOW - 20 * DAY, **told)
    answer_ask(ask, Answer.YES, at=NOW - 10 * DAY, **told)
    assert stage_of(fatou, NOW).stage is Stage.CONVINCE
    close_ask(ask, at=NOW - DAY, by=people.bob)
    step = stage_of(fatou, NOW)
    assert (step.stage, step.sign.kind) == (Stage.CONVERT, SignKind.DID)
    assert funnel(people.workspace, NOW).months[-1].counts == {Stage.CONVERT: 1}
    reopen_ask(ask, by=people.bob)
    assert stage_of(fatou, NOW).stage is Stage.CONVINCE


def wrote(people, *, by, days_ago=(1,), kind=Watch.Kind.TOPIC):
    """Posts on compost, which a watch heard."""
    posts = [fetched(f"Compost {n}", name=f"{by}{n}", author=by, days_ago=n) for n in days_ago]
    heard(people.workspace, *posts)
    watch = keep_watch(people.workspace, name="Compost", query="compost", by=people.alice)
    Watch.objects.filter(pk=watch.pk).update(kind=kind)
    match_watch(watch)
    return list(Mention.objects.order_by("published_at"))


def test_what_they_wrote_of_us_once_something_had_passed_convinces_and_a_relay_converts(people, fatou):
    mentions = wrote(people, by="Fatou", days_ago=(200, 20, 10, 5))
    say_who_speaks(mentions[0], fatou, by=people.bob, now=NOW)
    assert stage_of(fatou, NOW).stage is Stage.STRANGER  # nothing had passed
    note_exchange(fatou, manner="email", side="us", at=NOW - 100 * DAY, by=people.bob, now=NOW)
    step = stage_of(fatou, NOW)
    assert (step.stage, step.sign.kind, step.sign.id) == (Stage.CONVERT, SignKind.WROTE, mentions[3].pk)
    assert funnel(people.workspace, NOW).months[-1].counts == {Stage.CONVERT: 1}
    sort_mention(mentions[3], Sort.CRITICISM, people)
    step = stage_of(fatou, NOW)
    assert (step.stage, step.sign.id) == (Stage.CONVINCE, mentions[1].pk)


def sort_mention(mention, sort, people):
    Mention.objects.filter(pk=mention.pk).update(sort=sort, sorted_at=NOW, sorted_by=people.bob)


def test_what_stands_at_their_site_is_theirs_unless_somebody_else_signs(people, fatou):
    known = Source(Fact.How.SAID, NOW.date())
    note_fact(fatou, kind=Fact.Kind.SITE, value="https://blog.example", source=known, by=people.bob, now=NOW)
    note_exchange(fatou, manner="email", side="us", at=NOW - 100 * DAY, by=people.bob, now=NOW)
    (mention,) = wrote(people, by="Marc")
    assert stage_of(fatou, NOW).sign.kind is SignKind.WROTE
    marc = keep_contact(people.workspace, Identity("Marc"), by=people.alice)
    say_who_speaks(mention, marc, by=people.bob, now=NOW)
    assert stage_of(fatou, NOW).stage is Stage.STRANGER


def test_what_a_watch_of_a_competitor_heard_is_no_sign(people, fatou):
    note_exchange(fatou, manner="email", side="us", at=NOW - 100 * DAY, by=people.bob, now=NOW)
    (mention,) = wrote(people, by="Fatou", kind=Watch.Kind.COMPETITOR)
    say_who_speaks(mention, fatou, by=people.bob, now=NOW)
    assert stage_of(fatou, NOW).stage is Stage.STRANGER


def test_the_picture_has_a_table_and_no_stranger(people, fatou, client):
    client.force_login(people.bob)
    assert "Nothing to draw yet" in client.get(f"{BASE}stages/", headers=ENGLISH).content.decode()
    now = timezone.now()
    know_contact(fatou, how="", since=None, by=people.bob)
    note_exchange(fatou, manner="call", side="both", at=now - DAY, by=people.bob, now=now)
    shown = client.get(f"{BASE}stages/", headers=ENGLISH).content.decode()
    assert "<svg viewBox" in shown
    assert shown.count("<tr>") == 13
    assert "they talked with you" in shown
    client.force_login(make_team(people.workspace)[Role.READER])
    assert client.get(f"{BASE}stages/").status_code == 403
