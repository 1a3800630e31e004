"""Hours and days off of a workspace: deadlines, what a day is, the coming year."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from entregent.accounts.actions import add_closure, change_hours
from entregent.accounts.deadlines import examples_of
from entregent.accounts.selectors import DayKind, Sort, answer_due, day_notes
from entregent.accounts.year import Day, Kind, coming_year
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


def days_of(workspace, today: str = "2026-11-26") -> dict[str, Day]:
    year = coming_year(workspace, date.fromisoformat(today))
    return {day.date.isoformat(): day for month in year.months for week in month.weeks for day in week if day}


def test_the_picture_shows_every_day_of_twelve_months(workspace):
    days = days_of(workspace)
    assert [min(days), max(days), len(days)] == ["2026-11-01", "2027-10-31", 365]
    assert [day for day, shown in days.items() if shown.is_today] == ["2026-11-26"]
    assert {days["2026-11-28"].kind, days["2026-11-29"].kind} == {Kind.REST}
    assert days["2026-11-27"] == Day(date(2026, 11, 27), Kind.WORKED, is_school_break=False, is_today=False, about="")


@override("fr")
def test_each_unusual_day_of_the_picture_says_why(people, workspace):
    change_hours(workspace, by=people.alice, school_zone="B")
    close(people, "2027-08-02", "2027-08-20")
    days = days_of(workspace)
    assert (days["2026-12-25"].kind, days["2026-12-25"].about) == (
        Kind.PUBLIC,
        "jour férié\u00a0: Noël · Vacances de Noël",
    )
    assert (days["2027-08-03"].kind, days["2027-08-03"].about) == (
        Kind.CLOSED,
        "fermé\u00a0: Congés d’été · Vacances d’été",
    )
    assert (days["2027-08-07"].kind, days["2027-08-07"].is_school_break) == (Kind.REST, True)
    assert all(day.about for day in days.values() if day.is_school_break or day.kind in {Kind.PUBLIC, Kind.CLOSED})


@override("fr")
def test_the_list_beside_the_picture_says_the_same_in_order(people, workspace):
    change_hours(workspace, by=people.alice, school_zone="B", region="6AE")
    close(people, "2027-08-02", "2027-08-20")
    close(people, "2026-11-02", name="Passé")
    off = [(one.kind, one.name, one.when) for one in coming_year(workspace, date(2026, 11, 26)).off]
    assert off[:4] == [
        ("school", "Vacances de Noël", "Du 19 décembre au 3 janvier"),
        ("public", "Noël", "Vendredi 25 décembre"),
        ("public", "Saint-Étienne", "Samedi 26 décembre"),
        ("public", "Jour de l’An", "Vendredi 1er janvier"),
    ]
    assert ("closed", "Congés d’été", "Du 2 au 20 août") in off
    assert "Passé" not in {name for _kind, name, _when in off}


@pytest.mark.parametrize(
    ("country", "zone", "today", "not_known"),
    [
        ("FR", "A", "2026-11-26", []),
        ("FR", "A", "2028-03-01", ["Les vacances scolaires sont connues jusqu’au 31 août 2028"]),
        ("FR", "A", "2030-03-01", ["Les vacances scolaires sont connues jusqu’au 31 août 2028"]),
        ("BE", "", "2026-11-26", ["Les vacances scolaires de ce pays ne sont pas encore connues."]),
        ("ZZ", "", "2026-11-26", ["Les jours fériés de ce pays", "Les vacances scolaires de ce pays"]),
    ],
)
def test_what_is_not_known_yet_is_said(workspace, country, zone, today, not_known):
    workspace.country, workspace.school_zone = country, zone
    with override("fr"):
        said = coming_year(workspace, date.fromisoformat(today)).not_known
    assert len(said) == len(not_known)
    assert all(sentence.startswith(beginning) for sentence, beginning in zip(said, not_known, strict=True))


@pytest.mark.parametrize(
    ("now", "said", "question"),
    [
        ("2026-11-27 17:00", "L’équipe est au travail en ce moment.", "lundi avant 17 h."),
        (
            "2026-11-28 12:00",
            "L’équipe ne travaille pas en ce moment\u202f; elle reprend lundi à 9 h.",
            "lundi avant 18 h.",
        ),
        (
            "2026-11-26 08:30",
            "L’équipe ne travaille pas en ce moment\u202f; elle reprend aujourd’hui à 9 h.",
            "aujourd’hui avant 18 h.",
        ),
        ("2026-11-26 16:30", "L’équipe est au travail en ce moment.", "demain avant 16 h 30."),
    ],
)
def test_examples_say_what_the_hours_mean_now(workspace, now, said, question):
    with override("fr"):
        examples = examples_of(workspace, at(now))
    assert examples.now.replace("\u00a0", " ") == said
    assert examples.deadlines[0].replace("\u00a0", " ").endswith(f"attend sa réponse {question}")
    assert len(examples.deadlines) == 3


def test_far_deadlines_are_said_with_their_date(people, workspace):
    close(people, "2026-11-30", "2026-12-31")
    with override("en"):
        examples = examples_of(workspace, at("2026-11-27 17:00"))
    assert examples.deadlines[0] == "A question heard now should be answered by Monday 4 January at 17:00."


def test_a_team_that_never_works_has_examples_that_say_so(people, workspace):
    close(people, "2026-11-01", "2028-11-01")
    with override("en"):
        examples = examples_of(workspace, at("2026-11-27 17:00"))
    assert examples.deadlines == []
    assert "does not work at all" in examples.now
