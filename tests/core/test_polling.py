from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from entregent.core.polling import HUB_DELAY, LONGEST, PUSHED, SHORTEST, USUAL, hub_kept_up, next_reading, rhythm


def test_a_source_that_works_is_read_hourly():
    assert next_reading(failures=0) == USUAL


@given(st.integers(1, 10_000))
def test_each_failure_waits_longer_up_to_a_day(failures):
    assert USUAL < next_reading(failures=failures) <= next_reading(failures=failures + 1) <= LONGEST


def test_a_site_that_asks_for_time_gets_it_but_not_a_month():
    assert next_reading(failures=1, retry_after=timedelta(days=2)) == timedelta(days=2)
    assert next_reading(failures=1, retry_after=timedelta(days=30)) == timedelta(days=7)
    assert next_reading(failures=1, retry_after=timedelta(seconds=1)) == 2 * USUAL


NOW = datetime(2026, 6, 1, tzinfo=UTC)


def every(gap: timedelta, count: int = 20) -> list[datetime]:
    return [NOW - gap * number for number in range(count)]


def test_the_more_a_source_publishes_the_sooner_it_is_read_again():
    gaps = [timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1), timedelta(days=90)]
    waits = [rhythm(every(gap), now=NOW) for gap in gaps]
    assert waits == sorted(waits)
    assert len(set(waits)) >= 4
    assert timedelta(hours=1) < waits[2] < timedelta(hours=3)


def test_four_times_rarer_posts_wait_twice_as_long():
    often, rarely = (rhythm(every(gap), now=NOW) for gap in (timedelta(hours=12), timedelta(hours=48)))
    assert abs(rarely / often - 2) < 0.01


def test_a_source_that_fell_silent_is_left_in_peace():
    dates = every(timedelta(hours=1))
    assert rhythm(dates, now=NOW + timedelta(days=365)) == LONGEST


def test_a_holiday_among_regular_posts_changes_little():
    dates = every(timedelta(days=1), 15)
    with_holiday = dates[:8] + [date - timedelta(days=20) for date in dates[8:]]
    assert rhythm(with_holiday, now=NOW) < 2 * rhythm(dates, now=NOW)


def test_of_a_source_hardly_known_nothing_is_concluded():
    assert rhythm(every(timedelta(days=30), 3), now=NOW) == USUAL


def test_a_source_that_a_hub_speaks_for_is_read_for_what_was_missed():
    assert next_reading(failures=0, dates=every(timedelta(minutes=5)), now=NOW, is_pushed=True) == PUSHED


@given(st.lists(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1))))  # noqa: DTZ001
def test_any_history_gives_a_wait_within_bounds(moments):
    dates = [moment.replace(tzinfo=UTC) for moment in moments]
    assert SHORTEST <= rhythm(dates, now=NOW) <= LONGEST
    assert rhythm(dates, now=NOW) == rhythm(dates[::-1], now=NOW)


def test_a_hub_keeps_up_while_nothing_older_than_its_delay_is_found_without_it():
    just, late = NOW - HUB_DELAY, NOW - HUB_DELAY - timedelta(seconds=1)
    assert hub_kept_up([], now=NOW)
    assert hub_kept_up([NOW, just], now=NOW)
    assert not hub_kept_up([NOW, late], now=NOW)
