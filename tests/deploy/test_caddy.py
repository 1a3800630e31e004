"""deploy/Caddyfile, by a real Caddy in front of a real `entregent serve`, with a certificate of its own making."""

import gzip
import http.client
import json
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.deploy.files import DEPLOY, clean_environment
from tests.deploy.serving import PATIENCE, SERVE_PAGES, running
from tests.ports import free_port
from tests.services import require

pytestmark = pytest.mark.slow
CADDYFILE = DEPLOY / "Caddyfile"
SITE = "localhost"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass(slots=True)
class Visitor:
    """A browser of few words: it trusts Caddy's certificate and keeps cookies."""

    port: int
    trust: ssl.SSLContext
    cookies: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)  # Set-Cookie lines, as they came

    def ask(self, path: str, *, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        line = http.client.HTTPSConnection(SITE, self.port, context=self.trust, timeout=30)
        sent = {"Accept-Encoding": "gzip, br", "Accept-Language": "en"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request(method, path, body=body, headers=sent)
        response = line.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        line.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self.said.append(cookie)
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def post(self, path: str, **fields: str) -> Answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(path).text).group(1)
        return self.ask(
            path,
            method="POST",
            body=urlencode({"csrfmiddlewaretoken": token, **fields}),
            Content_Type="application/x-www-form-urlencoded",
            Origin=f"https://{SITE}:{self.port}",
        )


@dataclass(frozen=True, slots=True)
class Site:
    http: int
    https: int
    welcome: str
    trust: ssl.SSLContext

    def visitor(self) -> Visitor:
        return Visitor(self.https, self.trust)


@pytest.fixture(scope="module")
def caddy() -> str:
    return str(require("Caddy", shutil.which("caddy")))


@pytest.fixture(scope="module")
def site(caddy: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Our Caddyfile, below options that keep it on free ports of the loopback and away from certificate authorities."""
    folder = tmp_path_factory.mktemp("caddy")
    http_port, https_port, pages = free_port(), free_port(), free_port()
    options = {
        "admin": "off",
        "http_port": http_port,
        "https_port": https_port,
        "default_bind": "127.0.0.1",
        "storage": f"file_system {folder}/storage",
        "local_certs": "",
        "skip_install_trust": "",
    }
    said = "\n".join(f"\t{name} {value}" for name, value in options.items())
    (folder / "Caddyfile").write_text(f"{{\n{said}\n}}\n{CADDYFILE.read_text(encoding='utf-8')}", encoding="utf-8")
    told = clean_environment(
        folder / "home", PORT=str(pages), ENTREGENT_HOSTS=SITE, ENTREGENT_HTTPS="1", ENTREGENT_CONTACT="a@example.org"
    )
    proxy = told | {"UPSTREAM": f"127.0.0.1:{pages}", "HOME": str(folder)}
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with running(SERVE_PAGES, told) as (_, pages_said), running(command, proxy):
        welcome = pages_said.wait_for(r"https://localhost/welcome/\S+").removeprefix("https://localhost")
        yield Site(http_port, https_port, welcome, trust_in(folder / "storage/pki/authorities/local/root.crt"))


def trust_in(certificate: Path) -> ssl.SSLContext:
    """Trust the authority that Caddy makes for itself, once it has."""
    end = time.monotonic() + PATIENCE
    while not (certificate.is_file() and certificate.stat().st_size) and time.monotonic() < end:
        time.sleep(0.05)
    return ssl.create_default_context(cafile=str(certificate))


def test_it_is_valid_and_written_as_caddy_writes(caddy, tmp_path):
    valid = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", CADDYFILE],
        env=clean_environment(tmp_path, HOME=str(tmp_path)),
        check=False,
        capture_output=True,
        text=True,
    )
    assert valid.returncode == 0, valid.stderr
    written = subprocess.run([caddy, "fmt", CADDYFILE], check=False, capture_output=True, text=True)
    assert written.stdout == CADDYFILE.read_text(encoding="utf-8")


def test_compose_tells_it_its_name_and_where_the_pages_are(caddy, tmp_path):
    told = {"HOME": str(tmp_path), "ENTREGENT_HOSTS": "press.example.org", "UPSTREAM": "web:8000"}
    command = [caddy, "adapt", "--adapter", "caddyfile", "--config", CADDYFILE]
    adapted = subprocess.run(
        command, env=clean_environment(tmp_path, **told), check=True, capture_output=True, text=True
    )
    (server,) = json.loads(adapted.stdout)["apps"]["http"]["servers"].values()
    assert server["listen"] == [":443"]
    assert '"press.example.org"' in adapted.stdout
    assert '"dial":"web:8000"' in adapted.stdout.replace(" ", "")


def test_plain_http_is_sent_on_to_https(site):
    line = http.client.HTTPConnection(SITE, site.http, timeout=30)
    line.request("GET", "/log-in/")
    answer = line.getresponse()
    assert answer.status in (301, 308)
    assert answer.headers["Location"].startswith("https://localhost")
    assert answer.headers["Location"].endswith("/log-in/")
    line.close()


def test_each_header_that_keeps_browsers_safe_is_sent_once(site):
    answer = site.visitor().ask("/log-in/")
    assert answer.status == 200
    for name in (
        "Strict-Transport-Security",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
    ):
        assert len(answer.headers.get_all(name) or []) == 1, name
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Server" not in answer.headers


def test_the_first_account_and_its_session_stay_on_https(site):
    alice = site.visitor()
    opened = alice.post(
        site.welcome,
        name="Alice",
        email="alice@example.org",
        password="a sentence that does well",
        workspace="Lombric",
    )
    assert opened.status == 302, opened.text
    assert alice.ask("/").status == 302
    assert any(cookie.startswith("sessionid=") for cookie in alice.said)
    assert all(re.search(r"; Secure", cookie) and re.search(r"; HttpOnly", cookie) for cookie in alice.said)


def test_a_visitor_who_claims_to_come_by_plain_http_is_not_believed(site):
    answer = site.visitor().ask("/log-in/", X_Forwarded_Proto="http")
    assert "Strict-Transport-Security" in answer.headers


def test_files_come_compressed_once_and_for_ever(site):
    visitor = site.visitor()
    page = visitor.ask("/log-in/")
    assert page.headers.get_all("Content-Encoding") == ["gzip"]
    style = visitor.ask(re.search(r"/static/ui/built/entregent\.[0-9a-f]+\.css", page.text).group())
    assert style.headers.get_all("Content-Encoding") == ["br"]
    assert "immutable" in style.headers["Cache-Control"]


def send_file(visitor: Visitor, size: int) -> int:
    """Send a file whose whole body the product must read before it answers; 413 also where the line is cut."""
    body = f'--file\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n{"x" * size}\r\n--file--\r\n'
    try:
        return visitor.ask(
            "/log-in/",
            method="POST",
            body=body,
            Content_Type="multipart/form-data; boundary=file",
            Origin=f"https://{SITE}:{visitor.port}",
        ).status
    except OSError:
        return 413


def test_a_body_beyond_the_limit_is_refused_before_the_pages_have_it_all(site):
    visitor = site.visitor()
    visitor.ask("/log-in/")
    assert send_file(visitor, 24_000_000) == 403  # the product's own answer: there is no form token in it
    assert send_file(visitor, 26_000_000) in (413, 502)


def test_a_site_of_another_name_is_not_served(site):
    answer = site.visitor().ask("/log-in/", Host="elsewhere.example.org")
    assert answer.body == b""
