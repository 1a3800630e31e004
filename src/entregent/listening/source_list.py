"""The list of the sources that a workspace listens to: what is looked for in it, in which order, and what stands in its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from entregent.accounts.models import Workspace
from entregent.core.text import fold
from entregent.listening.models import Following, Post, Source
from entregent.listening.regions import NOWHERE, speaks_from

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
    """How many sources are listened to, by their state."""

    by_state: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


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
    ours = Following.objects.filter(workspace=workspace, source=OuterRef("pk"))
    return Q(Exists(ours.filter(region=NOWHERE))) | (Q(region="") & ~Q(Exists(ours.exclude(region=""))))


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


def census(workspace: Workspace) -> Census:
    """Count the sources listened to by their state, in one query."""
    listened = Source.objects.filter(followings__workspace=workspace, followings__ended_at=None)
    counts = listened.aggregate(**{f"are_{state}": Count("pk", filter=condition) for state, condition in OF_STATE.items()})
    return Census({state: counts[f"are_{state}"] for state in STATES})


@dataclass(frozen=True, slots=True)
class Facets:
    """The kinds, languages and regions of the sources listened to; "" among languages: some say none."""

    kinds: list[str]
    languages: list[str]
    regions: list[str]


def facets(workspace: Workspace) -> Facets:
    listened = Source.objects.filter(followings__workspace=workspace, followings__ended_at=None)
    rows = list(listened.order_by().values_list("kind", "language", "region").distinct())
    declared = Following.objects.filter(workspace=workspace, ended_at=None).exclude(region__in=["", NOWHERE])
    regions = {row[2] for row in rows} | set(declared.values_list("region", flat=True).distinct())
    return Facets(sorted({row[0] for row in rows}), sorted({row[1] for row in rows}), sorted(regions - {""}))
