"""The list of the sources that a workspace listens to: what is looked for in it, in which order, and what stands in its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import Case, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from entregent.accounts.models import Workspace
from entregent.core.text import fold
from entregent.listening.models import Following, Post, Source
from entregent.listening.regions import NOWHERE, declared_regions, speaks_from

WELL, TROUBLE, ENDED, UNREAD = "well", "trouble", "ended", "unread"
STATES = (WELL, TROUBLE, ENDED, UNREAD)
OF_STATE = {
    ENDED: ~Q(ended_at=None),
    TROUBLE: Q(ended_at=None) & ~Q(trouble=""),
    UNREAD: Q(ended_at=None, trouble="", last_success_at=None),
    WELL: Q(ended_at=None, trouble="") & ~Q(last_success_at=None),
}
IN_TROUBLE, BY_NAME, LAST_READ, NEXT_READ = "trouble", "name", "read", "next"
ORDERS = {
    IN_TROUBLE: ("-failures", "folded", "pk"),
    BY_NAME: ("folded", "pk"),
    LAST_READ: (F("last_success_at").desc(nulls_last=True), "pk"),
    NEXT_READ: ("next_read_at", "pk"),
}
UNTOLD = "?"
FRESH = 60  # seconds for which a count of everything is good enough


@dataclass(frozen=True, slots=True)
class SourceFilters:
    """What to show; empty is everything. region: a code, "?" for those of which none is known."""

    words: str = ""
    state: str = ""
    kind: str = ""
    language: str = ""
    region: str = ""
    sort: str = IN_TROUBLE


@dataclass(frozen=True, slots=True)
class Census:
    """How many sources are listened to, by their state; their kinds, languages ("": some say none) and regions."""

    by_state: dict[str, int]
    kinds: list[str]
    languages: list[str]
    regions: list[str]


def listed_sources(workspace: Workspace, filters: SourceFilters) -> QuerySet[Source]:
    """Sources that the workspace listens to and that pass the filters, in order; for their rows, see `rows_of`."""
    listened = Exists(Following.objects.filter(workspace=workspace, ended_at=None, source=OuterRef("pk")))
    found = Source.objects.filter(listened)
    for word in filters.words.split():
        written, folded = word.lower(), fold(word).replace("’", "'")
        found = found.filter(Q(folded__contains=folded) | Q(folded__contains=written))
    if filters.state:
        found = found.filter(OF_STATE[filters.state])
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.language:
        found = found.filter(language="" if filters.language == UNTOLD else filters.language)
    if filters.region:
        found = found.filter(_of_region(workspace, filters.region))
    return found.order_by(*ORDERS[filters.sort])


def _of_region(workspace: Workspace, code: str) -> Q:
    if code != UNTOLD:
        return speaks_from(workspace, code)
    declared = declared_regions(workspace).values("source")
    return Q(pk__in=declared.filter(region=NOWHERE)) | (Q(region="") & ~Q(pk__in=declared))


def rows_of(sources: Sequence[int], workspace: Workspace) -> list[Source]:
    """Return these sources in this order, each with `post_count`, `latest_post` (dated ones) and `declared` (region), in one query.

    What is counted is counted for these rows alone: over all sources, it would take as long as reading all posts.
    """
    posts = Post.objects.filter(source=OuterRef("pk")).order_by()
    counted = posts.values("source").annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    dated = posts.filter(is_dated=True).order_by("-published_at").values("published_at")[:1]
    followings = Following.objects.filter(workspace=workspace, source=OuterRef("pk"))
    found = Source.objects.annotate(
        post_count=Subquery(counted.values("n")),
        latest_post=Subquery(dated),
        declared=Subquery(followings.values("region")[:1]),
    ).in_bulk(sources)
    return [found[pk] for pk in sources if pk in found]


def followed_count(workspace: Workspace) -> int:
    """How many sources the workspace listens to."""
    return Following.objects.filter(workspace=workspace, ended_at=None).count()


def census(workspace: Workspace, total: int) -> Census:
    """What there is among the `total` sources listened to. Counted once a minute, and anew when one is followed or left.

    With 40,000 sources it takes as long as all the rest of the page.
    """
    key = f"census:{workspace.pk}:{total}"
    return caches["near"].get_or_set(key, lambda: _counted(workspace), FRESH) or _counted(workspace)


def _counted(workspace: Workspace) -> Census:
    state = Case(*(When(condition, then=Value(name)) for name, condition in OF_STATE.items()), default=Value(WELL))
    listened = Source.objects.filter(followings__workspace=workspace, followings__ended_at=None).order_by()
    groups = listened.annotate(state=state).values_list("state", "kind", "language", "region").annotate(n=Count("pk"))
    by_state = dict.fromkeys(STATES, 0)
    kinds, languages, regions = set(), set(), set()
    for name, kind, language, region, count in groups:
        by_state[name] += count
        kinds.add(kind)
        languages.add(language)
        regions.add(region)
    declared = Following.objects.filter(workspace=workspace, ended_at=None).exclude(region__in=["", NOWHERE])
    regions |= set(declared.values_list("region", flat=True).distinct())
    return Census(by_state, sorted(kinds), sorted(languages), sorted(regions - {""}))
