"""The life of a relation on one thread: what passed, promises, asks, ideas, what they publish and where they speak of us."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
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
    told: list[tuple[datetime, int, Line | None]] = []  # None: a post, whose text is read if it is shown
    for one, found in _threads(contact, kind, places).items():
        if one in HEARD:
            told += [(at, pk, None) for at, pk in found.values_list("stands_at", "pk")[:needed]]
        else:
            lines = (Line(one, _moment(row.stands_at, zone), row) for row in found.select_related("by")[:needed])
            told += [(line.at, line.row.pk, line) for line in lines]
    told.sort(key=itemgetter(0, 1), reverse=True)
    shown = told[needed - 1 - PER_PAGE : needed - 1]
    posts = _posts(contact, [pk for _at, pk, line in shown if line is None])
    lines_shown = [line or posts.get(pk) for _at, pk, line in shown]
    return Life(
        [line for line in lines_shown if line], kind, page, len(told) >= needed and page < MOST_PAGES, bool(places)
    )


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


def _posts(contact: Contact, keys: list[int]) -> dict[int, Line]:
    """Lines of these posts, each with what our watches heard in it; four questions, or none."""
    if not keys:
        return {}
    posts = Post.objects.select_related("source").defer("html").in_bulk(keys)
    mentions = mentions_among(contact, posts.values())
    return {pk: Line(Kind.POST, post.published_at, post, mentions.get(pk)) for pk, post in posts.items()}


def _moment(at: datetime | date, zone: ZoneInfo) -> datetime:
    """A day is told at noon."""
    return at if isinstance(at, datetime) else datetime.combine(at, time(12), zone)
