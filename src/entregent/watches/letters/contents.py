"""What stands in a letter: what is late, what is due, what is new, what is unusual."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from entregent.accounts.models import Membership, Workspace
from entregent.watches.letter_models import Letter
from entregent.watches.models import NEWS, Catch, Mention, Sort, State, Watch
from entregent.watches.selectors import Movement, watch_movement, with_catches, workspace_movement

RISKS = (Watch.Kind.EMBARGO, Watch.Kind.CAMPAIGN)  # told at once; docs/decisions/0032-inbox-letters.md
SHOWN = 5  # of each part: a letter is read in a minute, the inbox holds the rest
COUNTED = 1000  # more is said as "1,000 or more"
MOVING = 6  # watches with most mentions today that are looked at for an unusual volume
SOON = timedelta(hours=24)
URGENCY = (
    Sort.ATTACK, Sort.CRITICISM, Sort.QUESTION, Sort.DISCONTENT, Sort.IDEA, Sort.PRAISE, Sort.INFORMATION, "", Sort.SPAM,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Mentions of one kind: those shown, of so many. others: those told nowhere in the letter."""

    mentions: list[Mention]
    count: int
    others: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A letter before it is written. late, due: of the member or of nobody. moving: a watch by name ("": all) and its day."""

    new: Part
    late: Part = field(default_factory=lambda: Part([], 0, 0))
    due: Part = field(default_factory=lambda: Part([], 0, 0))
    moving: list[tuple[str, Movement]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.new.count or self.late.count or self.due.count or self.moving)


class Reader:
    """Reads for the letters of one round; what members of a team share is read once for each language."""

    def __init__(self) -> None:
        self._moving: dict[tuple[int, str | None], list[tuple[str, Movement]]] = {}

    def contents_of(self, letter: Letter) -> Contents:
        """What the letter has to say of its stretch of time, which must be set, in the language of now."""
        member = letter.membership
        if letter.kind == Letter.Kind.AT_ONCE:
            return Contents(_new(risky(member.workspace), letter))
        waiting = _waiting(member.workspace)
        theirs = waiting.filter(Q(assignee=member) | Q(assignee=None))
        late = _part(theirs.filter(due_at__lt=letter.until))
        due = _part(theirs.filter(due_at__gte=letter.until, due_at__lt=letter.until + SOON))
        told = {one.pk for one in (*late.mentions, *due.mentions)}
        return Contents(_new(waiting, letter, told), late, due, self._moving_in(member.workspace, letter.until))

    def _moving_in(self, workspace: Workspace, now: datetime) -> list[tuple[str, Movement]]:
        key = (workspace.pk, get_language())
        if key not in self._moving:
            movements = [("", workspace_movement(workspace, now=now))]
            movements += [(one.name, watch_movement(one, now=now)) for one in _busiest(workspace, now)]
            self._moving[key] = [(name, one) for name, one in movements if one.is_unusual]
        return self._moving[key]


def risky(workspace: Workspace) -> QuerySet[Mention]:
    """What waits and was caught by a watch of which one wants to hear at once."""
    return _waiting(workspace, watch__kind__in=RISKS)


def has_news(mentions: QuerySet[Mention], *, since: datetime, until: datetime) -> bool:
    return _heard(mentions, since, until).exists()


def since_of(membership: Membership, kind: str, *, default: datetime) -> datetime:
    """Until when this member was told by letters of a kind. What a letter that was lost had to say comes in the next digest."""
    ended = Letter.objects.filter(membership=membership, kind=kind).exclude(outcome=Letter.Outcome.WAITING)
    lost = Q(outcome__in=(Letter.Outcome.FAILED, Letter.Outcome.UNSURE))
    told = ended.exclude(lost) if kind == Letter.Kind.DIGEST else ended
    last: datetime | None = told.aggregate(last=Max("until"))["last"]
    if last is None:
        first: datetime | None = ended.aggregate(first=Min("since"))["first"]
        last = min(first, default) if first else default
    return max(last, default - NEWS)


def _waiting(workspace: Workspace, **asked: object) -> QuerySet[Mention]:
    kept = Catch.objects.filter(mention=OuterRef("pk"), watch__removed_at=None, **asked)
    return Mention.objects.filter(Exists(kept), workspace=workspace, state=State.OPEN)


def _heard(mentions: QuerySet[Mention], since: datetime, until: datetime) -> QuerySet[Mention]:
    """Of these, what was heard meanwhile. What waits was published within NEWS of that: the index is read no further."""
    return mentions.filter(published_at__gte=since - NEWS, heard_at__gt=since, heard_at__lte=until)


def _new(mentions: QuerySet[Mention], letter: Letter, told: set[int] | frozenset[int] = frozenset()) -> Part:
    """What was heard meanwhile, what presses first; what the letter says elsewhere is counted, and not said twice."""
    found = list(
        _heard(mentions, letter.since or letter.until, letter.until)
        .order_by("-published_at", "-pk")
        .values_list("pk", "sort")[:COUNTED]
    )
    untold = [pair for pair in found if pair[0] not in told]
    first = [pk for pk, _sort in sorted(untold, key=lambda pair: URGENCY.index(pair[1]))[:SHOWN]]
    rows = with_catches(Mention.objects.select_related("assignee__user")).in_bulk(first)
    return Part([rows[pk] for pk in first], len(found), len(untold) - len(first))


def _part(mentions: QuerySet[Mention]) -> Part:
    """What is to be answered, the first deadline first."""
    keys = list(mentions.order_by("due_at", "pk").values_list("pk", flat=True)[:COUNTED])
    rows = with_catches(Mention.objects.select_related("assignee__user")).in_bulk(keys[:SHOWN])
    return Part([rows[pk] for pk in keys[:SHOWN]], len(keys), len(keys[SHOWN:]))


def _busiest(workspace: Workspace, now: datetime) -> list[Watch]:
    local = now.astimezone(ZoneInfo(workspace.time_zone))
    midnight = datetime.combine(local.date(), time(0), local.tzinfo)
    today = Q(catches__published_at__gte=midnight, catches__published_at__lte=now)
    kept = Watch.objects.filter(today, workspace=workspace, removed_at=None).select_related("workspace")
    return list(kept.annotate(today=Count("catches")).order_by("-today", "pk")[:MOVING])
