"""Floors: what a measure must reach, read from floors.json."""

import json
from functools import cache
from pathlib import Path

from benchmarks.rows import Row, at_least, at_most, figure

FILE = Path(__file__).with_name("floors.json")


@cache
def floors() -> dict[str, dict[str, dict[str, float]]]:
    """Case → subject → {"at_least": bound} or {"at_most": bound}."""
    read: dict[str, dict[str, dict[str, float]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def measured(case: str, subject: str, value: float, unit: str = "share") -> Row:
    """Return the figure as a row, held against its floor where floors.json has one for it."""
    bound = floors().get(case, {}).get(subject, {})
    if "at_least" in bound:
        return at_least(bound["at_least"], case, subject, value, unit)
    if "at_most" in bound:
        return at_most(bound["at_most"], case, subject, value, unit)
    return figure(case, subject, value, unit)
