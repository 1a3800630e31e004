"""The product as people run it, in a home of its own, stopped by its own pid."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
SERVE = [sys.executable, "-m", "entregent", "serve", "--demo"]
PATIENCE = 300.0  # seconds for a first start (demonstration included), or for a stop
HEADERS = {"Accept-Encoding": "br, gzip", "Accept-Language": "fr-FR,fr;q=0.9", "Accept": "text/html,*/*"}


class ProductError(Exception):
    """The product did not start, or did not answer as expected."""


@dataclass(frozen=True, slots=True)
class Home:
    """An empty place for the product, and the environment that points at it."""

    folder: Path
    port: int
    environment: dict[str, str]

    @property
    def log(self) -> Path:
        """What the product says on its standard error."""
        return self.folder / "stderr.txt"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; `seconds` until its last byte, headers counted in `size`."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def size(self) -> int:
        """Bytes received."""
        return len(self.body) + len(b"HTTP/1.1 200 OK\r\n\r\n") + len(self.headers.as_bytes())


@dataclass(slots=True)
class Visitor:
    """A browser without a screen: one kept connection, cookies, French."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str) -> Answer:
        """Ask for a path; redirects are not followed."""
        return self._ask("GET", path, HEADERS)

    def press(self, path: str) -> str:
        """Press the button of the page at a path that needs nothing else; return the path that it leads to."""
        shown = self._ask("GET", path, HEADERS | {"Accept-Encoding": "identity"})
        seal = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', shown.body)
        if seal is None:
            raise ProductError(f"{path} shows no button")
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._ask("POST", path, HEADERS | kind, f"csrfmiddlewaretoken={seal.group(1).decode()}")
        if answer.status != 302:
            raise ProductError(f"the button of {path} answers {answer.status}")
        return urlsplit(answer.headers["Location"]).path

    def _ask(self, method: str, path: str, headers: dict[str, str], form: str | None = None) -> Answer:
        sent = headers | ({"Cookie": self.cookie_header()} if self.cookies else {})
        started = time.perf_counter()
        self.connection.request(method, path, body=form, headers=sent)
        response = self.connection.getresponse()
        body = response.read()
        answer = Answer(response.status, response.headers, body, time.perf_counter() - started)
        for said in response.headers.get_all("Set-Cookie") or []:
            name, _, value = said.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer

    def arrive(self, path: str) -> str:
        """Follow redirects from a path; return the path of the page that answers 200."""
        for _ in range(5):
            answer = self.get(path)
            if answer.status == 200:
                return path
            if answer.status not in (301, 302, 303):
                raise ProductError(f"{path} answers {answer.status}")
            path = urlsplit(answer.headers["Location"]).path
        raise ProductError(f"too many redirects, the last to {path}")

    def cookie_header(self) -> str:
        """The cookies as a request sends them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def free_port() -> int:
    """Return a port of the loopback that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def empty_home() -> Iterator[Home]:
    """A temporary home, and free ports for the pages and for the imaginary sites."""
    with tempfile.TemporaryDirectory(prefix="entregent-benchmark-", ignore_cleanup_errors=True) as folder:
        home, port = Path(folder), free_port()
        (home / "demo.json").write_text(f'{{"port": {free_port()}}}')
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("ENTREGENT_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        environment = kept | {"ENTREGENT_HOME": folder, "PORT": str(port), "LANGUAGE": "fr"}
        yield Home(home, port, environment)


@contextmanager
def served(home: Home, command: list[str] = SERVE) -> Iterator[str]:
    """The product at work; gives the path of the one-time link that it printed."""
    with (
        home.log.open("ab") as log,
        subprocess.Popen(
            command,
            cwd=PROJECT,
            env=home.environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        ) as product,
    ):
        impatience = threading.Timer(PATIENCE, product.terminate)
        impatience.start()
        try:
            link = _printed_link(product, home)
            impatience.cancel()
            yield link
        finally:
            impatience.cancel()
            _stop(product)


def _printed_link(product: "subprocess.Popen[str]", home: Home) -> str:
    """Read what the product prints until its one-time link."""
    assert product.stdout is not None
    said = ""
    for line in product.stdout:
        said += line
        if found := re.search(r"http://[^/\s]+(/log-in/\S+)", line):
            return found.group(1)
    code = product.wait()
    complaint = home.log.read_text(errors="replace")[-2000:]
    raise ProductError(f"no one-time link was printed (exit code {code})\n{said}{complaint}")


def _stop(product: "subprocess.Popen[str]") -> None:
    if product.poll() is None:
        product.send_signal(signal.SIGTERM)
        try:
            product.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            product.kill()
            product.wait()
