"""A package of a few lines, in a temporary folder, into which each test writes a deliberate violation."""

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str, str], Path]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Root of an imaginary package named like ours."""
    root = tmp_path / "entregent"
    root.mkdir()
    return root


@pytest.fixture
def write(package: Path) -> Write:
    """Write a file of the imaginary package: write("listening/models.py", "...")."""

    def write_file(name: str, text: str) -> Path:
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file
