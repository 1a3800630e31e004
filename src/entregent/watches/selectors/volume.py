"""Unusual volume: today's mentions of a watch, or of all of them, beside the days before, in words and examples."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractHour, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.accounts.models import Workspace
from entregent.core.risk import Day, Heard, Verdict, Volume, choose_examples, judge_volume, share_of_day
from entregent.core.risk.bursts import ENOUGH, WINDOW
from entregent.core.text import terms
from entregent.listening.models import Following, Post
from entregent.watches.models import Catch, Mention, State, Watch
from entregent.watches.selectors.watches import mentions_heard

READ = 200  # posts of today, and as many of usual days, among which examples are chosen
BEGINNING = 1_000  # characters of a post that say what it is about


@dataclass(frozen=True, slots=True)
class _Counts:
    """Days oldest first, today the last; mentions of past days in each hour of the team's clock."""

    days: list[Day]
    by_hour: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Movement:
    """The volume of today as it is shown: a sentence, and what it is about when it is unusual."""

    said: str
    is_unusual: bool
    examples: list[Post]


def watch_movement(watch: Watch, *, now: datetime) -> Movement:
    volume = watch_volume(watch, now=now)
    return Movement(volume_in_words(volume), volume.is_burst, watch_examples(watch, now=now) if volume.is_burst else [])


def workspace_movement(workspace: Workspace, *, now: datetime) -> Movement:
    volume = workspace_volume(workspace, now=now)
    examples = workspace_examples(workspace, now=now) if volume.is_burst else []
    return Movement(volume_in_words(volume), volume.is_burst, examples)


def watch_volume(watch: Watch, *, now: datetime) -> Volume:
    """How today's mentions of the watch compare with what is usual by this hour.

    Nothing is told while its past is still being asked.
    """
    return _volume(_of_watch(watch), watch.workspace, now=now, is_asking=watch.past_below > 0)


def workspace_volume(workspace: Workspace, *, now: datetime) -> Volume:
    """The same for what all kept watches caught; a post that two caught counts once."""
    is_asking = Watch.objects.filter(workspace=workspace, removed_at=None, past_below__gt=0).exists()
    return _volume(_of_workspace(workspace), workspace, now=now, is_asking=is_asking)


def watch_examples(watch: Watch, *, now: datetime) -> list[Post]:
    """Three posts at most that show what today is about, of different sources while there are any."""
    return _examples(_of_watch(watch), watch.workspace, now=now)


def workspace_examples(workspace: Workspace, *, now: datetime) -> list[Post]:
    """The same for all kept watches."""
    return _examples(_of_workspace(workspace), workspace, now=now)


def volume_in_words(volume: Volume) -> str:
    """The verdict as sentences in the reader's language."""
    said = _verdict_in_words(volume)
    left_out = sum((volume.newcomers or {}).values())
    if not left_out:
        return said
    also = ngettext(
        "%(count)d mention more comes from sources that you have followed for less than two weeks: it is not compared.",
        "%(count)d mentions more come from sources that you have followed for less than two weeks: they are not compared.",
        left_out,
    )
    return f"{said} {also % {'count': left_out}}"


def _verdict_in_words(volume: Volume) -> str:
    heard = ngettext("%(count)d mention today", "%(count)d mentions today", volume.count) % {"count": volume.count}
    if volume.usual is None:
        return _("%(heard)s. What is usual can be told after fourteen days.") % {"heard": heard}
    about = {"heard": heard, "low": volume.usual[0], "high": volume.usual[1], "days": volume.days}
    if volume.verdict == Verdict.USUAL:
        return _("%(heard)s, as usual: %(low)d to %(high)d by this hour.") % about
    if not volume.as_many:
        return (
            _("%(heard)s. Usual by this hour: %(low)d to %(high)d. None of the last %(days)d days had as many.") % about
        )
    counted = ngettext(
        "%(heard)s. Usual by this hour: %(low)d to %(high)d. %(as_many)d of the last %(days)d days had as many.",
        "%(heard)s. Usual by this hour: %(low)d to %(high)d. %(as_many)d of the last %(days)d days had as many.",
        volume.as_many,
    )
    return counted % {**about, "as_many": volume.as_many}


def _of_watch(watch: Watch) -> QuerySet[Catch]:
    return Catch.objects.filter(watch=watch, post__is_dated=True).exclude(state=State.NOISE)


def _of_workspace(workspace: Workspace) -> QuerySet[Mention]:
    return mentions_heard(workspace).filter(post__is_dated=True).select_related(None).prefetch_related(None)


def _volume(
    heard: QuerySet[Catch] | QuerySet[Mention], workspace: Workspace, *, now: datetime, is_asking: bool
) -> Volume:
    local = now.astimezone(ZoneInfo(workspace.time_zone))
    since = _since(workspace, local)
    first = max(local.date() - timedelta(days=WINDOW), min([*since.values(), local.date()]))
    counts = _counts(heard, local, first=first)
    *past, today = counts.days
    if is_asking:
        past = []
    return judge_volume(
        past,
        today,
        share=share_of_day(counts.by_hour, hour=local.hour + local.minute / 60),
        since=since,
        quiet=_closed_days(workspace, first),
    )


def _counts(heard: QuerySet[Catch] | QuerySet[Mention], local: datetime, *, first: date) -> _Counts:
    """One query: mentions by day, hour and source, in the time of the team."""
    zone = local.tzinfo
    begins = datetime.combine(first, time(0), zone)
    rows = (
        heard.filter(published_at__gte=begins, published_at__lte=local)
        .order_by()
        .annotate(day=TruncDate("published_at", tzinfo=zone), hour=ExtractHour("published_at", tzinfo=zone))
        .values_list("day", "hour", "post__source_id")
        .annotate(number=Count("pk"))
    )
    today = local.date()
    by_day: dict[date, Counter[str]] = {}
    by_hour: Counter[int] = Counter()
    for day, hour, source, number in rows:
        by_day.setdefault(day, Counter())[str(source)] += number
        if day != today:
            by_hour[hour] += number
    length = (today - first).days + 1
    days = (first + timedelta(days=n) for n in range(length))
    return _Counts([Day(day, dict(by_day.get(day, {}))) for day in days], by_hour)


def _since(workspace: Workspace, local: datetime) -> dict[str, date]:
    """Source → the day it was first followed."""
    rows = Following.objects.filter(workspace=workspace).values_list("source_id", "since")
    return {str(source): since.astimezone(local.tzinfo).date() for source, since in rows}


def _closed_days(workspace: Workspace, first: date) -> set[date]:
    closures = workspace.closures.filter(last_day__gte=first)
    return {
        one.first_day + timedelta(days=n) for one in closures for n in range((one.last_day - one.first_day).days + 1)
    }


def _examples(heard: QuerySet[Catch] | QuerySet[Mention], workspace: Workspace, *, now: datetime) -> list[Post]:
    local = now.astimezone(ZoneInfo(workspace.time_zone))
    begins = datetime.combine(local.date(), time(0), local.tzinfo)
    today = _posts(heard.filter(published_at__gte=begins, published_at__lte=now))
    usual = _posts(heard.filter(published_at__lt=begins, published_at__gte=begins - timedelta(days=ENOUGH)))
    chosen = choose_examples([_as_heard(post) for post in today], before=[_as_heard(post) for post in usual])
    by_number = {post.pk: post for post in today}
    return [by_number[one.post] for one in chosen]


def _posts(heard: QuerySet[Catch] | QuerySet[Mention]) -> list[Post]:
    newest = heard.order_by("-published_at", "-pk").values_list("post_id", flat=True)[:READ]
    return list(Post.objects.filter(pk__in=list(newest)).select_related("source"))


def _as_heard(post: Post) -> Heard:
    words = terms(f"{post.title}\n{post.text[:BEGINNING]}", post.language or None)
    return Heard(post.pk, str(post.source_id), frozenset(words))
