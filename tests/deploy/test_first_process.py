"""In a container the command is process 1: nobody above it forwards signals or buries children. Here, for real."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.deploy.files import DEPLOY, clean_environment
from tests.deploy.serving import SERVE_PAGES, running
from tests.ports import free_port
from tests.services import require

pytestmark = pytest.mark.slow
NAME = "entregent.example.org"
DOCKER_PATIENCE = 10  # seconds between the SIGTERM and the SIGKILL of `docker stop`
WORK = [sys.executable, "-m", "entregent", "worker"]


@pytest.fixture(scope="module")
def as_first() -> list[str]:
    """What makes a command process 1 of a namespace of its own."""
    unshare = shutil.which("unshare")
    words = [unshare or "", "--pid", "--fork", "--kill-child", "--mount-proc"]
    allowed = unshare and subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0
    return require("a namespace", allowed and words, advice="this user may not make a process namespace (unshare)")


@pytest.fixture
def told(tmp_path) -> dict[str, str]:
    """The environment of a container, on the loopback."""
    settings = {"ENTREGENT_HOSTS": NAME, "ENTREGENT_HTTPS": "1", "ENTREGENT_LOG_FORMAT": "json"}
    return clean_environment(tmp_path / "home", PORT=str(free_port()), **settings)


def health(told: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(DEPLOY / "healthcheck.py"), *words]
    return subprocess.run(command, env=told, check=False, capture_output=True, text=True)


def first_of(unshare: int) -> int:
    """The process that is number 1 inside, by its number outside."""
    with open(f"/proc/{unshare}/task/{unshare}/children") as listed:
        (pid,) = map(int, listed.read().split())
    with open(f"/proc/{pid}/status") as status:
        numbers = next(line.split()[1:] for line in status if line.startswith("NSpid:"))
    assert numbers[-1] == "1"
    return pid


def test_the_pages_stop_in_time_and_are_well_until_then(as_first, told):
    with running([*as_first, *SERVE_PAGES], told) as (unshare, said):
        said.wait_for(rf"https://{NAME}/welcome/\S+")
        assert health(told).returncode == 0
        started = time.monotonic()
        os.kill(first_of(unshare.pid), signal.SIGTERM)
        assert unshare.wait(timeout=60) == 0
        assert time.monotonic() - started < DOCKER_PATIENCE
        assert "Everything is kept" in said.all()
    ill = health(told)
    assert ill.returncode == 1
    assert f"The pages do not answer on port {told['PORT']}" in ill.stderr


def test_the_worker_stops_in_time(as_first, told):
    with running([*as_first, *WORK], told) as (unshare, said):
        said.wait_for("worker started")
        started = time.monotonic()
        os.kill(first_of(unshare.pid), signal.SIGTERM)
        assert unshare.wait(timeout=60) == 0
        assert time.monotonic() - started < DOCKER_PATIENCE


def test_the_health_check_waits_for_pages_that_start_and_asks_under_a_name_that_is_served(told):
    wait = [sys.executable, str(DEPLOY / "healthcheck.py"), "--wait", "60"]
    with running(wait, told) as (waiting, _), running(SERVE_PAGES, told):
        assert waiting.wait(timeout=90) == 0
        assert health(told | {"ENTREGENT_HOSTS": f".{NAME},localhost"}).returncode == 0
        elsewhere = health(told | {"ENTREGENT_HOSTS": "elsewhere.example.org"})
    assert elsewhere.returncode == 1
    assert elsewhere.stderr.strip() == "/healthz answered 400 to the name elsewhere.example.org"
