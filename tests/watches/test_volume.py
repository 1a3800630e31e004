"""Unusual volume of a watch and of a workspace."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from entregent.accounts.models import Closure
from entregent.connectors.contract import FetchedPost
from entregent.core.risk import Verdict
from entregent.listening.models import Following
from entregent.watches.actions import keep_watch, match_watch
from entregent.watches.models import Catch, Mention, State, Watch
from entregent.watches.selectors.volume import (
    volume_in_words,
    watch_examples,
    watch_volume,
    workspace_examples,
    workspace_volume,
)
from tests.posts import NOW, heard

pytestmark = pytest.mark.django_db
EVENING = NOW.replace(hour=21)  # 23 h in Paris


def spoken(day: int, number: int, *, words="compost", where="a", hour=10):
    """Posts of `day` days before, one each minute."""
    moment = NOW.replace(hour=hour) - timedelta(days=day)
    return [
        FetchedPost(
            f"urn:{where}:{day}:{n}",
            f"https://{where}.example/{day}/{n}",
            f"{words} {n}",
            "<p>compost</p>",
            "",
            moment + timedelta(minutes=n),
            None,
        )
        for n in range(number)
    ]


def follow_long_ago(people, *posts, where="a", days=90):
    source = heard(people.workspace, *posts, address=f"https://{where}.example/feed", title=where)
    Following.objects.filter(source=source).update(since=NOW - timedelta(days=days))
    return source


def usual_days(where="a", days=40):
    return [post for day in range(1, days) for post in spoken(day, 2 + day % 2, where=where)]


def asked(people) -> Watch:
    """A watch that was asked of all that is there."""
    watch = keep_watch(people.workspace, name="Compost", query="compost*", by=people.alice)
    while match_watch(watch):
        watch.refresh_from_db()
    watch.refresh_from_db()
    return watch


def test_a_busy_day_is_unusual_and_said_so(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 14))
    watch = asked(people)

    found = watch_volume(watch, now=EVENING)

    assert found.is_burst
    assert (found.count, found.as_many) == (14, 0)
    assert workspace_volume(people.workspace, now=EVENING).verdict == found.verdict
    with override("en"):
        assert volume_in_words(found).startswith("14 mentions today. Usual by this hour: ")
        assert volume_in_words(found).endswith(f"None of the last {found.days} days had as many.")


def test_a_usual_day_is_usual(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 3))
    watch = asked(people)

    found = watch_volume(watch, now=EVENING)

    assert found.verdict == Verdict.USUAL
    with override("en"):
        assert "3 mentions today, as usual" in volume_in_words(found)


def test_days_are_those_of_the_team(people):
    follow_long_ago(people, *usual_days(), *spoken(1, 6, hour=22, words="nuit"))  # after midnight in Paris: today
    watch = asked(people)

    assert watch_volume(watch, now=NOW).count == 6


def test_without_two_weeks_nothing_is_told(people):
    follow_long_ago(people, *usual_days(days=10), *spoken(0, 14), days=10)
    watch = asked(people)

    found = watch_volume(watch, now=EVENING)

    assert found.verdict == Verdict.TOO_SOON
    with override("en"):
        assert "What is usual can be told after fourteen days. 14 mentions more come" in volume_in_words(found)


def test_a_source_followed_yesterday_is_left_out_and_told(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 3))
    follow_long_ago(people, *spoken(0, 30, where="b"), where="b", days=1)
    watch = asked(people)

    found = watch_volume(watch, now=EVENING)

    assert found.verdict == Verdict.USUAL
    assert (found.count, sum(found.newcomers.values())) == (3, 30)
    with override("en"):
        assert "30 mentions more" in volume_in_words(found)


def test_noise_and_undated_posts_are_not_counted(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 4))
    watch = asked(people)
    newest = Mention.objects.filter(workspace=people.workspace).order_by("-published_at").first()
    Mention.objects.filter(pk=newest.pk).update(state=State.NOISE)
    Catch.objects.filter(mention=newest).update(state=State.NOISE)

    assert watch_volume(watch, now=EVENING).count == 3
    assert workspace_volume(people.workspace, now=EVENING).count == 3


def test_nothing_is_told_while_the_past_is_being_asked(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 14))
    watch = asked(people)
    watch.past_below = 5

    assert watch_volume(watch, now=EVENING).verdict == Verdict.TOO_SOON


def test_closures_are_left_out_of_what_is_usual(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 3))
    watch = asked(people)
    before = watch_volume(watch, now=EVENING).days
    Closure.objects.create(
        workspace=people.workspace,
        name="Fermeture",
        first_day=NOW.date() - timedelta(days=9),
        last_day=NOW.date() - timedelta(days=5),
    )

    assert watch_volume(watch, now=EVENING).days == before - 5


def test_other_workspaces_count_for_nothing(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 14))

    assert workspace_volume(people.elsewhere, now=EVENING).count == 0


def test_examples_come_from_different_sources_and_from_today(people):
    follow_long_ago(people, *usual_days(), *spoken(0, 4, words="Incendie du centre de compost"))
    follow_long_ago(people, *spoken(0, 2, words="Incendie au centre", where="b"), where="b")
    follow_long_ago(people, *spoken(0, 1, words="Dix pompiers pour l’incendie du centre", where="c"), where="c")
    watch = asked(people)

    found = watch_examples(watch, now=EVENING)

    assert len({post.source_id for post in found}) == 3
    assert all("ncendie" in post.title for post in found)
    assert workspace_examples(people.workspace, now=EVENING) == found


def test_it_asks_the_database_little(people, django_assert_max_num_queries):
    follow_long_ago(people, *usual_days(), *spoken(0, 14))
    watch = asked(people)

    with django_assert_max_num_queries(4):  # with its workspace
        watch_volume(watch, now=EVENING)
    with django_assert_max_num_queries(4):
        watch_examples(watch, now=EVENING)


def test_the_change_of_clock_is_no_trouble(people):
    follow_long_ago(people, *usual_days(), days=400)
    watch = asked(people)

    for now in (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)):
        assert watch_volume(watch, now=now).count == 0
