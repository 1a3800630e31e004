"""Today: what needs us, and what was heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

from django.core.cache import caches
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.selectors import day_notes
from entregent.discovery.selectors import Voice, voices_of
from entregent.listening.selectors import followed_sources
from entregent.privacy.models import Request
from entregent.privacy.selectors import Glance, glance
from entregent.relations.selectors import Duty, done_since, duties, kind_gesture
from entregent.watches.models import Catch, Mention, State, Watch
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
MOST_TAKEN = 10
WEEK = timedelta(days=7)
Gesture = tuple[Voice, Catch]


@dataclass(frozen=True, slots=True)
class Group:
    """Things owed at about the same time. count: how many duties there are, shown or not."""

    code: str
    title: str
    duties: Sequence[Duty]
    mentions: Sequence[Mention]
    count: int
    requests: Sequence[Request] = ()

    def __bool__(self) -> bool:
        return bool(self.duties or self.mentions or self.requests)


@member_view
def today(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    sources = followed_sources(request.workspace)
    watches = list(kept_watches(request.workspace))
    by_week = mentions_by_week(request.workspace, now=now, weeks=WEEKS)
    lately = mentions_heard(request.workspace).filter(published_at__gt=now - RECENT, post__is_dated=True)
    shown = {
        "now": timezone.localtime(now),
        **_owed(request, now),
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


def _owed(request: MemberRequest, now: datetime) -> dict[str, object]:
    """What is owed to people, for those who may see them, and mentions the reader took; late things first."""
    today, mentions = timezone.localdate(now), _taken(request)
    found: list[Duty] = []
    if Permission.CONTACTS in request.may:
        owner = request.user if "mine" in request.GET else None
        found = duties(request.workspace, now, zone=timezone.get_current_timezone(), owner=owner)
    late = [duty for duty in found if duty.is_late]
    due = [duty for duty in found if not duty.is_late and duty.due_on <= today]
    soon = [duty for duty in found if not duty.is_late and duty.due_on > today]
    waits = [one for one in mentions if one.due_at is None or one.due_at > now]
    theirs = glance(request.workspace, today) if Permission.CONTACTS in request.may else Glance()
    passed = [one for one in theirs.requests if one.is_late(today)]
    asked = [one for one in theirs.requests if one not in passed]
    groups = [
        Group("late", _("Late"), late[:MOST_DUTIES], [one for one in mentions if one not in waits], len(late), passed),
        Group("today", _("Today"), due[:MOST_DUTIES], waits, len(due), asked),
        Group("soon", _("This week"), soon[:MOST_DUTIES], [], len(soon)),
    ]
    shown: dict[str, object] = {"owed": [group for group in groups if group], "is_mine": "mine" in request.GET}
    if Permission.CONTACTS in request.may:
        shown["glance"] = theirs
        shown["team_did"] = done_since(request.workspace, now - WEEK, now)
        shown["word"] = kind_gesture(request.workspace, now, {duty.contact.pk for duty in found})
    return shown


def _taken(request: MemberRequest) -> list[Mention]:
    """Mentions that the reader took and did not answer yet, the first due first."""
    taken = Mention.objects.filter(workspace=request.workspace, assignee=request.membership, state=State.OPEN)
    return list(taken.select_related("post__source").order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST_TAKEN])


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
