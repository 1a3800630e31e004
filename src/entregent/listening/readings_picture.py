"""The last readings of a source as a small picture drawn on the server: one mark a reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from entregent.listening.health import outcome_of
from entregent.listening.models import Reading
from entregent.ui.dates import date_format

STEP, WIDTH, BASE, TALL, LOW = 11, 8, 30, 26, 8  # user units; tall: something came


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading. look: "came", "same" or "failed", which a cross says too."""

    x: int
    y: int
    height: int
    look: str
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    marks: list[Mark]
    came: int
    failed: int
    width: int
    height: int = BASE + 2
    mark_width: int = WIDTH

    @property
    def same(self) -> int:
        return len(self.marks) - self.came - self.failed


def picture_of(readings: Sequence[Reading]) -> Picture:
    """readings: oldest first."""
    marks = [_mark(place, reading) for place, reading in enumerate(readings)]
    looks = [mark.look for mark in marks]
    return Picture(marks, looks.count("came"), looks.count("failed"), max(len(marks), 1) * STEP)


def _mark(place: int, reading: Reading) -> Mark:
    failed = reading.outcome == Reading.Outcome.FAILED
    came = bool(reading.new_posts or reading.edited_posts or reading.removed_posts)
    height = TALL if came else LOW
    when = date_format(localtime(reading.at), "SHORT_DATETIME_FORMAT")
    look = "failed" if failed else "came" if came else "same"
    return Mark(place * STEP, BASE - height, height, look, f"{when} · {outcome_of(reading)}")
