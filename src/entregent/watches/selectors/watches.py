"""The watches of a workspace and what they caught."""

from datetime import UTC, datetime, timedelta

from django.db.models import DateTimeField, Exists, F, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, NullIf

from entregent.accounts.models import Workspace
from entregent.core.text import fold
from entregent.watches.models import Catch, Mention, State, Watch

NEVER = Value(datetime(1, 1, 1, tzinfo=UTC), output_field=DateTimeField())
CAUGHT = ("mention", "title_spans", "body_spans", "watch__name", "watch__removed_at")


class _Number(Subquery):
    """How many rows a question has, asked of each row: SQLite and PostgreSQL then read one index alone."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def kept_watches(workspace: Workspace, *, most: int | None = None) -> QuerySet[Watch]:
    """Watches of the workspace by name, with `mention_count` and `latest_mention` (of dated posts; None without any).

    most: where counting stops; PostgreSQL takes a quarter of a second and more for a million catches.
    """
    # The latest of each state is the first row of an index: the latest of all would be looked for among all.
    dated = Catch.objects.filter(watch=OuterRef("pk"), post__is_dated=True).order_by("-published_at", "-mention")
    latest = [Coalesce(Subquery(dated.filter(state=state).values("published_at")[:1]), NEVER) for state in State]
    return _counted(workspace, most).annotate(latest_mention=NullIf(Greatest(*latest), NEVER))


def _counted(workspace: Workspace, most: int | None = None) -> QuerySet[Watch]:
    kept = Watch.objects.filter(workspace=workspace, removed_at=None)
    return kept.annotate(mention_count=_Number(Catch.objects.filter(watch=OuterRef("pk")).values("watch")[:most]))


def unwatched_names(workspace: Workspace) -> list[str]:
    """The names a team wants to know that no kept watch asks for yet, in their order."""
    asked = " ".join(fold(query) for query in kept_watches(workspace).values_list("query", flat=True))
    return [name.text for name in workspace.known_names.all() if fold(name.text) not in asked]


def busiest_watch(workspace: Workspace) -> Watch | None:
    """The kept watch that caught most, the workspace's main theme; None without watches."""
    return _counted(workspace).order_by(F("mention_count").desc(), "pk").first()


def mentions_heard(workspace: Workspace) -> QuerySet[Mention]:
    """What the kept watches of the workspace caught, noise left out, newest post first; with post, source and catches."""
    kept = Catch.objects.filter(mention=OuterRef("pk"), watch__removed_at=None)
    heard = Mention.objects.filter(Exists(kept), workspace=workspace).exclude(state=State.NOISE)
    return with_catches(heard).order_by("-published_at", "-pk")


def with_catches(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """The same mentions, each with its post, source, and what kept watches caught in it."""
    catches = Catch.objects.filter(watch__removed_at=None).select_related("watch").only(*CAUGHT)
    catches = catches.order_by("watch__name", "pk")
    return mentions.select_related("post__source").prefetch_related(Prefetch("catches", catches))


def catches_heard(watch: Watch) -> QuerySet[Catch]:
    """What one watch caught, noise left out, newest post first; with post and source."""
    heard = Catch.objects.filter(watch=watch).exclude(state=State.NOISE)
    return heard.select_related("post__source").order_by("-published_at", "-mention")


def mentions_by_week(workspace: Workspace, *, now: datetime, weeks: int) -> list[int]:
    """Posts caught in each of the last weeks of seven days, oldest first; a post that two watches caught counts once.

    Posts without a date are left out: the day they were first seen would pass for news.
    """
    start = now - timedelta(weeks=weeks)
    counts = [0] * weeks
    seen = mentions_heard(workspace).filter(published_at__gt=start, post__is_dated=True)
    for published in seen.order_by().values_list("published_at", flat=True):
        counts[min((published - start).days // 7, weeks - 1)] += 1
    return counts
