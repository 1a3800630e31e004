"""Today: what needs us, and what was heard."""

from datetime import datetime, timedelta
from statistics import median_low

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.selectors import day_notes
from entregent.discovery.selectors import Voice, voices_of
from entregent.listening.selectors import followed_sources
from entregent.relations.selectors import Duty, duties
from entregent.watches.models import Catch, Watch
from entregent.watches.selectors import (
    Movement,
    busiest_watch,
    catches_heard,
    kept_watches,
    mentions_by_week,
    mentions_heard,
    workspace_movement,
)

WEEKS = 26
NEWS = 6
MOST_DUTIES = 30
DEVOTED = 5  # voices among which a kind gesture is proposed
RECENT = timedelta(days=21)
Gesture = tuple[Voice, Catch]


@member_view
def today(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    sources = followed_sources(request.workspace)
    watches = list(kept_watches(request.workspace))
    by_week = mentions_by_week(request.workspace, now=now, weeks=WEEKS)
    lately = mentions_heard(request.workspace).filter(published_at__gt=now - RECENT, post__is_dated=True)
    shown = {
        "now": timezone.localtime(now),
        "duties": _duties(request, now),
        "day_notes": day_notes(request.workspace, timezone.localdate(now)),
        "troubled": sources.exclude(trouble="")[:5],
        "source_count": sources.count(),
        "watches": watches,
        "heard": lately[:NEWS],
        "by_week": by_week,
        "highest": max(by_week),
        "this_week": by_week[-1],
        "usual": median_low(by_week[:-1]),
        "gesture": _gesture(request.workspace, now),
        "movement": _movement(request.workspace, now) if watches else None,
    }
    return render(request, "web/today.html", shown)


def _duties(request: MemberRequest, now: datetime) -> list[Duty]:
    """What the team owes to people, for those who may see them; those of the reader alone where the address says so."""
    if Permission.CONTACTS not in request.may:
        return []
    owner = request.user if "mine" in request.GET else None
    return duties(request.workspace, now, zone=timezone.get_current_timezone(), owner=owner)[:MOST_DUTIES]


def _movement(workspace: Workspace, now: datetime) -> Movement | None:
    """Whether today's mentions are many, reckoned every five minutes."""
    key = f"movement:{workspace.pk}:{get_language()}:{int(now.timestamp() // 300)}"
    found: Movement | None = caches["near"].get_or_set(key, lambda: workspace_movement(workspace, now=now), 300)
    return found


def _gesture(workspace: Workspace, now: datetime) -> Gesture | None:
    """A kind thing to do. Found once an hour, and again when something more was caught: ranking is a third of the page's time."""
    watch = busiest_watch(workspace)
    if watch is None:
        return None
    key = f"gesture:{watch.pk}:{hash(watch.query)}:{watch.catches.count()}:{now:%Y%m%d%H}"
    found: Gesture | None = caches["near"].get_or_set(key, lambda: _found_gesture(watch, now), 3600)
    return found


def _found_gesture(watch: Watch, now: datetime) -> Gesture | None:
    """Of the five voices most devoted to the main theme, the one who wrote on it last, if lately."""
    devoted = voices_of(watch)[:DEVOTED]
    latest = catches_heard(watch).in_bulk([voice.latest for voice in devoted if voice.latest])
    wrote = [(voice, latest[voice.latest]) for voice in devoted if voice.latest in latest]
    lately = [(voice, catch) for voice, catch in wrote if catch.published_at > now - RECENT]
    return max(lately, key=lambda one: one[1].published_at, default=None)
