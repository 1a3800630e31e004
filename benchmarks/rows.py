"""One figure a row: for people as a table, for machines as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    ratio: the value over the bound of its target, None where there is no target or its bound is 0.
    target: "≤ 50", "≥ 95"; None, as `met`, where the figure is only for information.
    """

    case: str
    subject: str
    value: float
    unit: str
    ratio: float | None = None
    target: str | None = None
    met: bool | None = None


def figure(case: str, subject: str, value: float, unit: str) -> Row:
    """A figure for information."""
    return Row(case, subject, round(value, 3), unit)


def at_most(bound: float, case: str, subject: str, value: float, unit: str) -> Row:
    """A figure that must not pass the bound."""
    return Row(case, subject, round(value, 3), unit, _ratio(value, bound), f"≤ {bound:g}", value <= bound)


def at_least(bound: float, case: str, subject: str, value: float, unit: str) -> Row:
    """A figure that must reach the bound."""
    return Row(case, subject, round(value, 3), unit, _ratio(value, bound), f"≥ {bound:g}", value >= bound)


def print_rows(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print a table, or a JSON list with one row on each line."""
    if as_json:
        print("[" + ",\n ".join(json.dumps(asdict(row), ensure_ascii=False) for row in rows) + "]")
        return
    table = Table("case", "subject", header_style="bold")
    for name in ("value", "unit", "ratio", "target", "met"):
        table.add_column(name, justify="left" if name == "unit" else "right", no_wrap=True)
    for row in rows:
        met = {True: "[green]yes[/]", False: "[bold red]NO[/]", None: ""}[row.met]
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        table.add_row(row.case, row.subject, f"{row.value:g}", row.unit, ratio, row.target or "", met)
    Console().print(table)


def all_met(rows: Sequence[Row]) -> bool:
    """Whether no target is missed."""
    return all(row.met is not False for row in rows)


def _ratio(value: float, bound: float) -> float | None:
    return round(value / bound, 3) if bound else None
