"""What is done with mentions, one or many at once; each act can be undone while it is the last."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.dateparse import parse_datetime

from entregent.accounts.models import Membership, User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard, no_address
from entregent.history.actions import record
from entregent.watches.deadlines import due_of
from entregent.watches.errors import NothingToUndoError, TakenMeanwhileError
from entregent.watches.models import Catch, Mention, Sort, State, Step

MOST = 200  # mentions that one act may touch
COLUMNS = (
    "state", "sort", "sorted_at", "sorted_by_id", "assignee_id", "taken_at", "due_at", "snoozed_until", "answered_at",
    "answered_by_id", "answer_address", "closed_at", "handed_on_at",
)  # fmt: skip
MOMENTS = {name for name in COLUMNS if name.endswith("_at") or name == "snoozed_until"}


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done. token: undoes it; "" when nothing changed."""

    token: str
    count: int


@dataclass(frozen=True, slots=True)
class _Act:
    """An act to do: its code, who does it when, what the step says."""

    code: Step.Act
    by: Actor
    now: datetime
    text: str = ""


def take(workspace: Workspace, mentions: Iterable[int], *, member: Membership, now: datetime) -> Done:
    """Take mentions upon oneself. Raises NotAllowedError, TakenMeanwhileError when somebody else has one."""

    def change(mention: Mention) -> None:
        if mention.assignee_id not in (None, member.pk):
            raise TakenMeanwhileError(str(mention.assignee))
        _reopened(mention)
        mention.assignee, mention.taken_at = member, now

    return _do(workspace, mentions, _Act(Step.Act.TAKEN, member.user, now), change)


def give(workspace: Workspace, mentions: Iterable[int], *, to: Membership, by: Actor, now: datetime) -> Done:
    """Give mentions to a member of the team, whoever had them. Raises NotAllowedError, ValueError for a member of another."""
    if to.workspace_id != workspace.pk:
        raise ValueError(to.pk)

    def change(mention: Mention) -> None:
        _reopened(mention)
        mention.assignee, mention.taken_at = to, now

    return _do(workspace, mentions, _Act(Step.Act.GIVEN, by, now, str(to)), change)


def hand_on(workspace: Workspace, mentions: Iterable[int], *, to: Membership, by: Actor, now: datetime) -> Done:
    """Give to the moderator what nobody has taken; what somebody took meanwhile stays theirs. Raises NotAllowedError."""

    def change(mention: Mention) -> None:
        if mention.assignee_id is None and mention.state == State.OPEN:
            mention.assignee, mention.taken_at, mention.handed_on_at = to, now, now

    return _do(workspace, mentions, _Act(Step.Act.GIVEN, by, now, str(to)), change)


def let_go(workspace: Workspace, mentions: Iterable[int], *, by: Actor, now: datetime) -> Done:
    """Leave mentions to whoever takes them. Raises NotAllowedError."""

    def change(mention: Mention) -> None:
        mention.assignee, mention.taken_at = None, None

    return _do(workspace, mentions, _Act(Step.Act.LET_GO, by, now), change)


def sort_as(workspace: Workspace, mentions: Iterable[int], *, sort: Sort, by: Actor, now: datetime) -> Done:
    """Say what sort they are: a suggestion is confirmed or mended, and the deadline follows. Raises NotAllowedError."""

    def change(mention: Mention) -> None:
        mention.sort, mention.sorted_at = sort, now
        mention.sorted_by_id = by.pk
        mention.due_at = due_of(mention, workspace)

    return _do(workspace, mentions, _Act(Step.Act.SORTED, by, now, sort), change)


def snooze(workspace: Workspace, mentions: Iterable[int], *, until: datetime, by: Actor, now: datetime) -> Done:
    """Put mentions aside until then. Raises NotAllowedError, ValueError for a moment that has passed."""
    if until <= now:
        raise ValueError(until)

    def change(mention: Mention) -> None:
        mention.state, mention.snoozed_until = State.SNOOZED, until

    return _do(workspace, mentions, _Act(Step.Act.SNOOZED, by, now, until.isoformat()), change)


def note_answer(workspace: Workspace, mentions: Iterable[int], *, address: str, by: Actor, now: datetime) -> Done:
    """Note that an answer was given, and where it stands ("": nowhere to be seen). Raises NotAllowedError, DossierError."""
    require(by, workspace, Permission.LISTEN)
    guard(address=no_address(address))

    def change(mention: Mention) -> None:
        mention.state, mention.snoozed_until = State.ANSWERED, None
        mention.answered_at, mention.answered_by_id, mention.answer_address = now, by.pk, address

    return _do(workspace, mentions, _Act(Step.Act.ANSWERED, by, now, address), change)


def close(workspace: Workspace, mentions: Iterable[int], *, by: Actor, now: datetime) -> Done:
    """There is nothing to say. Raises NotAllowedError."""
    return _do(workspace, mentions, _Act(Step.Act.CLOSED, by, now), _ending(State.CLOSED, now))


def mark_noise(workspace: Workspace, mentions: Iterable[int], *, by: Actor, now: datetime) -> Done:
    """They are not what the watch meant: no figure counts them any more. Raises NotAllowedError."""
    return _do(workspace, mentions, _Act(Step.Act.NOISE, by, now), _ending(State.NOISE, now))


def reopen(workspace: Workspace, mentions: Iterable[int], *, by: Actor, now: datetime) -> Done:
    """Bring mentions back among those that wait. Raises NotAllowedError."""
    return _do(workspace, mentions, _Act(Step.Act.REOPENED, by, now), _reopened)


def note(workspace: Workspace, mentions: Iterable[int], *, text: str, by: Actor, now: datetime) -> Done:
    """Write something beside mentions, for the team. Raises NotAllowedError, DossierError."""
    require(by, workspace, Permission.LISTEN)
    guard(text=text)
    return _do(workspace, mentions, _Act(Step.Act.NOTED, by, now, text), lambda _mention: None)


@transaction.atomic
def undo(workspace: Workspace, token: str, *, by: Actor, now: datetime) -> int:
    """Undo an act: each mention says again what it said before; return how many.

    Raises NotAllowedError, NothingToUndoError when something else was done with one of them since.
    """
    require(by, workspace, Permission.LISTEN)
    steps = list(Step.objects.filter(token=token, mention__workspace=workspace, undone_at=None).order_by("mention"))
    if not token or not steps:
        raise NothingToUndoError
    mentions = _locked(workspace, [step.mention_id for step in steps])
    later = Step.objects.filter(mention__in=list(mentions), undone_at=None, pk__gt=steps[0].pk).exclude(token=token)
    if later.exclude(act=Step.Act.NOTED).exists():
        raise NothingToUndoError
    for step in steps:
        for name, value in step.before.items():
            moment = parse_datetime(value) if name in MOMENTS and isinstance(value, str) else value
            setattr(mentions[step.mention_id], name, moment)
    _save(mentions.values())
    Step.objects.filter(pk__in=[step.pk for step in steps]).update(undone_at=now)
    if steps[0].act == Step.Act.NOTED:
        Mention.objects.filter(pk__in=list(mentions)).update(note_count=F("note_count") - 1)
    first = mentions[steps[0].mention_id]
    record("watches.undone", by=by, workspace=workspace, about=first, act=steps[0].act)
    return len(steps)


@transaction.atomic
def wake(*, now: datetime) -> int:
    """Bring back what was put aside until now; return how many."""
    due = list(Mention.objects.filter(snoozed_until__lte=now, state=State.SNOOZED).values_list("pk", flat=True)[:1000])
    Mention.objects.filter(pk__in=due).update(state=State.OPEN, snoozed_until=None)
    Catch.objects.filter(mention__in=due).update(state=State.OPEN)
    return len(due)


def _ending(state: State, now: datetime) -> Callable[[Mention], None]:
    def change(mention: Mention) -> None:
        mention.state, mention.closed_at, mention.snoozed_until = state, now, None

    return change


def _reopened(mention: Mention) -> None:
    mention.state, mention.snoozed_until, mention.closed_at = State.OPEN, None, None
    mention.answered_at, mention.answered_by_id, mention.answer_address = None, None, ""


@transaction.atomic
def _do(workspace: Workspace, mentions: Iterable[int], act: _Act, change: Callable[[Mention], None]) -> Done:
    """Change the mentions that are the workspace's, and keep what each said before."""
    require(act.by, workspace, Permission.LISTEN)
    token, steps = secrets.token_hex(16), []
    locked = _locked(workspace, list(mentions)[:MOST])
    changed = []
    for mention in locked.values():
        before = _said(mention)
        change(mention)
        after = _said(mention)
        if before == after and act.code != Step.Act.NOTED:
            continue
        changed.append(mention)
        mention.touched_at = mention.touched_at or act.now
        mention.note_count += act.code == Step.Act.NOTED
        kept = {name: value for name, value in before.items() if value != after[name]}
        user = act.by.pk if isinstance(act.by, User) else None
        steps.append(
            Step(mention=mention, act=act.code, by_id=user, at=act.now, text=act.text, before=kept, token=token)
        )
    if not changed:
        return Done("", 0)
    _save(changed)
    Step.objects.bulk_create(steps)
    _record(workspace, changed, act)
    return Done(token, len(changed))


def _record(workspace: Workspace, changed: list[Mention], act: _Act) -> None:
    """What a note says stays with the mention."""
    if len(changed) > 1:
        record("watches.acted_on_many", by=act.by, workspace=workspace, act=act.code, count=len(changed))
    else:
        record("watches.acted", by=act.by, workspace=workspace, about=changed[0], act=act.code)


def _locked(workspace: Workspace, mentions: list[int]) -> dict[int, Mention]:
    rows = Mention.objects.select_for_update(of=("self",)).filter(workspace=workspace, pk__in=mentions)
    return {one.pk: one for one in rows.select_related("post", "assignee__user").order_by("pk")}


def _said(mention: Mention) -> dict[str, Any]:
    values = {name: getattr(mention, name) for name in COLUMNS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _save(mentions: Iterable[Mention]) -> None:
    """Write what changed, and the state into what each watch caught."""
    for mention in mentions:
        mention.save(update_fields=[*(name.removesuffix("_id") for name in COLUMNS), "touched_at", "note_count"])
        Catch.objects.filter(mention=mention).update(state=mention.state)
