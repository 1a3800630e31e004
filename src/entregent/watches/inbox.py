"""The inbox: its boxes and filters, a page of it in the order of publication, counts that stop. docs/decisions/0026-inbox.md"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.listening.selectors import search_stream
from entregent.watches.models import Catch, Mention, State, Watch
from entregent.watches.selectors import with_catches

PER_PAGE = 30
COUNTED = 1000  # a box that holds more says so
MOST_FOUND = 500  # the latest posts that hold the words asked for, among which mentions are looked for
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Box(StrEnum):
    """What one looks at. Each asks for states one by one, so that an index gives it in order."""

    TO_DO = "to-do"
    MINE = "mine"
    FREE = "free"
    LATE = "late"
    ASIDE = "aside"
    ANSWERED = "answered"
    CLOSED = "closed"
    NOISE = "noise"
    ALL = "all"


STATES: dict[Box, tuple[State, ...]] = {
    Box.ASIDE: (State.SNOOZED,),
    Box.ANSWERED: (State.ANSWERED,),
    Box.CLOSED: (State.CLOSED,),
    Box.NOISE: (State.NOISE,),
    Box.ALL: (State.OPEN, State.SNOOZED, State.ANSWERED, State.CLOSED, State.PAST),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands in the order: by publication, then by number."""

    published_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.published_at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"


def read_place(written: str) -> Place | None:
    """The place that an address names; None for anything else."""
    micro, _, number = written.partition("-")
    if not (micro.isdecimal() and number.isdecimal() and micro.isascii() and number.isascii() and len(written) < 38):
        return None
    try:
        return Place(EPOCH + timedelta(microseconds=int(micro)), int(number))
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; None or "" is everything. member: who looks, for what is theirs. now: for what is late."""

    now: datetime
    box: Box = Box.TO_DO
    member: int | None = None
    sort: str = ""
    watch: int | None = None
    kind: str = ""
    assignee: int | None = None
    language: str | None = None
    source: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Mentions in their order; further: where the next page begins, None on the last."""

    mentions: list[Mention]
    further: Place | None


def page_of(workspace: Workspace, filters: Filters, *, below: Place | None = None, limit: int = PER_PAGE) -> Page:
    """A page of the inbox, newest first, each mention with its post, source, assignee and catches."""
    places = _places(workspace, filters, below, limit + 1)
    further = places[limit - 1] if len(places) > limit else None
    rows = with_catches(Mention.objects.select_related("assignee__user"))
    found = rows.in_bulk([place.pk for place in places[:limit]])
    return Page([found[place.pk] for place in places[:limit]], further)


def count_of(workspace: Workspace, filters: Filters, *, most: int = COUNTED) -> int:
    """How many there are, `most` at most."""
    return min(len({pk for lane in _lanes(workspace, filters) for _at, pk in lane.order_by()[:most]}), most)


def next_after(workspace: Workspace, filters: Filters, mention: Mention) -> int | None:
    """The mention that comes after this one in the list, otherwise the first one; None when it is alone."""
    here = Place(mention.published_at, mention.pk)
    found = _places(workspace, filters, here, 1) or _places(workspace, filters, None, 2)
    return next((place.pk for place in found if place.pk != mention.pk), None)


def _places(workspace: Workspace, filters: Filters, below: Place | None, limit: int) -> list[Place]:
    found: set[tuple[datetime, int]] = set()
    for lane in _lanes(workspace, filters, below):
        found.update(lane[:limit])
    return [Place(at, pk) for at, pk in sorted(found, reverse=True)[:limit]]


Lane = QuerySet[Any, tuple[datetime, int]]


def _lanes(workspace: Workspace, filters: Filters, below: Place | None = None) -> Iterator[Lane]:
    """One ordered reading of an index for each state, and for each watch where watches are asked for."""
    watches = _watches(workspace, filters)
    asked = _asked(workspace, filters)
    for state in STATES.get(filters.box, (State.OPEN,)):
        if watches is None:
            yield _of_workspace(workspace, asked, state, below)
        else:
            yield from (_of_watch(watch, asked, state, below) for watch in watches)


def _watches(workspace: Workspace, filters: Filters) -> list[int] | None:
    """The kept watches asked for; None when every mention is."""
    if not (filters.watch or filters.kind):
        return None
    kept = Watch.objects.filter(workspace=workspace, removed_at=None)
    kept = kept.filter(pk=filters.watch) if filters.watch else kept
    kept = kept.filter(kind=filters.kind) if filters.kind else kept
    return list(kept.values_list("pk", flat=True))


def _asked(workspace: Workspace, filters: Filters) -> dict[str, object]:
    """What is asked of a mention besides its state and watches, by lookup."""
    in_box: dict[Box, dict[str, object]] = {
        Box.MINE: {"assignee": filters.member},
        Box.FREE: {"assignee": None},
        Box.LATE: {"due_at__lt": filters.now},
    }
    asked: dict[str, object] = {
        "sort": filters.sort or None,
        "assignee": filters.assignee,
        "language": filters.language,
        "source": filters.source,
        "published_at__gte": filters.since,
        "published_at__lt": filters.until,
    }
    if filters.words:
        asked["post__in"] = [post.pk for post in search_stream(workspace, filters.words, limit=MOST_FOUND).posts]
    return {name: value for name, value in asked.items() if value is not None} | in_box.get(filters.box, {})


def _of_workspace(workspace: Workspace, asked: dict[str, object], state: State, below: Place | None) -> Lane:
    kept = Catch.objects.filter(mention=OuterRef("pk"), watch__removed_at=None)
    rows = Mention.objects.filter(Exists(kept), workspace=workspace, state=state, **asked)
    if below:
        rows = rows.filter(
            Q(published_at__lt=below.published_at) | Q(pk__lt=below.pk), published_at__lte=below.published_at
        )
    return rows.order_by("-published_at", "-pk").values_list("published_at", "pk")


def _of_watch(watch: int, asked: dict[str, object], state: State, below: Place | None) -> Lane:
    of_mention = {f"mention__{name}": value for name, value in asked.items()}
    rows = Catch.objects.filter(watch=watch, state=state, **of_mention)
    if below:
        rows = rows.filter(
            Q(published_at__lt=below.published_at) | Q(mention__lt=below.pk), published_at__lte=below.published_at
        )
    return rows.order_by("-published_at", "-mention_id").values_list("published_at", "mention_id")


def heard_after(workspace: Workspace, filters: Filters, number: int, *, until: datetime, limit: int) -> list[Mention]:
    """What the filters show among the mentions above a number that were heard by then, as they came, with posts and catches."""
    kept = Catch.objects.filter(mention=OuterRef("pk"), watch__removed_at=None)
    watches = _watches(workspace, filters)
    if watches is not None:
        kept = kept.filter(watch__in=watches)
    states = STATES.get(filters.box, (State.OPEN,))
    heard = Mention.objects.filter(workspace=workspace, pk__gt=number, heard_at__lte=until, state__in=states)
    found = heard.filter(Exists(kept), **_asked(workspace, filters))
    return list(with_catches(found.select_related("assignee__user")).order_by("pk")[:limit])
