"""How far relations have come, month by month, each step with what moved it. docs/decisions/0034-keeping-relations.md"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Min, Q

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact
from entregent.core.lifecycle import UNREAL, Answer, Manner, Side, Sign, SignKind, Stage, Step, stage_at, steps
from entregent.relations.models import Ask, Exchange, Idea
from entregent.relations.selectors.files import File
from entregent.relations.selectors.voices import spoke_of_us, spoke_there

MONTHS = 12
MOVES = 15
KINDS = {
    Manner.COFFEE: SignKind.MET,
    Manner.MEETING: SignKind.MET,
    Manner.EVENT: SignKind.CAME,
}  # others: they answered


@dataclass(frozen=True, slots=True)
class Month:
    """counts: relations by stage at the end of it, or now for the one that runs."""

    first: date
    counts: Mapping[Stage, int]


@dataclass(frozen=True, slots=True)
class Move:
    """A relation changed its stage; sign: what moved it, None where signs grew old."""

    contact: Contact
    step: Step


@dataclass(frozen=True, slots=True)
class Funnel:
    """months: oldest first. moves: the latest first."""

    months: Sequence[Month]
    moves: Sequence[Move]


def funnel(workspace: Workspace, now: datetime) -> Funnel:
    """Stages of all relations over twelve months, out of what happened alone. A constant number of questions."""
    zone = ZoneInfo(workspace.time_zone)
    signs = _signs(workspace, now)
    firsts = _months(now.astimezone(zone).date())
    ends = [datetime.combine(first, datetime.min.time(), zone) for first in firsts[1:]] + [now]
    counted: list[Counter[Stage]] = [Counter() for _ in ends]
    moved: list[tuple[datetime, int, Step]] = []
    for contact, theirs in signs.items():
        changes = steps(theirs, until=now)
        for count, end in zip(counted, ends, strict=True):
            count[_stage_by(changes, end)] += 1
        moved += [(step.at, contact, step) for step in changes if step.at >= ends[0]]
    latest = sorted(moved, key=lambda one: one[:2], reverse=True)[:MOVES]
    contacts = Contact.objects.in_bulk([contact for _at, contact, _step in latest])
    moves = [Move(contacts[contact], step) for _at, contact, step in latest]
    return Funnel([Month(first, count) for first, count in zip(firsts, counted, strict=True)], moves)


def _stage_by(changes: Sequence[Step], end: datetime) -> Stage:
    return next((step.stage for step in reversed(changes) if step.at <= end), Stage.STRANGER)


def stage_of(contact: Contact, now: datetime, file: File | None = None) -> Step:
    """How far the relation with one contact has come, and what moved it. file: what was read of it already."""
    return stage_at(list(_signs_in(file or File(contact), now)), now)


def _signs_in(file: File, now: datetime) -> Iterator[Sign]:
    """Signs of one contact."""
    real = [one for one in file.exchanges if one.at <= now and one.manner not in UNREAL]
    for one in real:
        if one.side != Side.US:
            yield _passed(one.manner, one.at, one.pk)
    for ask in file.asks:
        if ask.answer == Answer.YES and ask.answered_at and ask.answered_at <= now:
            yield from _accepted(ask.answered_at, ask.closed_at, ask.pk, now)
    yield from (Sign(SignKind.IDEA, idea.at, idea.pk) for idea in file.ideas if idea.at <= now)
    if begun := min((one.at for one in real), default=None):
        for at, mention in spoke_there(file.contact.workspace, file.places):
            if begun < at <= now:
                yield Sign(SignKind.WROTE, at, mention)


def _passed(manner: str, at: datetime, row: int) -> Sign:
    return Sign(KINDS.get(Manner(manner), SignKind.ANSWERED), at, row)


def _accepted(answered_at: datetime, closed_at: datetime | None, row: int, now: datetime) -> Iterator[Sign]:
    yield Sign(SignKind.ACCEPTED, answered_at, row)
    if closed_at and closed_at <= now:
        yield Sign(SignKind.DID, closed_at, row)


def _signs(workspace: Workspace, now: datetime) -> dict[int, list[Sign]]:
    """Signs of theirs: they met us or answered, came, said yes and did it, gave an idea, wrote. What we alone did is none."""
    ours = Q(contact__workspace=workspace, contact__removed_at=None, removed_at=None)
    found: dict[int, list[Sign]] = defaultdict(list)
    passed = Exchange.objects.filter(ours, at__lte=now).exclude(side="us").exclude(manner__in=UNREAL)
    for pk, manner, at, row in passed.values_list("contact_id", "manner", "at", "pk"):
        found[pk].append(_passed(manner, at, row))
    accepted = Ask.objects.filter(ours, answer="yes", answered_at__lte=now)
    for pk, answered_at, closed_at, row in accepted.values_list("contact_id", "answered_at", "closed_at", "pk"):
        found[pk] += _accepted(answered_at or now, closed_at, row, now)
    for pk, at, row in Idea.objects.filter(ours, at__lte=now).values_list("contact_id", "at", "pk"):
        found[pk].append(Sign(SignKind.IDEA, at, row))
    for pk, wrote_at, row in _wrote(workspace, ours, now):
        found[pk].append(Sign(SignKind.WROTE, wrote_at, row))
    return found


def _wrote(workspace: Workspace, ours: Q, now: datetime) -> Iterator[tuple[int, datetime, int]]:
    """What they wrote of us once something real had passed: contact, when, the mention."""
    real = Exchange.objects.filter(ours, at__lte=now).exclude(manner__in=UNREAL)
    begun: dict[int, datetime] = dict(real.values_list("contact_id").annotate(first=Min("at")))
    if not begun:
        return
    for pk, at, mention in spoke_of_us(workspace):
        if pk in begun and begun[pk] < at <= now:
            yield pk, at, mention


def _months(today: date) -> list[date]:
    """First days of the last twelve months, the one that runs the last."""
    months = [today.year * 12 + today.month - 1 - back for back in reversed(range(MONTHS))]
    return [date(month // 12, month % 12 + 1, 1) for month in months]
