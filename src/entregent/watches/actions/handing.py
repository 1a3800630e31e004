"""What nobody took goes to the moderator of the moment. docs/decisions/0026-inbox.md"""

from collections import Counter
from datetime import datetime

from entregent.accounts.models import Membership, Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.accounts.selectors import day_of, moderators_on
from entregent.watches.actions.inbox import hand_on, wake
from entregent.watches.deadlines import suggest_sorts
from entregent.watches.models import Mention, State

MOST = 500  # mentions handed on at a time, in one workspace


def hands_on_at(mention: Mention) -> datetime | None:
    """When it goes to the moderator if nobody takes it: half-way between when it was heard and when its answer is late."""
    return mention.heard_at + (mention.due_at - mention.heard_at) / 2 if mention.due_at else None


def tend_inboxes(*, now: datetime) -> int:
    """Suggest sorts, bring back what was put aside until now, hand on what nobody took; return how many mentions moved.

    Safe to repeat.
    """
    suggest_sorts()
    moved = wake(now=now)
    waiting = Mention.objects.filter(state=State.OPEN, assignee=None, due_at__isnull=False)
    for workspace in Workspace.objects.filter(pk__in=waiting.values("workspace").distinct()):
        moved += _hand_on_in(workspace, now)
    return moved


def _hand_on_in(workspace: Workspace, now: datetime) -> int:
    """Give each to the moderator there who has fewest; nothing where none is there today."""
    waiting = Mention.objects.filter(workspace=workspace, state=State.OPEN, assignee=None, due_at__isnull=False)
    ripe = [one for one in waiting.order_by("due_at", "pk")[:MOST] if (at := hands_on_at(one)) and at <= now]
    moderators = moderators_on(workspace, day_of(now, workspace)) if ripe else []
    if not moderators:
        return 0
    load = Counter({one.pk: one.mentions.filter(state=State.OPEN).count() for one in moderators})
    shares: dict[Membership, list[int]] = {one: [] for one in moderators}
    for mention in ripe:
        least = min(moderators, key=lambda one: load[one.pk])
        shares[least].append(mention.pk)
        load[least.pk] += 1
    return sum(hand_on(workspace, share, to=one, by=SYSTEM, now=now).count for one, share in shares.items() if share)
