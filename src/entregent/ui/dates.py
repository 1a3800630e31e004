"""Dates as one writes them in the reader's language: French says « 1er décembre », which no format of Django can.

Everything that shows a date uses this, and templates by their filter `date`; tests/architecture/test_dates.py.
"""

import re
from datetime import date, datetime

from django.utils import dateformat, formats
from django.utils.translation import pgettext

DAY = re.compile(r"(?<!\\)j")  # of a format, unless it stands for itself


def date_format(day: date | datetime, wanted: str = "DATE_FORMAT") -> str:
    """Return a day as `django.utils.formats.date_format` does, the first of a month as the reader's language has it.

    wanted: a format, or the name of one of the language's.
    """
    pattern = formats.get_format(wanted)
    if day.day == 1:
        first = pgettext("in a date format, the day where it is the first of a month", "j")
        pattern = DAY.sub(lambda _: first, pattern)
    return dateformat.format(day, pattern)
