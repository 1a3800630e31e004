"""What may still be asked of a contact, and what comes next of an ask: the rules of core.lifecycle on the rows of this room."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import working_time
from entregent.contacts.models import Contact
from entregent.core import lifecycle
from entregent.core.lifecycle import Answer, Asking, Budget, NextKind, may_ask, next_step
from entregent.relations.models import Ask, AskBudget

BUDGET = (
    Budget()
)  # three asks in twelve months, two months of rest after one that was honoured: docs/decisions/0030-asks.md


def budget_of(workspace: Workspace) -> Budget:
    """How often one person may be asked something here: as the workspace said, otherwise as BUDGET."""
    said = AskBudget.objects.filter(workspace=workspace).first()
    return said.budget() if said else BUDGET


def starts(workspace: Workspace, day: date) -> datetime:
    """When a day begins in the workspace's calendar."""
    return datetime.combine(day, time(), ZoneInfo(workspace.time_zone))


def as_asked(ask: Ask, workspace: Workspace) -> lifecycle.Ask:
    """An ask as the rules see it; its follow-ups are best prefetched where there are many."""
    return lifecycle.Ask(
        ask.asked_at,
        Answer(ask.answer),
        ask.answered_at,
        tuple(one.at for one in ask.follow_ups.all()),
        starts(workspace, ask.back_on) if ask.back_on else None,
        ask.closed_at,
    )


def asking_of(
    contact: Contact, now: datetime, budget: Budget | None = None, asks: Iterable[Ask] | None = None
) -> Asking:
    """Whether to ask something of a contact now, over everything we asked of them. budget, asks: where they are known already."""
    asks = contact.asks.filter(removed_at=None).prefetch_related("follow_ups") if asks is None else asks
    return may_ask([as_asked(ask, contact.workspace) for ask in asks], budget or budget_of(contact.workspace), now=now)


def follow_up_of(ask: Ask, now: datetime) -> lifecycle.FollowUp:
    """Whether to come back to an ask now."""
    workspace = ask.contact.workspace
    return lifecycle.follow_up(as_asked(ask, workspace), now=now, working_time=working_time(workspace))


def reckon(ask: Ask) -> None:
    """Write anew when the next step of an ask is ours. What they want done by a day is asked after the next morning."""
    workspace = ask.contact.workspace
    wanted_at = starts(workspace, ask.wanted_on + timedelta(days=1)) if ask.wanted_on else None
    found = next_step(as_asked(ask, workspace), wanted_at=wanted_at, working_time=working_time(workspace))
    ask.due_at = found.due_at if found and ask.removed_at is None else None
    ask.save(update_fields=["due_at"])


def kind_of(ask: Ask, follow_ups: Iterable[object]) -> NextKind:
    """What the next step of an open ask is."""
    if ask.answer == Answer.YES:
        return NextKind.THANK
    return NextKind.LET_BE if len(list(follow_ups)) >= lifecycle.MOST_FOLLOW_UPS else NextKind.FOLLOW_UP
