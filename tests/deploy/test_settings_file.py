"""deploy/env.example: one file for systemd, for Docker Compose and for the shell of /usr/local/bin/entregent."""

import itertools
import re
import subprocess
import sys

import pytest

from tests.deploy.files import (
    FOREIGN,
    SETTINGS_FILE,
    clean_environment,
    declared_settings,
    settings_by_shell,
    uncommented,
)

TEXT = SETTINGS_FILE.read_text(encoding="utf-8")


def plain_settings(text: str) -> dict[str, str]:
    """What systemd and Docker Compose read: NAME=value lines, no quotes in our example."""
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", text, flags=re.MULTILINE))


def test_every_setting_in_it_is_one_that_entregent_reads():
    assert set(plain_settings(uncommented(TEXT))) - FOREIGN <= declared_settings()


def test_a_shell_reads_in_it_what_the_others_read(tmp_path):
    whole = uncommented(TEXT)

    assert settings_by_shell(whole, tmp_path) == plain_settings(whole)


def test_every_setting_in_it_is_explained_by_a_line_above():
    lines = TEXT.splitlines()
    bare = [
        line
        for above, line in itertools.pairwise(lines)
        if re.match(r"#?[A-Z_]+=", line) and not above.startswith("# ")
    ]
    assert bare == []


@pytest.mark.slow
def test_the_doctor_finds_nothing_wrong_with_it(tmp_path):
    told = clean_environment(tmp_path / "home", **settings_by_shell(TEXT, tmp_path))
    entregent = [sys.executable, "-m", "entregent"]
    subprocess.run([*entregent, "manage", "migrate", "-v0"], env=told, check=True)

    for place in ({}, {"ENTREGENT_BIND": "0.0.0.0"}):  # systemd, then a container
        said = subprocess.run([*entregent, "doctor"], env=told | place, check=False, capture_output=True, text=True)
        assert said.returncode == 0, said.stdout
        assert "✗" not in said.stdout
