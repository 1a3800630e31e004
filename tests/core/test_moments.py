"""Moments as people write them, in French and English, over changes of the clock."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.lifecycle import UnreadableMomentError, read_moment

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 26, 16, 30, tzinfo=PARIS)  # a Thursday


@pytest.mark.parametrize(
    ("words", "day", "hour"),
    [
        ("", 26, "16:30"), ("  Maintenant ", 26, "16:30"), ("now", 26, "16:30"), ("Aujourd’hui", 26, "16:30"),
        ("aujourd'hui à 9h", 26, "09:00"), ("9h15", 26, "09:15"), ("14:05", 26, "14:05"), ("at 3pm", 26, "15:00"),
        ("hier", 25, "12:00"), ("Hier soir 18h30", 25, "18:30"), ("avant-hier", 24, "12:00"), ("yesterday 10:00", 25, "10:00"),
        ("lundi", 23, "12:00"), ("jeudi", 19, "12:00"), ("Friday 8:00", 20, "08:00"), ("vendredi dernier", 20, "12:00"),
        ("il y a 3 jours", 23, "12:00"), ("2 weeks ago", 12, "12:00"), ("14/11", 14, "12:00"), ("14.11.2026 7h", 14, "07:00"),
        ("14 novembre", 14, "12:00"), ("le 1er novembre", 1, "12:00"), ("November 3rd", 3, "12:00"), ("2026-11-02", 2, "12:00"),
    ],
)  # fmt: skip
def test_words_of_november(words, day, hour):
    at = read_moment(words, NOW)
    assert (at.year, at.month, at.day, f"{at:%H:%M}") == (2026, 11, day, hour)
    assert at.tzinfo is PARIS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14/12", "2025-12-14"), ("3 février", "2026-02-03"), ("29/2", "2024-02-29"), ("31/12/25", "2025-12-31"),
        ("demain", "2026-11-27"), ("26/11", "2026-11-26"), ("1 août 2024", "2024-08-01"),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_its_last_occurrence(words, expected):
    assert f"{read_moment(words, NOW):%Y-%m-%d}" == expected


@pytest.mark.parametrize(
    "words", ["32/11", "31/2", "bientôt", "25h", "3 chats", "14/11/2026/2", "0/0", "0000-00-00", "12:99"]
)
def test_what_says_no_day_is_refused(words):
    with pytest.raises(UnreadableMomentError) as refused:
        read_moment(words, NOW)
    assert refused.value.words == words


def test_hours_that_the_clock_skips_or_has_twice():
    spring = datetime(2026, 3, 30, 9, tzinfo=PARIS)
    assert read_moment("hier 2h30", spring).astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    autumn = datetime(2026, 10, 26, 9, tzinfo=PARIS)
    assert read_moment("hier 2h30", autumn).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.text(max_size=60))
def test_any_words_give_a_moment_or_say_they_do_not(words):
    with suppress(UnreadableMomentError):
        assert read_moment(words, NOW).tzinfo is PARIS
