"""Dates in words, where French has its own first of a month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from entregent.ui.dates import date_format


@pytest.mark.parametrize(
    ("language", "day", "wanted", "words"),
    [
        ("fr", date(2026, 12, 1), "DATE_FORMAT", "1er décembre 2026"),
        ("fr", date(2026, 12, 11), "DATE_FORMAT", "11 décembre 2026"),
        ("fr", date(2026, 12, 1), "l j F", "mardi 1er décembre"),
        ("fr", date(2026, 12, 1), "SHORT_DATE_FORMAT", "01/12/2026"),
        ("fr", datetime(2026, 12, 1, 9, 5, tzinfo=ZoneInfo("Europe/Paris")), "j F Y, H:i", "1er décembre 2026, 09:05"),
        ("en", date(2026, 12, 1), "j F Y", "1 December 2026"),
    ],
)
def test_the_first_of_a_month_is_written_as_the_language_has_it(language, day, wanted, words):
    with translation.override(language):
        assert date_format(day, wanted) == words
        assert Template(f'{{{{ day|date:"{wanted}" }}}}').render(Context({"day": day})) == words


def test_what_is_no_day_is_empty():
    assert Template('{{ day|date:"j F" }}|{{ none|date }}').render(Context({"day": "", "none": None})) == "|"
