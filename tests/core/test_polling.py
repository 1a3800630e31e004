from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from entregent.core.polling import LONGEST, USUAL, next_reading


def test_a_source_that_works_is_read_hourly():
    assert next_reading(failures=0) == USUAL


@given(st.integers(1, 10_000))
def test_each_failure_waits_longer_up_to_a_day(failures):
    assert USUAL < next_reading(failures=failures) <= next_reading(failures=failures + 1) <= LONGEST


def test_a_site_that_asks_for_time_gets_it_but_not_a_month():
    assert next_reading(failures=1, retry_after=timedelta(days=2)) == timedelta(days=2)
    assert next_reading(failures=1, retry_after=timedelta(days=30)) == timedelta(days=7)
    assert next_reading(failures=1, retry_after=timedelta(seconds=1)) == 2 * USUAL
