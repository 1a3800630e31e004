"""Dates as feeds write them, by their standard or not."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from entregent.core.text import fold

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the Web: a date below this one is a default, not a date
LONGEST = 64  # characters
MONTHS = {
    "jan": "Jan", "fev": "Feb", "mar": "Mar", "avr": "Apr", "mai": "May", "juin": "Jun", "juil": "Jul", "aou": "Aug",
    "sep": "Sep", "oct": "Oct", "nov": "Nov", "dec": "Dec",
}  # fmt: skip
# « mardi 2 juin 2026 à 10h05 », « mar., 02 juin 2026 10:05:00 +0200 », folded: what a site in French makes of RFC 822.
FRENCH = re.compile(
    r"(?:[a-z]+[.,]*\s+)?(\d{1,2})(?:er)?\s+(janv?|fevr?|mars?|avr|mai|juin|juil|aout?|sept?|oct|nov|dec)[a-z]*\.?\s+(\d{4})"
    r"(?:,?\s*a?\s*(\d{1,2})\s*[:h]\s*(\d{2})(?::(\d{2}))?)?\s*([+-]\d{2}:?\d{2}|gmt|utc|z)?"
)


def read_date(text: str) -> datetime | None:
    """Return the moment, in UTC, or None when the text names none, or one before the Web. Without time zone: UTC."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime, _french):
        try:
            when = read(text)
            when = when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            continue
        return when if when >= EARLIEST else None
    return None


def _french(text: str) -> datetime:
    """Read a date with its month in French. Raises ValueError."""
    found = FRENCH.fullmatch(fold(text))
    if found is None:
        raise ValueError(text)
    day, month, year, hour, minute, second, zone = found.groups()
    name = next(english for french, english in MONTHS.items() if month.startswith(french))
    offset = zone.replace(":", "") if zone and zone[0] in "+-" else "+0000"
    return parsedate_to_datetime(f"{day} {name} {year} {hour or '00'}:{minute or '00'}:{second or '00'} {offset}")
