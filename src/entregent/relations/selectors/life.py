"""The life of a relation on one thread: what passed, promises, asks, ideas, what they publish and where they speak of us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from entregent.contacts.models import Contact
from entregent.listening.models import Post
from entregent.relations.selectors.files import File, exchanges_of
from entregent.relations.selectors.voices import Places, mentions_among, posts_at
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


def life_of(contact: Contact, *, kind: Kind | None = None, page: int = 1, file: File | None = None) -> Life:
    """What happened in a relation, of one kind or of all. file: what was read of it already.

    A constant number of questions, whatever the number of lines.
    """
    page, file = min(max(page, 1), MOST_PAGES), file or File(contact)
    places, needed = file.places, page * PER_PAGE + 1
    told: list[tuple[datetime, int, Line | None]] = []  # None: a post, whose text is read if it is shown
    told += [(line.at, line.row.pk, line) for line in _noted(file, kind, needed)]
    for found in _published(contact, kind, places):
        told += [
            (at, pk, None)
            for at, pk in found.order_by("-published_at", "-pk").values_list("published_at", "pk")[:needed]
        ]
    told.sort(key=itemgetter(0, 1), reverse=True)
    shown = told[needed - 1 - PER_PAGE : needed - 1]
    posts = _posts(contact, [pk for _at, pk, line in shown if line is None])
    lines_shown = [line or posts.get(pk) for _at, pk, line in shown]
    return Life(
        [line for line in lines_shown if line], kind, page, len(told) >= needed and page < MOST_PAGES, bool(places)
    )


def _noted(file: File, kind: Kind | None, needed: int) -> Iterator[Line]:
    """What we noted, of the kinds asked for: of exchanges the latest, of the others all."""
    zone = ZoneInfo(file.contact.workspace.time_zone)
    if kind in (None, Kind.EXCHANGE):
        yield from (Line(Kind.EXCHANGE, one.at, one) for one in exchanges_of(file.contact)[:needed])
    if kind in (None, Kind.PROMISE):
        for promise in file.promises:
            day = promise.kept_on or promise.released_on or promise.made_on
            yield Line(Kind.PROMISE, datetime.combine(day, time(12), zone), promise)  # a day is told at noon
    if kind in (None, Kind.ASK):
        yield from (Line(Kind.ASK, ask.asked_at, ask) for ask in file.asks)
    if kind in (None, Kind.IDEA):
        yield from (Line(Kind.IDEA, idea.at, idea) for idea in file.ideas)


def _published(contact: Contact, kind: Kind | None, places: Places) -> Iterator[QuerySet[Post]]:
    """What they published, where that is asked for."""
    if places and kind in (None, Kind.POST, Kind.OF_US):
        yield posts_at(contact, places, of_us=kind is Kind.OF_US)


def _posts(contact: Contact, keys: list[int]) -> dict[int, Line]:
    """Lines of these posts, each with what our watches heard in it; four questions, or none."""
    if not keys:
        return {}
    posts = Post.objects.select_related("source").defer("html").in_bulk(keys)
    mentions = mentions_among(contact, posts.values())
    return {pk: Line(Kind.POST, post.published_at, post, mentions.get(pk)) for pk, post in posts.items()}
