"""Days and times of day, as one says them in the reader's language."""

from datetime import date, time

from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entregent.ui.dates import date_format


def day_words(day: date) -> str:
    """Friday 11 November."""
    return date_format(day, pgettext("date format", "l j F"))


def full_day(day: date) -> str:
    """11 November 2026."""
    return date_format(day, pgettext("date format", "j F Y"))


def span_words(first: date, last: date) -> str:
    """Days in words, both ends included; within one month it is named once."""
    if first == last:
        return capfirst(day_words(first))
    begins = _number(first) if (first.year, first.month) == (last.year, last.month) else _short_day(first)
    return _("From %(first)s to %(last)s") % {"first": begins, "last": _short_day(last)}


def full_span(first: date, last: date) -> str:
    """Days in words with their year, both ends included."""
    if first == last:
        return capfirst(full_day(first))
    begins = full_day(first) if first.year != last.year else _short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        begins = _number(first)
    return _("From %(first)s to %(last)s") % {"first": begins, "last": full_day(last)}


def weekday_names() -> list[tuple[str, str]]:
    """(letter, name) of the days of a week, Monday first."""
    names = [date_format(date(2024, 1, 1 + place), "l") for place in range(7)]  # 1 January 2024 was a Monday
    return [(name[0].upper(), capfirst(name)) for name in names]


def clock_words(at: time) -> str:
    """A time of day; the French leave the minutes out on the hour."""
    if at.minute == 0:
        return time_format(at, pgettext("time format, on the hour", "H:i"))
    return time_format(at, pgettext("time format", "H:i"))


def _short_day(day: date) -> str:
    return date_format(day, pgettext("date format", "j F"))


def _number(day: date) -> str:
    return date_format(day, pgettext("date format", "j"))
