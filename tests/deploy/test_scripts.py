"""The two shell scripts of deploy/systemd. They were run for real by hand: docs/decisions/0014-deployment.md."""

import re
import subprocess

import pytest

from tests.deploy.files import DEPLOY, PROJECT
from tests.deploy.test_image import copied

SCRIPTS = ("install", "entregent")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_shell_can_read_it(name):
    said = subprocess.run(["/bin/sh", "-n", DEPLOY / "systemd" / name], check=False, capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")


def test_the_installation_builds_from_what_the_image_is_built_from():
    said = (DEPLOY / "systemd/install").read_text(encoding="utf-8")
    built_from = set(re.search(r"^cp -R (.*) \"\$build\"$", said, re.MULTILINE).group(1).split())
    locks = set(re.findall(r"--requirement (\S+)", said))
    assert built_from | locks | {"deploy/healthcheck.py"} == set(copied())


def test_every_file_that_the_installation_lays_is_there():
    said = (DEPLOY / "systemd/install").read_text(encoding="utf-8")
    laid = re.findall(r"\bdeploy/[\w./*-]+", said)
    assert len(laid) >= 5
    assert [pattern for pattern in laid if not list(PROJECT.glob(pattern))] == []


def test_both_keep_the_same_home_and_settings():
    command = (DEPLOY / "systemd/entregent").read_text(encoding="utf-8")
    unit = (DEPLOY / "systemd/entregent-web.service").read_text(encoding="utf-8")
    settings = re.search(r"^EnvironmentFile=(.*)$", unit, re.MULTILINE).group(1)
    assert f"\n. {settings}\n" in command
    assert "\nENTREGENT_HOME=/var/lib/entregent\n" in command  # what %S/entregent stands for
    assert "Environment=ENTREGENT_HOME=%S/entregent\n" in unit
