"""Every measure of this folder: a module with `rows(shared)`. A new module is found without being listed."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.rows import Row

Rows = Callable[[Path], Iterable[Row]]


def measures() -> dict[str, Rows]:
    """Name of the module → its rows, in order of name."""
    found = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name != "__main__":
            rows = getattr(importlib.import_module(f"evaluation.{module.name}"), "rows", None)
            if rows is not None:
                found[module.name] = rows
    return found
