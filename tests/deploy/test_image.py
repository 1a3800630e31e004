"""deploy/Dockerfile: what it copies, runs and promises. A real build is by hand: docs/decisions/0014-deployment.md."""

import fnmatch
import json
import re
import tomllib
from dataclasses import dataclass

import pytest

from tests.deploy.files import DEPLOY, PROJECT, command_complaint, declared_settings

FILE = DEPLOY / "Dockerfile"


@dataclass(frozen=True, slots=True)
class Line:
    """One instruction, its continuation lines joined."""

    word: str
    rest: str


def stages() -> list[list[Line]]:
    """The instructions of each stage, in order."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [Line(*line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]
    starts = [index for index, line in enumerate(lines) if line.word == "FROM"]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def values(word: str) -> list[str]:
    """What the last stage says with an instruction."""
    return [line.rest for line in stages()[-1] if line.word == word]


def copied() -> list[str]:
    """Paths of the checkout that the image is built from."""
    lines = [line.rest for stage in stages() for line in stage if line.word == "COPY" and "--from=" not in line.rest]
    return [path for rest in lines for path in rest.split()[:-1] if not path.startswith("--")]


def is_sent(path: str) -> bool:
    """Whether .dockerignore lets a path through: the last rule that matches it, or a folder above it, decides."""
    sent = True
    for rule in (PROJECT / ".dockerignore").read_text(encoding="utf-8").split("\n"):
        if not rule or rule.startswith("#"):
            continue
        pattern = rule.lstrip("!").removeprefix("**/")
        above = ["/".join(path.split("/")[:depth]) for depth in range(1, path.count("/") + 2)]
        names = path.split("/") if rule.startswith("**/") else above
        if any(fnmatch.fnmatchcase(name, pattern) for name in names):
            sent = rule.startswith("!")
    return sent


def test_every_image_that_it_stands_on_is_pinned_to_a_version():
    bases = [stage[0].rest.split()[0] for stage in stages()]
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+-[a-z-]+", base) for base in bases), bases


@pytest.mark.parametrize("path", copied())
def test_what_it_copies_is_there_and_sent(path):
    assert (PROJECT / path).exists()
    assert is_sent(path)


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        "deploy/.env",
        "node_modules/sass/sass.js",
        "src/entregent/__pycache__/x.pyc",
        "src/entregent/locale/fr/LC_MESSAGES/django.mo",
        "src/entregent/ui/static/ui/built/entregent.css",
        "tests/people.py",
    ],
)
def test_what_a_checkout_holds_besides_is_not_sent(path):
    assert not is_sent(path)


def test_it_installs_by_hash_and_compiles_nothing():
    installs = [
        re.sub(r"\s+", " ", command)
        for stage in stages()
        for line in stage
        if line.word == "RUN"
        for command in line.rest.split("&&")
        if "pip install" in command
    ]
    from_registry = [command for command in installs if "--no-index" not in command]
    assert len(installs) == 2
    assert len(from_registry) == 1
    assert "--require-hashes --no-deps --only-binary :all:" in from_registry[0]


def test_it_takes_away_nothing_that_entregent_stands_on():
    taken = {
        word
        for stage in stages()
        for line in stage
        for command in line.rest.split("&&")
        if "pip uninstall" in command
        for word in command.partition("uninstall")[2].split()
        if not word.startswith("-")
    }
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    stood_on = {re.match(r"[\w-]+", line).group() for line in project["project"]["dependencies"]}
    tools = {
        re.match(r"[\w-]+", line).group() for group in ("build", "node") for line in project["dependency-groups"][group]
    }
    assert taken == (tools | {"pip"}) - stood_on


def test_the_last_stage_installs_nothing_and_runs_as_nobody_in_particular():
    assert not any("pip" in command or "apt" in command for command in values("RUN"))
    assert values("USER") == ["entregent"]
    assert [line.word for line in stages()[-1]].index("USER") > [line.word for line in stages()[-1]].index("RUN")


def test_its_settings_are_those_of_entregent():
    named = set(re.findall(r"\b([A-Z_]+)=", values("ENV")[0])) - {"PATH", "PYTHONDONTWRITEBYTECODE"}
    assert named <= declared_settings()
    assert f"ENTREGENT_HOME={values('VOLUME')[0]}" in values("ENV")[0]
    assert f"PORT={values('EXPOSE')[0]}" in values("ENV")[0]


def test_it_starts_the_pages_alone():
    assert json.loads(values("ENTRYPOINT")[0]) == ["entregent"]
    assert command_complaint(json.loads(values("CMD")[0])) == ""
    assert values("STOPSIGNAL") == ["SIGTERM"]


def test_it_looks_after_its_health_with_what_it_holds():
    probe = json.loads(values("HEALTHCHECK")[0].partition("CMD")[2])
    destinations = [line.rest.split()[-1] for stage in stages() for line in stage if line.word == "COPY"]
    assert f"/opt/entregent/bin/{probe[0]}" in destinations
