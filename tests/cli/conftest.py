"""The command, as a process of its own or, more quickly, in the process of the tests and their database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click.testing
import pytest
from django.utils import translation

from entregent.cli import words
from entregent.cli.main import main

Ran = Callable[..., click.testing.Result]


@pytest.fixture
def entregent(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command in an empty home; give what it said."""

    def run(
        *words: str, language: str = "en", check: int | None = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ENTREGENT_")}
        clean.pop("DATABASE_URL", None)
        home = {"ENTREGENT_HOME": str(tmp_path / "home"), "LANGUAGE": language, "COLUMNS": "160", "PORT": ""}
        command = [sys.executable, "-m", "entregent", *words]
        done = subprocess.run(
            command, env=clean | home | environment, capture_output=True, text=True, timeout=120, check=False
        )
        if check is not None:
            assert done.returncode == check, done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def ran(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ran]:
    """Run the command here, in English; give what it said. `check`: the exit code that is expected."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    words._catalogue.cache_clear()

    def run(*arguments: str, check: int = 0) -> click.testing.Result:
        done = click.testing.CliRunner().invoke(main, arguments)
        assert done.exit_code == check, done.output
        return done

    with translation.override("en"):
        yield run
    words._catalogue.cache_clear()
