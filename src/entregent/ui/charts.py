"""Small charts drawn on the server as SVG; colours come from the style sheet, so that both modes fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 336  # user units; the picture scales to its column
HEIGHT = 72
BASE = 54  # the zero line; words stand below it
TOP = 14  # room for the value above the highest bar
GAP = 2
LEAST_BAR = 1.5  # a week with one post stays visible beside one with hundreds


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: position and size in user units, and how many."""

    x: float
    y: float
    width: float
    height: float
    count: int
    is_last: bool
    is_highest: bool

    @property
    def middle(self) -> float:
        """Where a word about this bar is centred."""
        return round(self.x + self.width / 2, 2)

    @property
    def above(self) -> float:
        """Base line of a word that stands on this bar."""
        return round(self.y - 4, 2)


def bars(counts: Sequence[int]) -> list[Bar]:
    """Return one bar a week, oldest first, from a zero base line; of equal bars the first is the highest."""
    if not counts:
        return []
    highest = max(counts)
    step = WIDTH / len(counts)
    width = max(1.0, step - GAP)
    drawn = []
    for position, count in enumerate(counts):
        height = max(LEAST_BAR, count / highest * (BASE - TOP)) if count > 0 else 0.0
        drawn.append(
            Bar(
                x=round(position * step, 2),
                y=round(BASE - height, 2),
                width=round(width, 2),
                height=round(height, 2),
                count=count,
                is_last=position == len(counts) - 1,
                is_highest=count > 0 and position == counts.index(highest),
            )
        )
    return drawn
