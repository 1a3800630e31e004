"""When something took place, as one writes it in a hurry: « hier 18h30 », "14/11", "3 days ago"."""

import re
from datetime import date, datetime, time, timedelta

from entregent.core.errors import EntregentError
from entregent.core.text import fold

NOON = time(12)  # for a day whose hour nobody said
NOW = {"", "now", "maintenant", "a l instant", "just now"}
DAYS = {
    "today": 0, "aujourd hui": 0, "ce matin": 0, "ce soir": 0, "ce midi": 0, "this morning": 0, "tonight": 0,
    "hier": -1, "yesterday": -1, "hier soir": -1, "hier matin": -1, "avant hier": -2, "day before yesterday": -2,
    "demain": 1, "tomorrow": 1, "apres demain": 2,
}  # fmt: skip
WEEKDAYS = (
    ("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday"), ("jeudi", "thursday"),
    ("vendredi", "friday"), ("samedi", "saturday"), ("dimanche", "sunday"),
)  # fmt: skip
MONTHS = (
    ("janvier", "january", "janv", "jan"), ("fevrier", "february", "fevr", "feb"), ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"), ("mai", "may"), ("juin", "june", "jun"), ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"), ("septembre", "september", "sept", "sep"), ("octobre", "october", "oct"),
    ("novembre", "november", "nov"), ("decembre", "december", "dec"),
)  # fmt: skip
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
UNITS = {"jour": 1, "jours": 1, "day": 1, "days": 1, "j": 1, "semaine": 7, "semaines": 7, "week": 7, "weeks": 7}
HOUR = re.compile(
    r"(?:\b(?:a|at|vers)\s+)?\b(\d{1,2})\s*(?:h|:)\s*(\d{2})?\s*$|(?:\b(?:a|at)\s+)?\b(\d{1,2})\s*(am|pm)$"
)
AGO = re.compile(r"(?:il y a\s+)?(\d{1,3})\s+([a-z]+)(?:\s+ago)?")
NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAMED = re.compile(r"(?:le\s+|the\s+)?(\d{1,2})(?:er|st|nd|rd|th)?\s+([a-z]+)\.?(?:\s+(\d{4}))?")
NAMED_FIRST = re.compile(r"([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?")


class UnreadableMomentError(EntregentError):
    """These words say no moment."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_moment(words: str, now: datetime) -> datetime:
    """Return the moment that words say, in French or English; aware, in the zone of `now`.

    Nothing at all is now. A day of the month comes before its month; without a year it is the last such day; a weekday is the
    last one, today's name a week ago. A day without an hour is noon, but today is now. An hour that the clock skips or has
    twice is the one by the time before its change. Raises UnreadableMomentError.
    """
    folded = " ".join(re.sub(r"[’',]", " ", _folded(words)).split())
    if folded in NOW:
        return now
    hour, rest = _hour(folded, words)
    day = _day(rest, now.date()) if rest else now.date()
    if day is None:
        raise UnreadableMomentError(words)
    if hour is None:
        if day == now.date():
            return now
        hour = NOON
    return datetime.combine(day, hour, now.tzinfo)


def _folded(words: str) -> str:
    """Without case or accents, figures and their signs kept."""
    return "".join(fold(part) if part.isalpha() else part for part in re.findall(r"[^\W\d_]+|.", words, re.DOTALL))


def _hour(folded: str, words: str) -> tuple[time | None, str]:
    """The hour at the end, and what stands before it."""
    found = HOUR.search(folded)
    if not found:
        return None, folded
    hours = int(found[1] or found[3])
    if found[4]:
        hours = hours % 12 + (12 if found[4] == "pm" else 0)
    try:
        return time(hours, int(found[2] or 0)), folded[: found.start()].strip()
    except ValueError as error:
        raise UnreadableMomentError(words) from error


def _day(said: str, today: date) -> date | None:
    said = said.replace("-", " ") if not ISO.fullmatch(said) else said
    if said in DAYS:
        return today + timedelta(days=DAYS[said])
    for number, names in enumerate(WEEKDAYS):
        if said.removesuffix(" dernier").removeprefix("last ") in names:
            return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    if (found := AGO.fullmatch(said)) and found[2] in UNITS:
        return today - timedelta(days=int(found[1]) * UNITS[found[2]])
    return _dated(said, today)


def _dated(said: str, today: date) -> date | None:
    if found := ISO.fullmatch(said):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.fullmatch(said):
        return _of_year(found[3], int(found[2]), int(found[1]), today)
    if (found := NAMED.fullmatch(said)) and found[2] in MONTH_NUMBERS:
        return _of_year(found[3], MONTH_NUMBERS[found[2]], int(found[1]), today)
    if (found := NAMED_FIRST.fullmatch(said)) and found[1] in MONTH_NUMBERS:
        return _of_year(found[3], MONTH_NUMBERS[found[1]], int(found[2]), today)
    return None


def _of_year(year: str | None, month: int, day: int, today: date) -> date | None:
    """The day in that year; without one, its last occurrence."""
    if year:
        return _made(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for past in range(5):  # 29 February comes back within that
        found = _made(today.year - past, month, day)
        if found and found <= today:
            return found
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
