"""Reads: who works where, who may come, when answers are due, what a day is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from entregent.accounts.holidays import (
    HolidaysNotKnownError,
    public_holidays,
    school_holidays,
    school_known_until,
    working_time_of,
)
from entregent.accounts.models import Invitation, Membership, Role, User, Workspace
from entregent.core.working_time import WorkingTime

BY_ROLE = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Role)), output_field=IntegerField())
SOON = timedelta(days=7)


class Sort(StrEnum):
    """What was heard, by how soon it wants an answer."""

    QUESTION = "question"
    CRITICISM = "criticism"
    ATTACK = "attack"


class DayKind(StrEnum):
    """Why a day is worth a line."""

    CLOSED = "closed"
    PUBLIC = "public"
    CLOSED_SOON = "closed soon"
    PUBLIC_SOON = "public soon"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class DayNote:
    """One thing to know of a day, with the days it is about, both ends included. zone: of the school holidays."""

    kind: DayKind
    name: str
    first: date
    last: date
    zone: str = ""


def day_of(moment: datetime, workspace: Workspace) -> date:
    """The date of a moment in the workspace's calendar."""
    return moment.astimezone(ZoneInfo(workspace.time_zone)).date()


def workspaces_of(user: User) -> QuerySet[Workspace]:
    """Workspaces the user belongs to, by name."""
    return user.workspaces.order_by("name", "pk")


def needs_first_account() -> bool:
    """Whether nobody has a password yet: the demonstration's member, who comes by links alone, does not count."""
    return not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def members_of(workspace: Workspace) -> QuerySet[Membership]:
    """Who works there, in the order of roles, then by name; with their covers."""
    members = workspace.memberships.filter(user__is_active=True).select_related("user", "cover__user", "workspace")
    return members.order_by(BY_ROLE, "user__name", "user__email")


def moderators_on(workspace: Workspace, day: date) -> list[Membership]:
    """Who watches and answers that day, once each: the moderators present, and the covers of those away, where they are there."""
    members = list(members_of(workspace))
    named = [one for one in members if one.role == Role.MODERATOR]
    wanted = {one.cover_id if one.is_away(day) else one.pk for one in named}
    return [one for one in members if one.pk in wanted and not one.is_away(day)]


def pending_invitations(workspace: Workspace) -> QuerySet[Invitation]:
    """Invitations not accepted yet, those whose link died included, by address."""
    return workspace.invitations.filter(accepted_at=None).select_related("invited_by").order_by("email")


def open_invitation(email: str, *, now: datetime) -> Invitation | None:
    """The oldest invitation that waits for this address, in whichever workspace; None when nobody invited it."""
    waiting = Invitation.objects.filter(email=email.strip().lower(), accepted_at=None, expires_at__gt=now)
    return waiting.select_related("workspace").order_by("made_at").first()


def may_open_workspaces(user: User) -> bool:
    """Whether they own a workspace: others work where they were invited."""
    return user.memberships.filter(role=Role.OWNER).exists()


def working_time(workspace: Workspace) -> WorkingTime:
    """When the team works: its week, its hours, its days off."""
    return working_time_of(workspace)


def answer_due(workspace: Workspace, heard_at: datetime, sort: Sort) -> datetime:
    """When an answer is late: the deadline of its sort, counted in the workspace's working hours. UTC.

    Raises NeverAtWorkError when the team does not work any more. One query: for a list, take `working_time_of` once.
    """
    hours = {
        Sort.QUESTION: workspace.question_hours,
        Sort.CRITICISM: workspace.criticism_hours,
        Sort.ATTACK: workspace.attack_hours,
    }
    return working_time_of(workspace).add_working_hours(heard_at, hours[Sort(sort)])


def day_notes(workspace: Workspace, day: date) -> list[DayNote]:
    """What is unusual: the team is off, or will be within a week; the school holidays that run. Two at most."""
    off = _day_off(workspace, day)
    return [note for note in (off, _school_break(workspace, day)) if note]


def _day_off(workspace: Workspace, day: date) -> DayNote | None:
    """Why the team is off today, otherwise the first day off within a week on which it would have worked."""
    closures = workspace.closures.filter(last_day__gte=day, first_day__lte=day + SOON)
    notes = [DayNote(DayKind.CLOSED_SOON, one.name, one.first_day, one.last_day) for one in closures]
    try:
        public = public_holidays(workspace, {day.year, (day + SOON).year})
    except HolidaysNotKnownError:
        public = {}
    near = [one for one in public if day <= one <= day + SOON and one.weekday() in workspace.work_days]
    notes += [DayNote(DayKind.PUBLIC_SOON, public[one], one, one) for one in near]
    soonest = min(notes, key=lambda note: max(note.first, day), default=None)
    if soonest is None or soonest.first > day:
        return soonest
    now = DayKind.CLOSED if soonest.kind == DayKind.CLOSED_SOON else DayKind.PUBLIC
    return DayNote(now, soonest.name, soonest.first, soonest.last)


def _school_break(workspace: Workspace, day: date) -> DayNote | None:
    if not workspace.school_zone or school_known_until(workspace.country) is None:
        return None
    try:
        breaks = school_holidays(workspace.school_zone, [day.year])
    except HolidaysNotKnownError:
        return None
    running = (one for one in breaks if one.first <= day <= one.last)
    return next(
        (DayNote(DayKind.SCHOOL, one.name, one.first, one.last, workspace.school_zone) for one in running), None
    )


def owned_alone(user: User) -> QuerySet[Workspace]:
    """Workspaces that would have no owner if they went: whoever else owns them has a closed account."""
    others = Membership.objects.filter(workspace=OuterRef("pk"), role=Role.OWNER, user__is_active=True).exclude(
        user=user
    )
    owned = Workspace.objects.filter(
        memberships__user=user, memberships__role=Role.OWNER, memberships__user__is_active=True
    )
    return owned.filter(~Exists(others)).order_by("name", "pk")
