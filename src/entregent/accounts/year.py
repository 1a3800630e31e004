"""The coming twelve months of a workspace, day by day: what its picture and the list beside it show."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entregent.accounts.days import full_day, span_words, weekday_names
from entregent.accounts.holidays import (
    HolidaysNotKnownError,
    SchoolHolidays,
    public_holidays,
    public_known_until,
    school_holidays,
    school_known_until,
)
from entregent.accounts.models import Closure, Workspace
from entregent.ui.dates import date_format

MONTHS = 12


class Kind(StrEnum):
    """What a day is for the team; the classes of the style sheet are named so."""

    WORKED = "worked"
    REST = "rest"
    PUBLIC = "public"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the picture. about: all that is unusual about it, in words; empty on ordinary days."""

    date: date
    kind: Kind
    is_school_break: bool
    is_today: bool
    about: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the picture; its weeks begin on Monday, None stands for days of other months."""

    name: str
    weeks: list[list[Day | None]]


@dataclass(frozen=True, slots=True)
class Off:
    """A line of the list, both ends included. kind: "public", "closed" or "school", as the picture shows it."""

    kind: str
    label: str
    name: str
    first: date
    last: date
    when: str


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months from the one that runs. not_known: sentences on what could not be shown."""

    weekdays: list[tuple[str, str]]
    months: list[Month]
    off: list[Off]
    not_known: list[str]
    has_school_breaks: bool


def coming_year(workspace: Workspace, today: date) -> Year:
    """The month that runs and the eleven after it, as the workspace's settings and closures make them. One query."""
    firsts = [
        date(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1, 1) for n in range(MONTHS + 1)
    ]
    begins, ends = firsts[0], firsts[-1]
    closures = [one for one in workspace.closures.all() if one.last_day >= begins and one.first_day < ends]
    public, breaks = _public(workspace, begins, ends), _breaks(workspace, begins, ends)
    picture = _Picture(workspace, today, public, breaks, closures)
    return Year(
        weekdays=weekday_names(),
        months=[_month(picture, first) for first in firsts[:-1]],
        off=[one for one in _list(public, breaks, closures) if one.last >= today],
        not_known=_not_known(workspace, ends),
        has_school_breaks=bool(breaks),
    )


@dataclass(frozen=True, slots=True)
class _Picture:
    workspace: Workspace
    today: date
    public: dict[date, str]
    breaks: list[SchoolHolidays]
    closures: list[Closure]

    def day(self, day: date) -> Day:
        closure = next((one for one in self.closures if one.first_day <= day <= one.last_day), None)
        school = next((one for one in self.breaks if one.first <= day <= one.last), None)
        about = []
        if closure:
            about.append(_("closed: %(name)s") % {"name": closure.name})
        if day in self.public:
            about.append(_("public holiday: %(name)s") % {"name": self.public[day]})
        if school:
            about.append(school.name)
        return Day(day, self._kind(day, closure), school is not None, day == self.today, " · ".join(about))

    def _kind(self, day: date, closure: Closure | None) -> Kind:
        if day in self.public:
            return Kind.PUBLIC
        if day.weekday() not in self.workspace.work_days:
            return Kind.REST
        return Kind.CLOSED if closure else Kind.WORKED


def _month(picture: _Picture, first: date) -> Month:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    days = [[picture.day(day) if day.month == first.month else None for day in week] for week in weeks]
    return Month(capfirst(date_format(first, "F Y")), days)


def _public(workspace: Workspace, begins: date, ends: date) -> dict[date, str]:
    try:
        known = public_holidays(workspace, {begins.year, ends.year})
    except HolidaysNotKnownError:
        return {}
    return {day: name for day, name in known.items() if begins <= day < ends}


def _breaks(workspace: Workspace, begins: date, ends: date) -> list[SchoolHolidays]:
    if not workspace.school_zone or school_known_until(workspace.country) is None:
        return []
    found: list[SchoolHolidays] = []
    for year in sorted({begins.year, ends.year}):
        try:
            found += [one for one in school_holidays(workspace.school_zone, [year]) if one not in found]
        except HolidaysNotKnownError:
            break
    return [one for one in found if one.last >= begins and one.first < ends]


def _list(public: dict[date, str], breaks: list[SchoolHolidays], closures: list[Closure]) -> list[Off]:
    lines = [_off("public", _("public holiday"), name, day, day) for day, name in public.items()]
    lines += [_off("closed", _("the team is closed"), one.name, one.first_day, one.last_day) for one in closures]
    lines += [_off("school", _("school holidays"), one.name, one.first, one.last) for one in breaks]
    return sorted(lines, key=lambda one: (one.first, one.last))


def _off(kind: str, label: str, name: str, first: date, last: date) -> Off:
    return Off(kind, label, name, first, last, span_words(first, last))


def _not_known(workspace: Workspace, ends: date) -> list[str]:
    said = []
    public, school = public_known_until(workspace.country), school_known_until(workspace.country)
    if public is None or public < ends:
        said.append(_("The public holidays of this country are not known yet: note them as closed days."))
    if school is None:
        said.append(_("The school holidays of this country are not known yet."))
    elif workspace.school_zone and school < ends:
        said.append(
            _("School holidays are known until %(day)s; what follows is not published yet.") % {"day": full_day(school)}
        )
    return said
