"""Days as people write them in tables: 12/03/2024, 12 mars 2024, March 12, 2024, 2024-03-12. The day comes before the month."""

import re
from datetime import date

from entregent.core.text import fold

MONTHS = {
    name[:3] if name not in ("juin", "juillet") else name[:4]: number
    for number, names in enumerate(
        ("janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july",
         "aout august", "septembre september", "octobre october", "novembre november", "decembre december"), 1)
    for name in names.split()
}  # fmt: skip
NUMBERS = re.compile(r"(?<!\d)(\d{1,4})[/. -](\d{1,2})[/. -](\d{2,4})(?!\d)")
WORDS = re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b")
WORDS_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


def read_day(written: str) -> date | None:
    """Return the first day that a cell says; None where it says none."""
    text = fold(written)
    if found := NUMBERS.search(text):
        first, month, last = (int(part) for part in found.groups())
        year, day = (first, last) if len(found[1]) == 4 else (last, first)
        if month > 12 >= day:  # as Americans write
            month, day = day, month
        return _day(year, month, day)
    if found := WORDS.search(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := WORDS_FIRST.search(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(name: str) -> int:
    return MONTHS.get(name[:4] if name[:4] in MONTHS else name[:3], 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + (2000 if year < 70 else 1900 if year < 100 else 0), month, day)
    except ValueError:
        return None
