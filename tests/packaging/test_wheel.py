"""The wheel alone, in an empty virtual environment, without Node and without a checkout."""

import os
import re
import signal
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

from tests.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return next(target.glob("*.whl"))


def test_it_holds_the_front_end_and_the_catalogues(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    held = ["ui/static/ui/built/entregent.css", "ui/static/ui/built/htmx.min.js", "ui/static/ui/built/icons.svg",
            "locale/fr/LC_MESSAGES/django.mo", "demo/sites/le-lombric-hardi.md", "py.typed"]  # fmt: skip
    assert {f"entregent/{name}" for name in held} <= set(names)
    assert any(name.endswith(".woff2") for name in names)
    assert not any(name.endswith(".po") or "node_modules" in name for name in names)
    metadata = zipfile.ZipFile(wheel).read(next(name for name in names if name.endswith("/METADATA"))).decode()
    assert "License-Expression: AGPL-3.0-or-later" in metadata


def test_it_serves_with_nothing_else_around(wheel, tmp_path):
    """pip install of the wheel, `entregent serve`, a page with its style and script."""
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv/bin"
    install = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-q", "-c"]
    pins = tmp_path / "pins.txt"
    locked = (PROJECT / "requirements/run.txt").read_text()
    pins.write_text("\n".join(_pins(locked)))
    subprocess.run([*install, str(pins), str(wheel)], check=True, cwd=tmp_path, env=_bare(programs))
    environment = _bare(programs) | {
        "ENTREGENT_HOME": str(tmp_path / "home"),
        "PORT": str(free_port()),
        "LANGUAGE": "en",
    }
    assert not any((Path(folder) / "node").exists() for folder in environment["PATH"].split(os.pathsep))
    command = [str(programs / "entregent"), "serve"]
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as served:
        try:
            said = next(line for line in served.stdout if "/welcome/" in line)
            link = re.search(r"http://\S+", said).group()
            page = urlopen(link).read().decode()
            assert "Whom do we have the pleasure of meeting?" in page or "À qui avons-nous le plaisir" in page
            base = re.match(r"http://[^/]+", link).group()
            for kind in (r"/static/ui/built/entregent\.[0-9a-f]+\.css", r"/static/ui/built/htmx\.min\.[0-9a-f]+\.js"):
                with urlopen(base + re.search(kind, page).group()) as file:
                    assert file.status == 200
                    assert "immutable" in file.headers["Cache-Control"]
        finally:
            served.send_signal(signal.SIGINT)
            assert served.wait(timeout=60) == 0


def _bare(programs: Path) -> dict[str, str]:
    """An environment that knows this virtual environment and the system's own tools, and no Node."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("PIP_", "SSL_", "REQUESTS_", "LC_")) or name == "HOME"
    }
    tools = [folder for folder in ("/usr/bin", "/bin") if not (Path(folder) / "node").exists()]
    return kept | {"PATH": os.pathsep.join([str(programs), *tools])}


def _pins(locked: str) -> list[str]:
    """What the lock file says for this Python, as pip reads constraints: without extras and hashes."""
    wanted = (Requirement(line) for line in re.findall(r"^([\w.-]+[^\\\n]*==[^\\\n]+)", locked, flags=re.MULTILINE))
    return [f"{one.name}{one.specifier}" for one in wanted if one.marker is None or one.marker.evaluate()]
