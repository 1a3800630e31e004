"""The inbox: its boxes and filters, a page of it in its order, counts that stop. docs/decisions/0026-inbox.md"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, IntegerField, Model, OuterRef, Q, QuerySet, Subquery

from entregent.accounts.models import Workspace
from entregent.listening.models import Post, Source
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
    """Where a mention stands in the order: by publication (by deadline among the late ones), then by number."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"


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

    @property
    def order(self) -> str:
        """The moment of a mention by which it stands, the latest first: an index gives what is late by its deadline."""
        return "due_at" if self.box == Box.LATE else "published_at"


@dataclass(frozen=True, slots=True)
class Page:
    """Mentions in their order; further: where the next page begins, None on the last."""

    mentions: list[Mention]
    further: Place | None


def _but(model: type[Model], path: str, *read: str) -> tuple[str, ...]:
    """The columns of a model that are not read, seen from a mention."""
    return tuple(f"{path}__{field.name}" for field in model._meta.concrete_fields if field.name not in read)


# What neither the list nor its table and its feed show: the HTML of thirty posts, and moments that would be read one by one.
UNREAD = (
    *_but(Post, "post", "id", "source", "title", "text", "author", "address", "language", "is_dated"),
    *_but(Source, "post__source", "id", "title", "address", "language"),
)


def page_of(workspace: Workspace, filters: Filters, *, below: Place | None = None, limit: int = PER_PAGE) -> Page:
    """A page of the inbox, the latest first, each mention with its post, source, assignee and catches."""
    places = _places(workspace, filters, below, limit + 1)
    further = places[limit - 1] if len(places) > limit else None
    rows = with_catches(Mention.objects.select_related("assignee__user")).defer(*UNREAD)
    found = rows.in_bulk([place.pk for place in places[:limit]])
    return Page([found[place.pk] for place in places[:limit]], further)


class _Few(Subquery):
    """How many rows a question has that stops at some."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) few)"
    output_field = IntegerField()


def counts_of(workspace: Workspace, several: Sequence[Filters], *, most: int = COUNTED) -> list[int]:
    """How many there are of each, `most` at most; asked at once. No watches can be asked for: their mentions overlap."""
    lanes = [list(_lanes(workspace, filters)) for filters in several]
    few = [
        _Few(lane.values("pk")[:most]) for some in lanes for lane in some
    ]  # in order: neighbours in the index and the table
    found = iter(Workspace.objects.filter(pk=workspace.pk).values_list(*few).get())
    return [min(sum(next(found) for _ in some), most) for some in lanes]


def next_after(workspace: Workspace, filters: Filters, mention: Mention) -> int | None:
    """The mention that comes after this one in the list, otherwise the first one; None when it is alone."""
    at = getattr(mention, filters.order)
    here = Place(at, mention.pk) if at else None
    found = _places(workspace, filters, here, 2) or _places(workspace, filters, None, 2)
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
            yield _of_workspace(workspace, asked, state, filters.order, below)
        else:
            yield from (_of_watch(watch, asked, state, filters.order, below) for watch in watches)


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


def _of_workspace(
    workspace: Workspace, asked: dict[str, object], state: State, order: str, below: Place | None
) -> Lane:
    kept = Catch.objects.filter(mention=OuterRef("pk"), watch__removed_at=None)
    rows = Mention.objects.filter(Exists(kept), workspace=workspace, state=state, **asked)
    return _in_order(rows, order, "pk", below)


def _of_watch(watch: int, asked: dict[str, object], state: State, order: str, below: Place | None) -> Lane:
    of_mention = {f"mention__{name}": value for name, value in asked.items()}
    rows = Catch.objects.filter(watch=watch, state=state, **of_mention)
    own = order == "published_at"  # copied to the catch, as its index has it
    return _in_order(rows, order if own else f"mention__{order}", "mention_id", below)


def _in_order(rows: QuerySet[Any], order: str, number: str, below: Place | None) -> Lane:
    if below:
        after = Q(**{f"{order}__lt": below.at}) | Q(**{f"{number}__lt": below.pk})
        rows = rows.filter(after, **{f"{order}__lte": below.at})
    return rows.order_by(f"-{order}", f"-{number}").values_list(order, number)


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
