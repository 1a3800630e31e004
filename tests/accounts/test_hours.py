"""Hours and days off of a workspace: deadlines, what a day is, and the screen where they are kept."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from entregent.accounts.actions import add_closure, change_hours
from entregent.accounts.selectors import DayKind, Sort, answer_due, day_notes
from entregent.core.working_time import NeverAtWorkError

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.fixture
def workspace(people):
    return people.workspace


def close(people, first: str, last: str = "", name: str = "Congés d’été"):
    first_day = date.fromisoformat(first)
    last_day = date.fromisoformat(last) if last else first_day
    return add_closure(people.workspace, name=name, first_day=first_day, last_day=last_day, by=people.alice)


@pytest.mark.parametrize(
    ("sort", "due"),
    [("question", "2027-05-07 10:00"), ("criticism", "2027-05-05 14:00"), ("attack", "2027-05-05 12:00")],
)
def test_each_sort_has_its_deadline(workspace, sort, due):
    """Ascension is on Thursday 6 May 2027."""
    assert answer_due(workspace, at("2027-05-05 10:00"), Sort(sort)) == at(due)


def test_a_question_heard_before_a_long_week_end_waits_for_the_team(people, workspace):
    close(people, "2027-05-07", name="Pont")
    assert answer_due(workspace, at("2027-05-05 17:00"), Sort.QUESTION) == at("2027-05-10 17:00")


def test_a_deadline_in_alsace_knows_good_friday(people, workspace):
    assert answer_due(workspace, at("2027-03-25 17:00"), Sort.ATTACK) == at("2027-03-26 10:00")
    change_hours(workspace, by=people.alice, region="6AE")
    assert answer_due(workspace, at("2027-03-25 17:00"), Sort.ATTACK) == at(
        "2027-03-30 10:00"
    )  # after Easter Monday, in summer time


def test_a_team_that_never_works_has_no_deadline(people, workspace):
    close(people, "2027-01-01", "2029-01-01")
    with pytest.raises(NeverAtWorkError):
        answer_due(workspace, datetime(2027, 1, 4, 9, tzinfo=UTC), Sort.ATTACK)


def noted(workspace, day: str) -> list[tuple[str, str, str]]:
    return [
        (note.kind, note.first.isoformat(), note.last.isoformat())
        for note in day_notes(workspace, date.fromisoformat(day))
    ]


def test_an_ordinary_day_has_nothing_to_say(workspace):
    assert noted(workspace, "2027-01-20") == []


def test_a_public_holiday_is_said_the_week_before_and_on_the_day(workspace):
    assert noted(workspace, "2027-11-03") == []  # eight days before
    assert noted(workspace, "2027-11-04") == [(DayKind.PUBLIC_SOON, "2027-11-11", "2027-11-11")]
    assert noted(workspace, "2027-11-11") == [(DayKind.PUBLIC, "2027-11-11", "2027-11-11")]
    assert noted(workspace, "2027-11-12") == []


def test_a_public_holiday_on_a_sunday_changes_nothing(workspace):
    assert noted(workspace, "2026-10-30") == []  # All Saints, Sunday 1 November 2026


def test_a_public_holiday_of_january_is_said_in_december(workspace):
    assert noted(workspace, "2026-12-28") == [(DayKind.PUBLIC_SOON, "2027-01-01", "2027-01-01")]


def test_a_closure_is_said_before_and_until_it_ends(people, workspace):
    close(people, "2027-07-26", "2027-08-16")
    assert noted(workspace, "2027-07-20") == [(DayKind.CLOSED_SOON, "2027-07-26", "2027-08-16")]
    assert noted(workspace, "2027-08-16") == [(DayKind.CLOSED, "2027-07-26", "2027-08-16")]
    assert noted(workspace, "2027-08-17") == []


def test_school_holidays_that_run_are_said_with_what_comes_soon(people, workspace):
    change_hours(workspace, by=people.alice, school_zone="C")
    assert noted(workspace, "2027-02-10") == [(DayKind.SCHOOL, "2027-02-06", "2027-02-21")]
    assert noted(workspace, "2026-12-24") == [
        (DayKind.PUBLIC_SOON, "2026-12-25", "2026-12-25"),
        (DayKind.SCHOOL, "2026-12-19", "2027-01-03"),
    ]


@pytest.mark.parametrize(
    ("zone", "country", "day"), [("C", "BE", "2027-02-10"), ("Z", "FR", "2027-02-10"), ("C", "FR", "2031-02-10")]
)
def test_school_holidays_that_nobody_knows_are_not_said(people, workspace, zone, country, day):
    workspace.school_zone, workspace.country = zone, country
    assert noted(workspace, day) == []


def test_a_day_costs_one_question(workspace, django_assert_num_queries):
    with django_assert_num_queries(1):
        day_notes(workspace, date(2027, 2, 10))
