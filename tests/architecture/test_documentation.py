import importlib

import click
import pytest

from tests.architecture.documentation import command_complaints, setting_complaints, undeclared_settings
from tests.architecture.rooms import PACKAGE, PROJECT
from tests.architecture.verdict import expect_none

REFERENCE = PROJECT / "docs" / "reference"
LANGUAGES = ("", ".fr")


def declared_settings() -> list[str]:
    """Names of the environment variables that Entregent reads."""
    environment = importlib.import_module("entregent.web.environment")
    return [variable.name for variable in environment.VARIABLES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_of_entregent_is_explained(language):
    expect_none(setting_complaints(REFERENCE / f"settings{language}.md", declared_settings()))


def test_every_setting_that_the_code_reads_is_declared():
    expect_none(undeclared_settings(PACKAGE, declared_settings()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_entregent_is_explained(language):
    program = importlib.import_module("entregent.cli").main

    expect_none(command_complaints(REFERENCE / f"commands{language}.md", program))


@pytest.fixture
def program():
    @click.group()
    def main(): ...

    @main.command()
    @click.option("-p", "--port", type=int)
    @click.option("--secret-door", hidden=True)
    def serve(): ...

    @main.command(hidden=True)
    def haunt(): ...

    return main


def test_it_finds_a_command_without_heading_and_an_option_without_words(tmp_path, program):
    page = tmp_path / "commands.md"
    page.write_text("# `entregent`\n\n`--port` stands in the wrong place.\n", encoding="utf-8")
    assert command_complaints(page, program) == ["commands.md has no heading `entregent serve`"]

    page.write_text("# `entregent`\n--port\n## `entregent serve`\n--port-range\n", encoding="utf-8")
    assert command_complaints(page, program) == ["commands.md does not explain --port under `entregent serve`"]

    page.write_text("# entregent\n## entregent serve\n`--port`, `-p`: where it listens\n", encoding="utf-8")
    assert command_complaints(page, program) == []


def test_it_finds_a_setting_that_is_missing_and_one_that_is_gone(tmp_path):
    page = tmp_path / "settings.md"
    page.write_text("`ENTREGENT_HOME_OLD` and `PORT`", encoding="utf-8")

    assert setting_complaints(page, ["ENTREGENT_HOME", "PORT"]) == [
        "settings.md does not explain ENTREGENT_HOME",
        "settings.md explains ENTREGENT_HOME_OLD, which nothing reads",
    ]

    page.write_text("`ENTREGENT_HOME` and `PORT`", encoding="utf-8")
    assert setting_complaints(page, ["ENTREGENT_HOME", "PORT"]) == []


def test_it_finds_a_page_that_is_missing(tmp_path, program):
    assert setting_complaints(tmp_path / "settings.md", ["PORT"]) == ["settings.md is missing"]
    assert command_complaints(tmp_path / "commands.md", program) == ["commands.md is missing"]


def test_it_finds_a_setting_that_is_read_in_secret(package, write):
    write("web/settings.py", 'HOME = os.environ["ENTREGENT_HOME"]\nX = os.environ.get("ENTREGENT_SECRET")\n')

    assert undeclared_settings(package, ["ENTREGENT_HOME"]) == [
        "web/settings.py:2 uses ENTREGENT_SECRET, which VARIABLES does not declare"
    ]
