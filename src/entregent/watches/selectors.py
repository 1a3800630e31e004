"""Reads: the watches of a workspace and what they caught."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.core.text import fold
from entregent.watches.models import Mention, Watch


def kept_watches(workspace: Workspace) -> QuerySet[Watch]:
    """Watches of the workspace by name, with `mention_count` and `latest_mention`."""
    kept = Watch.objects.filter(workspace=workspace, removed_at=None)
    return kept.annotate(
        mention_count=Count("mentions"),
        latest_mention=Max("mentions__post__published_at", filter=Q(mentions__post__is_dated=True)),
    )


def unwatched_names(workspace: Workspace) -> list[str]:
    """The names a team wants to know that no kept watch asks for yet, in their order."""
    asked = " ".join(fold(query) for query in kept_watches(workspace).values_list("query", flat=True))
    return [name.text for name in workspace.known_names.all() if fold(name.text) not in asked]


def busiest_watch(workspace: Workspace) -> Watch | None:
    """The kept watch that caught most, the workspace's main theme; None without watches."""
    kept = Watch.objects.filter(workspace=workspace, removed_at=None)
    return kept.annotate(mention_count=Count("mentions")).order_by("-mention_count", "pk").first()


def mentions_heard(workspace: Workspace) -> QuerySet[Mention]:
    """Mentions of every kept watch of the workspace, newest post first, with post, source and watch."""
    heard = Mention.objects.filter(watch__workspace=workspace, watch__removed_at=None)
    return heard.select_related("post__source", "watch").order_by("-post__published_at", "-pk")


def one_a_post(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """Of the mentions of one post by several watches, the first alone."""
    return mentions.filter(pk__in=mentions.order_by().values("post").annotate(first=Min("pk")).values("first"))


def mentions_by_week(workspace: Workspace, *, now: datetime, weeks: int) -> list[int]:
    """Posts caught in each of the last weeks of seven days, oldest first; a post that two watches caught counts once.

    Posts without a date are left out: the day they were first seen would pass for news.
    """
    start = now - timedelta(weeks=weeks)
    counts = [0] * weeks
    seen = mentions_heard(workspace).filter(post__published_at__gt=start, post__is_dated=True).order_by()
    for _, published in seen.values_list("post_id", "post__published_at").distinct():
        counts[min((published - start).days // 7, weeks - 1)] += 1
    return counts
