"""The ladder of rooms, held by import-linter with the contracts of pyproject.toml."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.rooms import ladder_layers

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LOGO = set("╔╗╚╝║▶◀│┘")


def ladder_complaints(project: Path) -> list[str]:
    """Lines of import-linter's report on project/src/entregent; none when every contract is kept."""
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "COLUMNS": "200"}
    command = [sys.executable, "-c", LINT, "--no-cache"]
    report = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    lines = [*report.stdout.splitlines(), *report.stderr.splitlines()]
    return [] if report.returncode == 0 else [line for line in lines if line.strip() and not LOGO & set(line)]


def build_skeleton(project: Path, pyproject: Path) -> Path:
    """Write the smallest package that the contracts accept: each room of the ladder, empty.

    Returns the package's folder, into which a test writes its violation.
    """
    package = project / "src" / "entregent"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for room in (room for layer in ladder_layers(pyproject) for room in layer):
        if room == "__main__":
            (package / "__main__.py").touch()
            continue
        (package / room).mkdir()
        (package / room / "__init__.py").touch()
    (project / "pyproject.toml").write_text(pyproject.read_text(encoding="utf-8"), encoding="utf-8")
    return package
