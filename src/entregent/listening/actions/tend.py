"""Sources of a list: stop listening to several, listen to them again, have them read now; say from which region one speaks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record
from entregent.listening.full_text import settle_full_text
from entregent.listening.models import Following, Source
from entregent.listening.regions import NOWHERE, region_names

MOST_AT_ONCE = 500  # sources that one person has read out of turn: a minute's work, for which others wait
RECENT = timedelta(minutes=1)  # since the last try: a site is not asked again and again
NAMED = 20  # in the history


class UnknownRegionError(ValueError):
    """Not the code of a region of France."""


@transaction.atomic
def leave_sources(workspace: Workspace, *, sources: QuerySet[Source], by: Actor, now: datetime) -> int:
    """Stop listening to these sources; return to how many. What was heard is kept; `take_back(left_at=now)` undoes it."""
    require(by, workspace, Permission.LISTEN)
    followings = Following.objects.filter(
        workspace=workspace, ended_at=None, source__in=sources.order_by().values("pk")
    )
    names = [str(one.source) for one in followings.select_related("source").order_by("source__folded")[: NAMED + 1]]
    only = followings.select_related("source").first() if len(names) == 1 else None
    left = followings.update(ended_at=now)
    settle_full_text(Following.objects.filter(workspace=workspace, ended_at=now))
    if only is not None:
        record("listening.left", by=by, workspace=workspace, about=only.source, address=only.source.address)
    elif left:
        record("listening.left_several", by=by, workspace=workspace, count=left, names=names[:NAMED])
    return left


@transaction.atomic
def take_back(workspace: Workspace, *, left_at: datetime, by: Actor) -> int:
    """Listen again to the sources that were left at this moment, as if nothing had been; return to how many."""
    require(by, workspace, Permission.LISTEN)
    taken = Following.objects.filter(workspace=workspace, ended_at=left_at).update(ended_at=None)
    if taken:
        settle_full_text(Following.objects.filter(workspace=workspace))
        record("listening.taken_back", by=by, workspace=workspace, count=taken)
    return taken


@dataclass(frozen=True, slots=True)
class Asked:
    """Sources that will be read next, and how many of those asked for were not taken: tried a moment ago, or too many at once."""

    sources: list[int]
    spared: int


@transaction.atomic
def ask_reading(workspace: Workspace, *, sources: QuerySet[Source], by: Actor, now: datetime) -> Asked:
    """Have these sources read as soon as a worker comes by, one that ended too; a worker does it, nobody waits."""
    require(by, workspace, Permission.LISTEN)
    wanted = sources.count()
    at_rest = sources.exclude(Q(readings__at__gt=now - RECENT))
    chosen = list(at_rest.values_list("pk", flat=True)[:MOST_AT_ONCE])
    Source.objects.filter(pk__in=chosen).update(next_read_at=now, ended_at=None)
    return Asked(chosen, wanted - len(chosen))


@transaction.atomic
def declare_region(workspace: Workspace, *, source: Source, region: str, by: Actor, now: datetime) -> None:
    """Note from which region the source speaks, for this workspace alone. region: a code, "-" for none, "" to have it inferred.

    Raises NotAllowedError, UnknownRegionError, Following.DoesNotExist (it never listened to it).
    """
    require(by, workspace, Permission.LISTEN)
    if region and region != NOWHERE and region not in region_names():
        raise UnknownRegionError(region)
    following = Following.objects.select_for_update().get(workspace=workspace, source=source)
    if following.region == region:
        return
    following.region, following.region_at = region, now if region else None
    following.region_by_id = by.pk if region else None
    following.save(update_fields=["region", "region_at", "region_by"])
    if region == NOWHERE:
        record("listening.region_none", by=by, workspace=workspace, about=source)
    elif region:
        record("listening.region_declared", by=by, workspace=workspace, about=source, region=region_names()[region])
    else:
        record("listening.region_inferred", by=by, workspace=workspace, about=source)
