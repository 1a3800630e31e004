"""What a person may ask of whoever keeps a file on them, and by when: GDPR, articles 12 to 21. Pure.

A day counts from the one after the request; a time limit that ends on a day the month does not have ends on its last
(Regulation 1182/71, article 3).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

ANSWER_WITHIN = 1  # months: art. 12(3)
ANSWER_LATER = 3  # months in all, where it is complex and they were told why within the first: art. 12(3)
TELL_WITHIN = 1  # month after somebody came into the file: art. 14(3)(a)
KEEP_FOR = 36  # months after their last sign: what the CNIL advises for people who are no clients


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is kept of a person, as they may read it.

    section: under which heading it stands, of those of `SECTIONS`. label: what it is. words: as kept. source: how it is known,
    in words; address: where it was seen. on: since when. key: what a correction names it by, "" where there is nothing to mend.
    """

    section: str
    label: str
    words: str
    source: str = ""
    address: str = ""
    on: date | None = None
    key: str = ""


SECTIONS = ("identity", "facts", "notes", "exchanges", "owed", "heard", "messages", "lists", "requests", "history")


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month (earlier with a negative number), the last of it where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def answer_due(received: date, *, is_extended: bool = False) -> date:
    """The day by which a request must be answered."""
    return months_after(received, ANSWER_LATER if is_extended else ANSWER_WITHIN)


def notice_due(came: date) -> date:
    """The day by which somebody who came into the file must have been told."""
    return months_after(came, TELL_WITHIN)
