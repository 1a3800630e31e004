"""The inbox: what is done with mentions, in which order they stand, what is undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entregent.accounts.actions import change_role
from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.accounts.permissions import SYSTEM
from entregent.watches import actions
from entregent.watches.actions import hands_on_at, keep_watch, match_watch, remove_watch, tend_inboxes
from entregent.watches.errors import NothingToUndoError, TakenMeanwhileError
from entregent.watches.inbox import Box, Filters, counts_of, next_after, page_of
from entregent.watches.models import Catch, Mention, Sort, State
from entregent.watches.moments import moment_of
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 3, 8, tzinfo=UTC)  # a Wednesday, 10:00 in Paris


def caught(people, *titles, query="compost*"):
    """Mentions that wait, the first title the newest."""
    posts = [fetched(title, name=title, days_ago=number) for number, title in enumerate(titles)]
    heard(people.workspace, *posts)
    match_watch(keep_watch(people.workspace, name="Compost", query=query, by=people.alice))
    Mention.objects.update(state=State.OPEN, heard_at=NOW)
    Catch.objects.update(state=State.OPEN)
    return [Mention.objects.get(post__title=title) for title in titles]


def titles(people, box=Box.TO_DO, **asked):
    page = page_of(people.workspace, Filters(now=NOW, box=box, **asked))
    return [mention.post.title for mention in page.mentions]


def member(people, user):
    return people.workspace.memberships.get(user=user)


def test_pages_follow_one_another_without_hole_or_repeat(people):
    named = [f"Compost {number}" for number in range(7)]
    caught(people, *named)
    below, seen = None, []
    while True:
        page = page_of(people.workspace, Filters(now=NOW), below=below, limit=3)
        seen += [mention.post.title for mention in page.mentions]
        if (below := page.further) is None:
            break
    assert seen == named


def test_it_is_sorted_and_its_deadline_follows_the_hours_of_the_team(people):
    (mention,) = caught(people, "Compost")
    actions.sort_as(people.workspace, [mention.pk], sort=Sort.ATTACK, by=people.bob, now=NOW)
    mention.refresh_from_db()
    assert mention.due_at == NOW + timedelta(hours=2)
    assert mention.is_sort_confirmed
    actions.sort_as(people.workspace, [mention.pk], sort=Sort.PRAISE, by=people.bob, now=NOW)
    mention.refresh_from_db()
    assert mention.due_at is None


def test_what_somebody_took_is_not_taken_from_them(people):
    (mention,) = caught(people, "Compost")
    actions.take(people.workspace, [mention.pk], member=member(people, people.alice), now=NOW)
    with pytest.raises(TakenMeanwhileError):
        actions.take(people.workspace, [mention.pk], member=member(people, people.bob), now=NOW)
    assert titles(people, Box.MINE, member=member(people, people.alice).pk) == ["Compost"]
    assert titles(people, Box.MINE, member=member(people, people.bob).pk) == []


@pytest.mark.parametrize(
    ("deed", "box"),
    [
        (lambda people, pk: actions.close(people.workspace, [pk], by=people.bob, now=NOW), Box.CLOSED),
        (lambda people, pk: actions.mark_noise(people.workspace, [pk], by=people.bob, now=NOW), Box.NOISE),
        (
            lambda people, pk: actions.note_answer(people.workspace, [pk], address="", by=people.bob, now=NOW),
            Box.ANSWERED,
        ),
        (
            lambda people, pk: actions.snooze(
                people.workspace, [pk], until=NOW + timedelta(days=1), by=people.bob, now=NOW
            ),
            Box.ASIDE,
        ),
    ],
)
def test_each_act_moves_it_and_is_undone(people, deed, box):
    first, _second = caught(people, "Compost 1", "Compost 2")
    done = deed(people, first.pk)
    assert titles(people) == ["Compost 2"]
    assert titles(people, box) == ["Compost 1"]
    watch = Catch.objects.get(mention=first).watch_id
    assert titles(people, box, watch=watch) == ["Compost 1"]
    assert actions.undo(people.workspace, done.token, by=people.bob, now=NOW) == 1
    assert titles(people) == ["Compost 1", "Compost 2"]
    assert titles(people, watch=watch) == ["Compost 1", "Compost 2"]


def test_an_act_is_not_undone_once_something_else_was_done(people):
    (mention,) = caught(people, "Compost")
    taken = actions.take(people.workspace, [mention.pk], member=member(people, people.bob), now=NOW)
    actions.close(people.workspace, [mention.pk], by=people.alice, now=NOW)
    with pytest.raises(NothingToUndoError):
        actions.undo(people.workspace, taken.token, by=people.bob, now=NOW)


def test_many_are_closed_and_brought_back_as_one(people):
    mentions = caught(people, "Compost 1", "Compost 2", "Compost 3")
    done = actions.close(people.workspace, [one.pk for one in mentions], by=people.bob, now=NOW)
    assert (done.count, counts_of(people.workspace, [Filters(now=NOW)])) == (3, [0])
    assert actions.undo(people.workspace, done.token, by=people.bob, now=NOW) == 3
    assert counts_of(people.workspace, [Filters(now=NOW)]) == [3]


def test_a_reader_and_a_stranger_change_nothing(people):
    (mention,) = caught(people, "Compost")
    change_role(member(people, people.bob), role=Role.READER, by=people.alice)
    for somebody in (people.bob, people.charlie):
        with pytest.raises(NotAllowedError):
            actions.close(people.workspace, [mention.pk], by=somebody, now=NOW)
    assert actions.close(people.elsewhere, [mention.pk], by=people.charlie, now=NOW).count == 0
    assert titles(people) == ["Compost"]


def test_what_was_put_aside_comes_back_in_time(people):
    (mention,) = caught(people, "Compost")
    until = moment_of(people.workspace, "week", NOW)
    assert until == datetime(2026, 6, 8, 7, tzinfo=UTC)  # Monday, nine o'clock in Paris
    actions.snooze(people.workspace, [mention.pk], until=until, by=people.bob, now=NOW)
    assert tend_inboxes(now=until - timedelta(seconds=1)) == 0
    assert tend_inboxes(now=until) == 1
    assert titles(people) == ["Compost"]


def test_the_morning_is_that_of_the_team_when_the_clock_changes(people):
    eve = datetime(2026, 10, 24, 10, tzinfo=UTC)
    assert moment_of(people.workspace, "tomorrow", eve) == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_nothing_is_put_aside_until_a_moment_that_passed_or_is_none(people):
    for written in ("2026-06-03", "2020-01-01", "2031-01-01", "soon", ""):
        with pytest.raises(ValueError):  # noqa: PT011 (any says the same)
            moment_of(people.workspace, written, NOW)


def test_what_nobody_took_goes_to_the_moderator_half_way_to_its_deadline(people):
    first, second = caught(people, "Compost 1", "Compost 2")
    moderator = member(people, people.bob)
    change_role(moderator, role=Role.MODERATOR, by=people.alice)
    actions.sort_as(people.workspace, [first.pk, second.pk], sort=Sort.ATTACK, by=people.alice, now=NOW)
    actions.take(people.workspace, [second.pk], member=member(people, people.alice), now=NOW)
    first.refresh_from_db()
    assert hands_on_at(first) == NOW + timedelta(hours=1)
    assert tend_inboxes(now=NOW + timedelta(minutes=59)) == 0
    assert tend_inboxes(now=NOW + timedelta(hours=1)) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.assignee == moderator
    assert first.handed_on_at
    assert second.assignee == member(people, people.alice)


def test_the_cover_gets_it_when_the_moderator_is_away(people):
    (mention,) = caught(people, "Compost")
    moderator, cover = member(people, people.bob), member(people, people.alice)
    moderator.role, moderator.cover = Role.MODERATOR, cover
    moderator.away_from = moderator.away_until = NOW.date()
    moderator.save()
    actions.sort_as(people.workspace, [mention.pk], sort=Sort.ATTACK, by=SYSTEM, now=NOW)
    assert tend_inboxes(now=NOW + timedelta(hours=1)) == 1
    mention.refresh_from_db()
    assert mention.assignee == cover


def test_a_removed_watch_takes_its_mentions_out_of_the_inbox(people):
    (mention,) = caught(people, "Compost")
    remove_watch(mention.watches[0], by=people.alice, now=NOW)
    assert titles(people) == []
    assert counts_of(people.workspace, [Filters(now=NOW)]) == [0]


def test_after_one_comes_the_next_then_the_first(people):
    first, second = caught(people, "Compost 1", "Compost 2")
    assert next_after(people.workspace, Filters(now=NOW), first) == second.pk
    assert next_after(people.workspace, Filters(now=NOW), second) == first.pk


def test_a_count_stops(people):
    first, *_ = caught(people, *(f"Compost {number}" for number in range(5)))
    actions.close(people.workspace, [first.pk], by=people.bob, now=NOW)
    assert counts_of(people.workspace, [Filters(now=NOW, box=Box.ALL)]) == [5]
    assert counts_of(people.workspace, [Filters(now=NOW, box=Box.ALL)], most=3) == [3]


def test_what_is_late_stands_by_its_deadline_page_after_page(people):
    first, second, third = mentions = caught(people, "Compost 1", "Compost 2", "Compost 3")
    for mention, hours in zip(mentions, (1, 3, 2), strict=True):
        Mention.objects.filter(pk=mention.pk).update(due_at=NOW - timedelta(hours=hours))
        mention.refresh_from_db()
    late = Filters(now=NOW, box=Box.LATE)
    page = page_of(people.workspace, late, limit=2)
    assert page.mentions == [first, third]
    assert page_of(people.workspace, late, below=page.further, limit=2).mentions == [second]
    assert titles(people, Box.LATE, watch=first.watches[0].pk) == ["Compost 1", "Compost 3", "Compost 2"]
    assert next_after(people.workspace, late, first) == third.pk


@pytest.mark.parametrize(("box", "index"), [(Box.TO_DO, "mention_by_state"), (Box.LATE, "mention_by_due")])
def test_a_page_is_the_beginning_of_an_index(people, box, index):
    caught(people, "Compost")
    with CaptureQueriesContext(connection) as asked:
        page_of(people.workspace, Filters(now=NOW, box=box))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table of one row would be read whole
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {asked[0]['sql']}")
        plan = str(cursor.fetchall())
    assert index in plan
    assert "B-TREE" not in plan
    assert "Sort" not in plan


def test_a_page_asks_few_questions_however_many_mentions_it_holds(people, django_assert_max_num_queries):
    caught(people, *(f"Compost {number}" for number in range(25)))
    with django_assert_max_num_queries(4):
        for mention in page_of(people.workspace, Filters(now=NOW)).mentions:
            assert mention.body_marks or mention.title_marks
            assert mention.watches
            assert str(mention.post.source)


def test_on_the_page_one_act_leads_to_the_next_and_back(people, client):
    first, second = caught(people, "Compost 1", "Compost 2")
    client.force_login(people.bob)
    slug = people.workspace.slug
    act = reverse("watches:act", args=[slug, first.pk])
    answer = client.post(act, {"act": "close", "query": "box=to-do"})
    assert answer.url.startswith(reverse("watches:mention", args=[slug, second.pk]))
    page = client.get(answer.url).content.decode()
    assert "Compost 2" in page
    token = page.split('name="token" value="')[1].split('"')[0]
    answer = client.post(reverse("watches:undo_act", args=[slug]), {"token": token, "mention": first.pk})
    assert answer.url == reverse("watches:mention", args=[slug, first.pk])
    assert titles(people) == ["Compost 1", "Compost 2"]


def test_an_act_that_cannot_be_read_changes_nothing_and_says_so(people, client):
    (mention,) = caught(people, "Compost")
    client.force_login(people.bob)
    act = reverse("watches:act", args=[people.workspace.slug, mention.pk])
    for written in ({"act": "sort", "sort": "x"}, {"act": "snooze", "day": "31/12"}, {"act": "note"}, {"act": "?"}, {}):
        assert client.post(act, written).status_code == 302
    mention.refresh_from_db()
    assert mention.touched_at is None


def test_another_workspace_knows_nothing_of_it(people, client):
    (mention,) = caught(people, "Compost")
    client.force_login(people.charlie)
    act = reverse("watches:act", args=[people.elsewhere.slug, mention.pk])
    assert client.post(act, {"act": "close"}).status_code == 404


def test_what_waits_is_suggested_a_sort_by_the_worker_and_nobody_is_contradicted(people):
    asking = "<p>Bonjour, pourriez-vous me dire où déposer mon compost cet hiver ?</p>"
    now = timezone.now()
    posts = [
        replace(fetched(f"Compost {n}", asking, name=str(n)), published=now - timedelta(hours=1)) for n in range(2)
    ]
    heard(people.workspace, *posts, now=now)
    match_watch(keep_watch(people.workspace, name="", query="compost", by=people.alice))
    first, second = Mention.objects.order_by("pk")
    assert (first.sort, first.suggestion_version) == ("", 0)
    actions.sort_as(people.workspace, [second.pk], sort=Sort.PRAISE, by=people.alice, now=now)
    tend_inboxes(now=now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.suggested_sort == first.sort == "question"
    assert "pourriez-vous" in first.post.text[first.suggested_start : first.suggested_end]
    assert first.due_at is not None
    assert not first.is_sort_confirmed
    assert (second.sort, second.suggested_sort) == ("praise", "")
    assert not Mention.objects.filter(suggestion_version=0).exists()
