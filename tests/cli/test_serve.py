"""The whole product in one terminal: starts, says where it is, lives, stops, starts again quickly."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from tests.ports import free_port

pytestmark = pytest.mark.slow


@contextmanager
def serving(home, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`entregent serve` until the block ends; gives the process and the link it printed."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ENTREGENT_") and name != "DATABASE_URL"
    }
    environment = clean | {"ENTREGENT_HOME": str(home), "PORT": str(free_port()), "LANGUAGE": "en"}
    command = [sys.executable, "-m", "entregent", "serve", *words]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
        try:
            said = next(
                (
                    found.group()
                    for line in served.stdout
                    if (found := re.search(r"http://\S+/(?:welcome|log-in)/\S+", line))
                ),
                "",
            )
            assert said, f"no link; exit code {served.poll()}"
            yield served, said
        finally:
            if served.poll() is None:
                served.send_signal(signal.SIGINT)
            served.wait(timeout=60)


def status(url: str) -> int:
    try:
        return int(urlopen(url).status)
    except HTTPError as error:
        return error.code


def press(link: str) -> str:
    """Press the button of a link's page as a browser does; return the address of the page it leads to."""
    browser = build_opener(HTTPCookieProcessor())
    seal = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(link).read().decode())
    return str(browser.open(link, f"csrfmiddlewaretoken={seal.group(1)}".encode()).url)


def children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as listed:
        return [int(child) for child in listed.read().split()]


def family(pid: int) -> list[int]:
    """Everything that a process started, and what those started."""
    return [one for child in children(pid) for one in (child, *family(child))]


def are_gone(pids: list[int]) -> bool:
    end = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{pid}") for pid in pids) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(os.path.exists(f"/proc/{pid}") for pid in pids)


def test_it_lives_stops_cleanly_and_starts_again_in_seconds(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/demo.json").write_text(json.dumps({"port": free_port()}))
    with serving(tmp_path / "home", "--demo") as (served, link):
        base = re.match(r"http://[^/]+", link).group()
        assert status(f"{base}/healthz") == 200
        end = time.monotonic() + 20
        while status(f"{base}/readyz") != 200 and time.monotonic() < end:
            time.sleep(0.2)
        assert status(f"{base}/readyz") == 200
        assert len(children(served.pid)) == 3
        parts = family(served.pid)
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=60) == 0
        assert "Everything is kept" in served.stdout.read()
    assert are_gone(parts)
    started = time.monotonic()
    with serving(tmp_path / "home", "--demo") as (_, again):
        assert time.monotonic() - started < 15
        assert again != link
        assert status(again) == 200, "opening it spends nothing"
        assert press(again).endswith("/today/")
        assert status(again) == 410


def test_waitress_serves_where_there_is_no_granian(tmp_path):
    code = "import sys; sys.modules['granian.server'] = None\nfrom entregent.web import server; server.main()"
    port = free_port()
    environment = os.environ | {"ENTREGENT_HOME": str(tmp_path), "PORT": str(port)}
    subprocess.run(
        [sys.executable, "-m", "entregent", "manage", "collectstatic", "--no-input", "-v0"], env=environment, check=True
    )
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as served:
        try:
            end = time.monotonic() + 20
            while not answers(f"http://127.0.0.1:{port}/healthz") and time.monotonic() < end:
                time.sleep(0.1)
            with urlopen(f"http://127.0.0.1:{port}/log-in/") as page:
                assert page.status == 200
                assert page.headers.get("server") != "granian"
        finally:
            served.terminate()
            served.wait(timeout=20)


def answers(url: str) -> bool:
    try:
        return status(url) == 200
    except URLError:
        return False


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.4, 0.8])
def test_stopping_while_it_starts_leaves_nothing_behind(tmp_path, delay):
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ENTREGENT_") and name != "DATABASE_URL"
    }
    environment = clean | {"ENTREGENT_HOME": str(tmp_path), "PORT": str(free_port()), "LANGUAGE": "en"}
    subprocess.run([sys.executable, "-m", "entregent", "manage", "migrate", "-v0"], env=environment, check=True)
    command = [sys.executable, "-m", "entregent", "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as served:
        end = time.monotonic() + 30
        while not children(served.pid) and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(delay)
        parts = family(served.pid)
        served.send_signal(signal.SIGTERM)
        assert served.wait(timeout=60) == 0
    assert are_gone(parts)


def test_when_a_part_dies_all_stop_and_it_is_said(tmp_path):
    with serving(tmp_path / "home") as (served, _):
        os.kill(children(served.pid)[-1], signal.SIGKILL)
        assert served.wait(timeout=60) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_termination_and_a_closed_terminal_are_as_clean_as_an_interruption(tmp_path, number):
    with serving(tmp_path / "home") as (served, _):
        parts = family(served.pid)
        served.send_signal(number)
        assert served.wait(timeout=60) == 0
    assert are_gone(parts)
