"""The life of a relation on one thread: what passed, promises, asks, ideas, what they publish and where they speak of us."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Model, QuerySet
from django.db.models.functions import Coalesce

from entregent.contacts.models import Contact
from entregent.listening.models import Post
from entregent.relations.selectors.files import exchanges_of
from entregent.relations.selectors.voices import Places, mentions_among, places_of, posts_at
from entregent.watches.models import Mention

PER_PAGE = 15  # what is known of them stands below
MOST_PAGES = 80


class Kind(StrEnum):
    """What a line of the thread is; OF_US chooses among what they publish."""

    EXCHANGE = "exchanges"
    PROMISE = "promises"
    ASK = "asks"
    IDEA = "ideas"
    POST = "posts"
    OF_US = "of-us"


HEARD = frozenset({Kind.POST, Kind.OF_US})


@dataclass(frozen=True, slots=True)
class Line:
    """mention: of a post that a watch of ours heard."""

    kind: Kind
    at: datetime
    row: Any
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A page of the thread, the latest first. publishes: whether anything they publish may be listened to."""

    lines: list[Line]
    kind: Kind | None
    page: int
    has_older: bool
    publishes: bool


def life_of(contact: Contact, *, kind: Kind | None = None, page: int = 1) -> Life:
    """What happened in a relation, of one kind or of all. A constant number of questions, whatever the number of lines."""
    page = min(max(page, 1), MOST_PAGES)
    zone, places = ZoneInfo(contact.workspace.time_zone), places_of(contact)
    needed = page * PER_PAGE + 1
    told: list[tuple[datetime, Kind, int]] = []
    for one, found in _threads(contact, kind, places).items():
        told += [(_moment(at, zone), one, pk) for at, pk in found.values_list("stands_at", "pk")[:needed]]
    told.sort(key=lambda line: (line[0], line[2]), reverse=True)
    shown = told[needed - 1 - PER_PAGE : needed - 1]
    return Life(_lines(contact, shown), kind, page, len(told) >= needed and page < MOST_PAGES, bool(places))


def _threads(contact: Contact, kind: Kind | None, places: Places) -> Mapping[Kind, QuerySet[Any]]:
    """What is asked for, each kind with `stands_at`, the latest first."""
    made: dict[Kind, Callable[[], QuerySet[Any]]] = {
        Kind.EXCHANGE: lambda: exchanges_of(contact).annotate(stands_at=F("at")),
        Kind.PROMISE: lambda: contact.promises.annotate(stands_at=Coalesce("kept_on", "released_on", "made_on")),
        Kind.ASK: lambda: contact.asks.filter(removed_at=None).annotate(stands_at=F("asked_at")),
        Kind.IDEA: lambda: contact.ideas.filter(removed_at=None).annotate(stands_at=F("at")),
    }
    if places:
        made[Kind.POST] = lambda: posts_at(contact, places).annotate(stands_at=F("published_at"))
    if places and kind is Kind.OF_US:
        made[Kind.OF_US] = lambda: posts_at(contact, places, of_us=True).annotate(stands_at=F("published_at"))
    wanted = made if kind is None else [kind] if kind in made else []
    return {one: made[one]().order_by("-stands_at", "-pk") for one in wanted}


def _lines(contact: Contact, shown: list[tuple[datetime, Kind, int]]) -> list[Line]:
    """The rows of these lines: a question for each kind among them, three more where posts are."""
    rows: dict[tuple[Kind, int], Model] = {}
    for kind in {kind for _at, kind, _pk in shown}:
        keys = [pk for _at, one, pk in shown if one is kind]
        rows |= {(kind, pk): row for pk, row in _rows(contact, kind).in_bulk(keys).items()}
    posts = [row for row in rows.values() if isinstance(row, Post)]
    mentions = mentions_among(contact, posts) if posts else {}
    return [
        Line(Kind.POST if kind is Kind.OF_US else kind, at, rows[kind, pk], mentions.get(pk) if kind in HEARD else None)
        for at, kind, pk in shown
        if (kind, pk) in rows
    ]


def _rows(contact: Contact, kind: Kind) -> QuerySet[Any]:
    if kind in HEARD:
        return Post.objects.select_related("source").defer("html")
    theirs: dict[Kind, QuerySet[Any]] = {
        Kind.EXCHANGE: contact.exchanges.select_related("by"),
        Kind.PROMISE: contact.promises.select_related("by"),
        Kind.ASK: contact.asks.select_related("by"),
        Kind.IDEA: contact.ideas.select_related("by"),
    }
    return theirs[kind]


def _moment(at: datetime | date, zone: ZoneInfo) -> datetime:
    """A day is told at noon."""
    return at if isinstance(at, datetime) else datetime.combine(at, time(12), zone)
