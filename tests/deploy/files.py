"""The files of deploy/, and what they say."""

import importlib
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from tests.services import require

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
SETTINGS_FILE = DEPLOY / "env.example"
PYTHON_FOLDER = Path(sys.executable).parent
# Told by the files to Caddy and to PostgreSQL, not to Entregent.
FOREIGN = frozenset({"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "UPSTREAM"})


def declared_settings() -> frozenset[str]:
    """Names of the environment variables that Entregent reads."""
    environment = importlib.import_module("entregent.web.environment")
    return frozenset(variable.name for variable in environment.VARIABLES)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds, its anchors and merges resolved."""
    found = importlib.util.find_spec("yaml")
    yaml = require("PyYAML", found and importlib.import_module("yaml"), advice="PyYAML is not installed")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def settings_by_shell(text: str, folder: Path) -> dict[str, str]:
    """What a shell that sources `text` would hand on, and nothing else."""
    path = folder / "env"
    path.write_text(text, encoding="utf-8")
    script = 'set -a; . "$1"; exec env -0'
    said = subprocess.run(["/bin/sh", "-euc", script, "sh", path], env={}, check=True, capture_output=True, text=True)
    pairs = dict(line.partition("=")[::2] for line in said.stdout.split("\0") if line)
    return {name: value for name, value in pairs.items() if name not in ("PWD", "OLDPWD", "SHLVL", "_")}


def uncommented(text: str) -> str:
    """The settings file with every setting it offers turned on."""
    return re.sub(r"^#(?=[A-Z_]+=)", "", text, flags=re.MULTILINE)


def command_complaint(words: Sequence[str]) -> str:
    """Why `entregent` would refuse these words; "" when it would not."""
    program: click.Group = importlib.import_module("entregent.cli").main
    command = program.get_command(click.Context(program), words[0])
    if command is None:
        return f"entregent has no command {words[0]}"
    try:
        command.make_context(words[0], list(words[1:]))
    except click.UsageError as error:
        return error.format_message()
    return ""


def clean_environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment of whoever runs the tests, without the settings of the product but these."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ENTREGENT_") and name not in ("DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")
    }
    return kept | {"ENTREGENT_HOME": str(home), "LANGUAGE": "en", "PYTHONUNBUFFERED": "1"} | settings
