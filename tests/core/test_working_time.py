"""Deadlines in working hours: tables of known days, and properties that hold for any team."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.working_time import NeverAtWorkError, WorkingTime

PARIS = ZoneInfo("Europe/Paris")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
WEEK = frozenset({0, 1, 2, 3, 4})
OFFICE = WorkingTime(WEEK, time(9), time(18), PARIS)


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


zones = st.sampled_from(["Europe/Paris", "America/Cayenne", "Indian/Reunion", "Pacific/Noumea", "America/New_York"])
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
hours = st.integers(0, 60 * 120).map(lambda minutes: minutes / 60)


@st.composite
def teams(draw) -> WorkingTime:
    starts, ends = sorted(draw(st.sets(st.integers(0, 24 * 60 - 1), min_size=2, max_size=2)))
    off = draw(st.frozensets(st.integers(0, 1200).map(lambda days: FIRST.date() + timedelta(days)), max_size=30))
    return WorkingTime(
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        time(*divmod(starts, 60)),
        time(*divmod(ends, 60)),
        ZoneInfo(draw(zones)),
        off,
    )


@given(teams(), moments, hours)
def test_adding_then_measuring_gives_back(team, moment, count):
    due = team.add_working_hours(moment, count)
    assert team.working_hours_between(moment, due) == pytest.approx(count, abs=1e-6)


@given(teams(), moments, hours)
def test_a_deadline_never_lands_outside_working_hours(team, moment, count):
    due = team.add_working_hours(moment, count)
    assert due.tzinfo is UTC
    assert team.is_working(due) or team.is_working(due - timedelta(microseconds=1))
    local = due.astimezone(team.zone)
    assert team.is_working_day(local.date())


@given(teams(), moments, moments, hours, hours)
def test_later_or_longer_is_never_due_sooner(team, moment, other, count, more):
    first, second = sorted((moment, other))
    assert team.add_working_hours(first, count) <= team.add_working_hours(second, count)
    assert team.add_working_hours(moment, count) <= team.add_working_hours(moment, count + more)


@given(teams(), moments)
def test_the_next_opening_is_at_work_and_nothing_is_worked_before_it(team, moment):
    opening = team.next_opening(moment)
    assert opening >= moment
    assert team.is_working(opening)
    assert team.working_hours_between(moment, opening) == 0


@given(teams(), moments, moments, moments)
def test_working_hours_add_up(team, a, b, c):
    whole = team.working_hours_between(a, c)
    assert team.working_hours_between(a, b) + team.working_hours_between(b, c) == pytest.approx(whole, abs=1e-6)


@given(moments, st.integers(0, 120))
def test_a_team_that_never_stops_has_ordinary_hours(moment, count):
    team = WorkingTime(frozenset(range(7)), time(0), time(23, 59, 59, 999999), ZoneInfo("UTC"))
    assert team.add_working_hours(moment, count) - moment == pytest.approx(
        timedelta(hours=count), abs=timedelta(seconds=1)
    )


@pytest.mark.parametrize(
    ("heard", "count", "due"),
    [
        ("2026-11-23 10:00", 4, "2026-11-23 14:00"),
        ("2026-11-23 10:00", 8, "2026-11-23 18:00"),  # the end of the day still counts
        ("2026-11-23 16:30", 4, "2026-11-24 11:30"),
        ("2026-11-23 06:00", 2, "2026-11-23 11:00"),
        ("2026-11-27 17:00", 2, "2026-11-30 10:00"),  # over a week-end
        ("2026-11-28 12:00", 9, "2026-11-30 18:00"),
        ("2026-11-23 18:00", 0, "2026-11-24 09:00"),
    ],
)
def test_deadlines_of_ordinary_days(heard, count, due):
    assert OFFICE.add_working_hours(at(heard), count) == at(due)


def test_a_long_week_end_puts_the_deadline_off():
    ascension = frozenset({date(2026, 5, 14), date(2026, 5, 15)})  # Thursday, and the Friday that the team takes
    team = WorkingTime(WEEK, time(9), time(18), PARIS, ascension)
    assert team.add_working_hours(at("2026-05-13 16:00"), 4) == at("2026-05-18 11:00")
    assert team.working_hours_between(at("2026-05-13 16:00"), at("2026-05-18 11:00")) == 4


def test_the_night_when_the_clock_goes_forward_is_an_hour_shorter():
    nights = WorkingTime(frozenset({6}), time(1), time(5), PARIS)
    assert nights.working_hours_between(at("2027-03-28 00:00"), at("2027-03-28 12:00")) == 3
    assert nights.add_working_hours(at("2027-03-28 01:00"), 2) == at("2027-03-28 04:00")


def test_the_night_when_the_clock_goes_back_is_an_hour_longer():
    nights = WorkingTime(frozenset({6}), time(1), time(5), PARIS)
    assert nights.working_hours_between(at("2026-10-25 00:00"), at("2026-10-25 12:00")) == 5
    assert nights.add_working_hours(at("2026-10-25 01:00"), 2) == datetime(2026, 10, 25, 1, tzinfo=UTC)


@pytest.mark.parametrize(("friday", "monday"), [("2027-03-26", "2027-03-29"), ("2026-10-23", "2026-10-26")])
def test_an_office_keeps_its_clock_over_the_week_end_when_it_changes(friday, monday):
    assert OFFICE.add_working_hours(at(f"{friday} 17:00"), 2) == at(f"{monday} 10:00")


def test_hours_that_the_clock_leaps_over_are_no_hours():
    leapt = WorkingTime(frozenset({6}), time(2, 30), time(3, 10), PARIS)
    assert not leapt.is_working(at("2027-03-28 03:05"))
    assert leapt.next_opening(at("2027-03-28 00:00")) == at("2027-04-04 02:30")


def test_a_deadline_is_the_same_wherever_the_question_is_read():
    heard = at("2026-11-23 16:30")
    assert OFFICE.add_working_hours(heard.astimezone(ZoneInfo("Pacific/Noumea")), 4) == OFFICE.add_working_hours(
        heard, 4
    )


def test_the_team_is_not_at_work_any_more_when_the_day_ends():
    assert OFFICE.is_working(at("2026-11-23 09:00"))
    assert not OFFICE.is_working(at("2026-11-23 18:00"))
    assert not OFFICE.is_working(at("2026-11-22 12:00"))


def test_lateness_counts_in_working_hours():
    assert OFFICE.working_hours_between(at("2026-11-30 10:00"), at("2026-11-27 17:00")) == -2


@pytest.mark.parametrize("team", [WorkingTime(frozenset(), time(9), time(18), PARIS)], ids=["no day"])
def test_a_team_that_never_works_is_said_not_waited_for(team):
    moment = at("2026-11-23 10:00")
    for ask in (team.next_opening, lambda moment: team.add_working_hours(moment, 1)):
        with pytest.raises(NeverAtWorkError) as said:
            ask(moment)
        assert said.value.moment == moment
    assert team.working_hours_between(moment, moment + timedelta(days=60)) == 0


def test_a_team_closed_for_ever_is_said_too():
    class Always:
        def __contains__(self, day: object) -> bool:
            return True

    with pytest.raises(NeverAtWorkError):
        WorkingTime(WEEK, time(9), time(18), PARIS, Always()).next_opening(at("2026-11-23 10:00"))


def test_a_year_closed_still_has_an_end():
    first = date(2026, 11, 23)
    team = WorkingTime(WEEK, time(9), time(18), PARIS, frozenset(first + timedelta(days) for days in range(365)))
    assert team.next_opening(at("2026-11-23 10:00")) == at("2027-11-23 09:00")


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="2026"):
        OFFICE.is_working(datetime(2026, 11, 23, 10))  # noqa: DTZ001 - this is what is refused


def test_fewer_hours_than_none_are_refused():
    with pytest.raises(ValueError, match="-1"):
        OFFICE.add_working_hours(at("2026-11-23 10:00"), -1)
