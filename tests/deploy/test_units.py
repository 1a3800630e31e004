"""deploy/systemd, read by systemd's own programs where the machine has them."""

import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from tests.deploy.files import DEPLOY, PROJECT, command_complaint, declared_settings
from tests.services import require

UNITS = DEPLOY / "systemd"
SERVICES = ("entregent-web.service", "entregent-worker@.service", "entregent-backup.service")
EXPOSURE = 15  # tenths, 0 to 100: systemd calls up to 20 "safe" or "OK"; ours stand at 12
LIBRARIES_THAT_COMPILE = ("numba", "llvmlite")  # MemoryDenyWriteExecute forbids machine code made while running


class Repeated(dict):
    """Keeps every line of a name that a section says more than once."""

    def __setitem__(self, name, value):
        if isinstance(value, list) and name in self:
            self[name].extend(value)
        else:
            super().__setitem__(name, value)


def sections(unit: str) -> dict[str, dict[str, list[str]]]:
    """Section → name → what is said, each time."""
    parser = RawConfigParser(strict=False, dict_type=Repeated, interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read_string((UNITS / unit).read_text(encoding="utf-8"))
    return {
        section: {name: value.split("\n") for name, value in parser.items(section)} for section in parser.sections()
    }


@pytest.fixture(scope="module")
def analyze() -> str:
    return str(require("systemd", shutil.which("systemd-analyze")))


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A machine's files as docs/deploy.md lays them: the system's own units, ours, and programs in their places."""
    root = tmp_path_factory.mktemp("root")
    system = Path("/usr/lib/systemd/system")
    if system.is_dir():
        shutil.copytree(system, root / "usr/lib/systemd/system", symlinks=True)
    ours = root / "etc/systemd/system"
    ours.mkdir(parents=True)
    for unit in UNITS.iterdir():
        if unit.suffix in (".service", ".timer"):
            shutil.copy(unit, ours)
    programs = root / "opt/entregent/bin"
    programs.mkdir(parents=True)
    for name in ("entregent", "entregent-healthcheck"):
        (programs / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return root


@pytest.mark.parametrize(
    "unit",
    ["entregent-web.service", "entregent-worker@2.service", "entregent-backup.service", "entregent-backup.timer"],
)
def test_systemd_understands_every_line(analyze, root, unit):
    said = subprocess.run(
        [analyze, "verify", "--man=no", f"--root={root}", unit], check=False, capture_output=True, text=True
    )
    ours = [line for line in (said.stdout + said.stderr).splitlines() if "entregent" in line]
    assert (said.returncode, ours) == (0, [])


@pytest.mark.parametrize("unit", SERVICES)
def test_little_is_exposed(analyze, unit):
    said = subprocess.run(
        [analyze, "security", "--offline=yes", f"--threshold={EXPOSURE}", "--no-pager", UNITS / unit],
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stdout


def test_the_timer_falls_due_every_night(analyze):
    due = sections("entregent-backup.timer")["Timer"]["OnCalendar"][0]
    said = subprocess.run(
        [analyze, "calendar", "--iterations=2", due], check=True, capture_output=True, text=True, env={"TZ": "UTC"}
    )
    assert len(re.findall(r" 03:30:00 UTC", said.stdout)) == 2


def test_all_services_are_held_alike():
    """The last block of [Service], from the user on, is the same in each, but for machine code (see below)."""
    blocks = {
        re.sub(r"^.*MemoryDenyWriteExecute.*\n", "", block, flags=re.MULTILINE)
        for block in (
            re.search(r"^User=.*?(?=^\[|\Z)", (UNITS / unit).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
            .group()
            .strip()
            for unit in SERVICES
        )
    }
    assert len(blocks) == 1


@pytest.mark.parametrize("unit", SERVICES)
def test_their_commands_are_those_of_entregent(unit):
    program, *words = shlex.split(sections(unit)["Service"]["ExecStart"][0])
    assert program == "/opt/entregent/bin/entregent"
    assert command_complaint(words) == ""


@pytest.mark.parametrize("unit", SERVICES)
def test_their_settings_are_those_of_entregent(unit):
    service = sections(unit)["Service"]
    assert {pair.partition("=")[0] for pair in service["Environment"]} <= declared_settings()
    assert service["EnvironmentFile"] == ["/etc/entregent/env"]
    assert service["Environment"] == [f"ENTREGENT_HOME=%S/{service['StateDirectory'][0]}"]


@pytest.mark.parametrize("unit", SERVICES)
def test_a_library_that_asks_the_kernel_for_too_much_is_refused_not_killed(unit):
    assert sections(unit)["Service"]["SystemCallErrorNumber"] == ["EPERM"]


def test_a_setting_that_does_not_mend_itself_is_not_tried_for_ever():
    from entregent.cli import errors

    for unit in SERVICES[:2]:
        service = sections(unit)["Service"]
        assert service["Restart"] == ["on-failure"]
        assert service["RestartPreventExitStatus"] == [f"{errors.USAGE} {errors.CONFIGURATION}"]


def test_there_is_time_to_stop():
    from entregent.cli.serve import ENDING

    assert int(sections("entregent-web.service")["Service"]["TimeoutStopSec"][0]) > 2 * ENDING
    assert sections("entregent-web.service")["Service"]["KillMode"] == ["mixed"]


def test_machine_code_is_made_by_the_worker_alone():
    """It matches watches; the pages face the Web, and ask few watches at a time, by the engine that makes none."""
    locked = (PROJECT / "requirements/run.txt").read_text(encoding="utf-8")
    assert [name for name in LIBRARIES_THAT_COMPILE if re.search(rf"^{name}==", locked, re.MULTILINE)]
    assert "MemoryDenyWriteExecute" not in sections("entregent-worker@.service")["Service"]
    for unit in ("entregent-web.service", "entregent-backup.service"):
        assert sections(unit)["Service"]["MemoryDenyWriteExecute"] == ["yes"]


def test_systemd_makes_the_user(tmp_path):
    make = require("systemd", shutil.which("systemd-sysusers"))
    (tmp_path / "etc").mkdir()
    said = subprocess.run(
        [make, f"--root={tmp_path}", UNITS / "entregent.sysusers"], check=False, capture_output=True, text=True
    )
    if said.returncode and "ermission" in said.stderr:
        pytest.skip("only root may make a user, even in a folder of its own")
    line = next(line for line in (tmp_path / "etc/passwd").read_text().splitlines() if line.startswith("entregent:"))
    assert line.split(":")[5:] == ["/var/lib/entregent", "/usr/sbin/nologin"]
