"""tools/install-system-packages, on an imaginary machine whose programs are scripts of one line."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.rooms import PROJECT

SCRIPT = PROJECT / "tools" / "install-system-packages"
ORDINARY = ("sh", "cat", "head", "grep", "mkdir", "chmod")
WANTED = ("chromium", "caddy", "dovecot", "systemd-analyze", "initdb", "postgres", "xgettext", "msgmerge")


class Machine:
    """A PATH with nothing but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder.parent / "calls"
        for name in ORDINARY:
            (folder / name).symlink_to(str(shutil.which(name)))
        self.put("uname", "echo Linux")

    def put(self, name: str, script: str) -> None:
        program = self.folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.folder), "CALLS": str(self.calls), **variables}
        return subprocess.run([SCRIPT, *words], env=environment, capture_output=True, text=True, check=False)

    def recorded(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []


@pytest.fixture
def machine(tmp_path) -> Machine:
    """A Debian where root runs, with everything but Chromium; apt-get records its calls and installs it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    made = Machine(folder)
    for name in WANTED[1:]:
        made.put(name, "exit 0")
    made.put("fc-list", "echo DejaVu")
    made.put("id", "echo 0")
    install = f'for one in chromium caddy; do case "$*" in *" $one"*) ln -sf /bin/true "{folder}/$one" ;; esac; done'
    made.put("apt-get", f'echo "$DEBIAN_FRONTEND $*" >>"$CALLS"\nPATH={os.environ["PATH"]}\n{install}')
    return made


def test_it_does_nothing_where_everything_is_there(machine):
    machine.put("chromium", "exit 0")

    finished = machine.run(ENTREGENT_REQUIRE_SERVICES="1")

    assert (finished.returncode, finished.stdout, machine.recorded()) == (0, "", [])


def test_it_installs_what_is_missing_on_debian_as_root(machine):
    finished = machine.run(ENTREGENT_REQUIRE_SERVICES="1")

    assert finished.returncode == 0, finished.stderr
    update, install = machine.recorded()
    assert update == "noninteractive update -qq"
    assert install.startswith("noninteractive install ")
    assert "--no-install-recommends" in install
    assert install.endswith(" chromium")


@pytest.mark.parametrize("change", ["not root", "not Debian"])
def test_it_says_what_to_install_elsewhere(machine, change):
    if change == "not root":
        machine.put("id", "echo 1000")
    else:
        (machine.folder / "apt-get").unlink()

    finished = machine.run()

    assert finished.returncode == 0
    assert machine.recorded() == []
    assert "apt-get install --no-install-recommends chromium\n" in finished.stdout
    assert "dnf install" in finished.stdout
    assert "brew install" in finished.stdout
    assert machine.run(ENTREGENT_REQUIRE_SERVICES="1").returncode == 1


def test_caddy_is_installed_without_opening_its_ports_now_or_later(machine):
    (machine.folder / "caddy").unlink()
    machine.put("chromium", "exit 0")
    machine.put("systemctl", 'echo "systemctl $*" >>"$CALLS"')

    assert machine.run().returncode == 0

    before, _, install, *after = machine.recorded()
    assert before == "systemctl mask --quiet caddy.service"
    assert install.endswith(" caddy")
    assert after == ["systemctl unmask --quiet caddy.service", "systemctl disable --quiet caddy.service"]


def test_a_mac_is_not_asked_for_systemd(machine):
    machine.put("chromium", "exit 0")
    (machine.folder / "systemd-analyze").unlink()
    assert "systemd" in machine.run(ENTREGENT_REQUIRE_SERVICES="1").stderr

    machine.put("uname", "echo Darwin")

    assert machine.run(ENTREGENT_REQUIRE_SERVICES="1").returncode == 0


def test_it_fails_when_the_installation_fails(machine):
    machine.put("apt-get", "exit 100")

    assert machine.run().returncode == 100


def test_the_benchmarks_alone_ask_for_hugo(machine):
    machine.put("chromium", "exit 0")
    assert machine.run().returncode == 0
    assert machine.recorded() == []

    finished = machine.run("bench")

    assert "Installing what the benchmarks need: hugo" in finished.stdout
    assert machine.recorded()[-1].endswith(" hugo")
