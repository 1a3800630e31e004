"""docs/deploy.md and its French sister: what they tell people to type exists."""

import re
import shlex

import pytest

from tests.deploy.files import PROJECT, command_complaint, declared_settings

PAGES = ("docs/deploy.md", "docs/deploy.fr.md")
BACKUP = "before-upgrade-….zip"


def typed(page: str) -> list[str]:
    """Every line of a code block and every code span, comments left out."""
    text = (PROJECT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w+\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    lines = [line for block in blocks for line in block.splitlines()]
    return [re.sub(r"\s{2,}#.*", "", line).strip() for line in [*lines, *spans]]


def entregent_words(page: str, existing: str) -> list[list[str]]:
    """What `entregent` is told, with `existing` in place of a backup's path."""
    found = [match.group(1) for line in typed(page) if (match := re.search(r"\bentregent (\w.*)", line))]
    found += [match.group(1) for line in typed(page) if (match := re.search(r"--rm web (.*)", line))]
    words = [[existing if word.endswith(BACKUP) else word for word in shlex.split(said)] for said in found]
    return [said for said in words if said[0] in ("serve", "worker", "backup", "restore", "move", "doctor", "manage")]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_of_entregent(page, tmp_path):
    archive = tmp_path / "archive.zip"
    archive.touch()
    said = entregent_words(page, str(archive))
    said = [words for words in said if words != ["move"]]  # named, not typed: its option is explained elsewhere
    assert {words[0] for words in said} == {"serve", "backup", "restore", "doctor"}
    assert [complaint for words in said if (complaint := command_complaint(words))] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_ours_is_there(page):
    named = {word for line in typed(page) for word in re.findall(r"\bdeploy/[\w./-]+", line)} - {"deploy/.env"}
    assert named
    assert [name for name in sorted(named) if not (PROJECT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_unit_and_service_is_there(page):
    units = {
        unit for line in typed(page) for unit in re.findall(r"\bentregent-(?:web|worker@|backup)(?:\.timer)?", line)
    }
    files = {path.name for path in (PROJECT / "deploy/systemd").iterdir()}
    assert units
    assert [unit for unit in units if unit not in files and f"{unit}.service" not in files] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_is_one_of_entregent(page):
    named = {word for line in typed(page) for word in re.findall(r"\b(?:ENTREGENT_[A-Z_]+|DATABASE_URL|PORT)\b", line)}
    assert named
    assert named <= declared_settings()


def test_both_pages_tell_people_to_type_the_same():
    english, french = (
        [line for line in typed(page) if line.startswith(("sudo ", "docker ", "cp ", "nano ", "cd ", "git "))]
        for page in PAGES
    )
    translated = [line.replace("ailleurs:sauvegardes-entregent/", "elsewhere:entregent-backups/") for line in french]
    assert translated == english
