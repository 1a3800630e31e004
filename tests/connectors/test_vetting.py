"""Nothing but public addresses is ever connected to, however the address is written, and whoever sends us there."""

import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver

from entregent.connectors.contract import SourceError, Trouble
from entregent.connectors.http import Http, is_public
from entregent.connectors.http.vetting import PrivateAddressError, VettingConnector
from tests.loops import run
from tests.real.server import Answer, Served, serving


def get(address: str, *, allowed=frozenset(), **bounds):
    bounds.setdefault("largest", 1_000_000)

    async def once():
        async with Http(user_agent="Entregent/test", allowed=allowed, **bounds) as http:
            return await http.get(address)

    return run(once())


def trouble(address: str, **options) -> Trouble:
    with pytest.raises(SourceError) as caught:
        get(address, **options)
    return caught.value.trouble


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::127.0.0.1",
        "64:ff9b:1::7f00:1",
        "fec0::1",
        "::ffff:0:127.0.0.1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "ff02::1",
        "192.0.0.1",
        "255.255.255.255",
        "0.1.2.3",
        "100.127.255.254",
        "172.31.255.255",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "240.0.0.1",
        "::",
        "::ffff:10.0.0.1",
        "2001:0:5db8:d822:0:0:f5ff:fffe",  # Teredo of 10.0.0.1
        "2002:a00:1::1",
        "2001:db8::1",
        "3fff::1",
        "2606:2800:220:1:0:5efe:a00:1",  # ISATAP
        "fe80::5efe:5db8:d822",
        "fe80::1%25eth0",
        "64:ff9b:1:fffe::1",
        "5f00::1",
        "100::1",
        "ff0e::1",
    ],
)
def test_inner_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_outer_addresses_are_public(address):
    assert is_public(address)


@pytest.fixture
def secret():
    with serving({"/secret": Answer(b"secret", "text/plain")}) as served:
        yield served


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "some.localhost", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433", "127.1", "0.0.0.0",
     "169.254.169.254", "[64:ff9b::7f00:1]", "localhost.", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1", "0177.0.0.1", "[::]",
     "[::1%25lo]", "LOCALHOST"],
)  # fmt: skip
def test_private_addresses_are_refused_in_every_spelling(secret: Served, host):
    assert trouble(f"http://{host}:{secret.port}/secret") in {Trouble.PRIVATE_ADDRESS, Trouble.BAD_ADDRESS}


def test_a_redirect_inwards_is_refused(secret: Served):
    hop = Answer(b"", status=302, headers=(("Location", secret.address("/secret")),))
    with serving({"/hop": hop}) as outside:
        assert trouble(outside.address("/hop"), allowed=outside.allowed) == Trouble.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "there",
    ["file:///etc/passwd", "gopher://blog.example/", "ws://blog.example/", "javascript:alert(1)", "http://blog.example:25/",
     "https://blog.example:6379/x", "http://somebody:secret@blog.example/", "http://[::1/", "http://blog.example:99999/"],
)  # fmt: skip
def test_a_redirect_out_of_the_web_is_refused(there):
    with serving({"/hop": Answer(b"", status=302, headers=(("Location", there),))}) as outside:
        assert trouble(outside.address("/hop"), allowed=outside.allowed) == Trouble.BAD_ADDRESS


def test_only_the_exact_port_is_allowed(secret: Served):
    assert get(secret.address("/secret"), allowed=secret.allowed).body == b"secret"
    other = frozenset({("127.0.0.1", secret.port + 1)})
    assert trouble(secret.address("/secret"), allowed=other) == Trouble.PRIVATE_ADDRESS


@pytest.fixture
def echo():
    """A server that says back what it was sent, and hands out a cookie."""

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"] or 0))
            said = f"{self.requestline}\n{self.headers}".encode() + sent
            status = {"/moved": 301, "/found": 302, "/other": 303, "/kept": 307, "/kept-for-good": 308}.get(
                self.path, 200
            )
            self.send_response(status)
            self.send_header("Set-Cookie", "track=1; Path=/")
            self.send_header("Location", "/here")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET  # noqa: N815 (the name of the base class)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


def test_who_calls_says_so_and_gives_nothing_else_away(echo: Served, monkeypatch, tmp_path):
    """No cookie comes back, no proxy and no password of the machine's owner are used."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login alice password secret")
    (tmp_path / ".netrc").chmod(0o600)
    for name, value in {
        "HOME": str(tmp_path),
        "NETRC": str(tmp_path / ".netrc"),
        "HTTP_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)

    async def thrice():
        async with Http(user_agent="Entregent/1 (feed reader; a@b.example)", allowed=echo.allowed) as http:
            for path in ("/first", "/found"):
                await http.get(echo.address(path))
            return (await http.get(echo.address("/last"))).body.decode()

    said = run(thrice())
    assert "User-Agent: Entregent/1 (feed reader; a@b.example)\n" in said
    for secret in ("Cookie", "Authorization", "Proxy", "Referer", "track"):
        assert secret not in said


@pytest.mark.parametrize(
    "path",
    ["/a\r\nX-Evil: 1", "/a%0d%0aX-Evil:%201", "/a\nX-Evil: 1", "/é\x00\tX-Evil: 1", "/ HTTP/1.1\r\nX-Evil: 1\r\n\r\n"],
)
def test_an_address_says_nothing_but_the_address(echo: Served, path):
    try:
        said = get(echo.address(path), allowed=echo.allowed).body.decode()
    except SourceError as refused:
        assert refused.trouble == Trouble.BAD_ADDRESS
    else:
        assert "\nX-Evil" not in said


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "\udce9", "a\0"])
def test_what_a_site_has_us_say_again_adds_no_header(echo: Served, value):
    async def once():
        async with Http(user_agent="Entregent/test", allowed=echo.allowed) as http:
            return (await http.get(echo.address("/"), headers={"If-None-Match": value})).body.decode("utf-8", "replace")

    try:
        assert "\nX-Evil" not in run(once())
    except SourceError as refused:
        assert refused.trouble == Trouble.BAD_ADDRESS


def post(address: str, *, allowed):
    async def once():
        async with Http(user_agent="Entregent/test", allowed=allowed) as http:
            return await http.post(address, {"hub.secret": "quiet & long"})

    return run(once())


@pytest.mark.parametrize("path", ["/here", "/kept", "/kept-for-good"])
def test_a_form_goes_on_to_where_forms_are_sent(echo: Served, path):
    said = post(echo.address(path), allowed=echo.allowed).body.decode()
    assert said.startswith("POST /here HTTP/1.1\n")
    assert said.endswith("hub.secret=quiet+%26+long")


@pytest.mark.parametrize("path", ["/moved", "/found", "/other"])
def test_a_form_does_not_become_a_question(echo: Served, path):
    with pytest.raises(SourceError) as caught:
        post(echo.address(path), allowed=echo.allowed)
    assert caught.value.trouble == Trouble.BROKEN_ANSWER


class Rebinding(AbstractResolver):
    """Answers with an allowed address first, then with an inner one, as a hostile name server does."""

    def __init__(self) -> None:
        self.asked = 0

    async def resolve(self, host, port=0, family=0):
        self.asked += 1
        address = "93.184.216.34" if self.asked % 2 else "127.0.0.1"
        return [{"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        """Nothing to close."""


def test_a_name_that_changes_its_answer_is_vetted_each_time():
    async def twice():
        connector = VettingConnector(allowed=frozenset(), resolver=Rebinding(), use_dns_cache=False)
        first = await connector._resolve_host("rebind.example", 80)
        with pytest.raises(PrivateAddressError):
            await connector._resolve_host("rebind.example", 80)
        await connector.close()
        return first

    assert [one["host"] for one in run(twice())] == ["93.184.216.34"]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip bomb"])
def test_what_is_too_large_is_refused_while_it_streams(packed):
    body = b"x" * 5_000_000
    headers = (("Content-Encoding", "gzip"),) if packed else ()
    with serving({"/big": Answer(gzip.compress(body) if packed else body, headers=headers)}) as served:
        assert trouble(served.address("/big"), allowed=served.allowed) == Trouble.TOO_LARGE


def test_permanent_redirects_alone_move_a_source():
    answers = {
        "/new": Answer(b"here"),
        "/for-good": Answer(b"", status=301, headers=(("Location", "/new"),)),
        "/for-now": Answer(b"", status=302, headers=(("Location", "/new"),)),
        "/round": Answer(b"", status=302, headers=(("Location", "/round"),)),
    }
    with serving(answers) as served:
        assert get(served.address("/for-good"), allowed=served.allowed).moved_to == served.address("/new")
        assert get(served.address("/for-now"), allowed=served.allowed).moved_to is None
        assert trouble(served.address("/round"), allowed=served.allowed) == Trouble.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (403, Trouble.FORBIDDEN),
        (404, Trouble.NOT_FOUND),
        (410, Trouble.GONE),
        (429, Trouble.TOO_MANY_REQUESTS),
        (503, Trouble.SERVER_ERROR),
    ],
)
def test_statuses_become_troubles(status, expected):
    with serving({"/": Answer(b"", status=status, headers=(("Retry-After", "120"),))}) as served:
        with pytest.raises(SourceError) as caught:
            get(served.address("/"), allowed=served.allowed)
        assert caught.value.trouble == expected
        assert caught.value.retry_after.total_seconds() == 120


def test_a_name_that_nobody_answers_to_is_said_so():
    assert trouble("http://nobody.invalid/feed") == Trouble.UNKNOWN_HOST


def test_a_site_that_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        allowed = frozenset({("127.0.0.1", port)})
        assert trouble(f"http://127.0.0.1:{port}/", allowed=allowed, patience=0.5) == Trouble.TIMEOUT


def test_a_closed_port_is_unreachable():
    with serving({}) as served:
        port = served.port
    assert trouble(f"http://127.0.0.1:{port}/", allowed=frozenset({("127.0.0.1", port)})) == Trouble.UNREACHABLE


def test_a_name_that_turns_inwards_between_two_visits_is_not_followed():
    """Rebinding, with real connections: 127.0.0.2 stands for the public address that the name has at first."""

    class Turning(Rebinding):
        async def resolve(self, host, port=0, family=0):
            found = await super().resolve(host, port, family)
            return [one | {"host": "127.0.0.2" if self.asked % 2 else "127.0.0.1"} for one in found]

    async def visits(port: int) -> list[str]:
        said = []
        options = {"resolver": Turning(), "use_dns_cache": False, "force_close": True}
        async with aiohttp.ClientSession(
            connector=VettingConnector(allowed=frozenset({("127.0.0.2", port)}), **options)
        ) as session:
            for _ in range(4):
                try:
                    async with session.get(f"http://rebind.example:{port}/secret") as answer:
                        said.append(await answer.text())
                except aiohttp.ClientConnectorError as refused:
                    said.append(type(refused.os_error).__name__)
        return said

    with serving({"/secret": Answer(b"inner", "text/plain")}) as inner:
        server = ThreadingHTTPServer(("127.0.0.2", inner.port), OuterPage)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            assert run(visits(inner.port)) == ["outer", "PrivateAddressError"] * 2
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=5)


class OuterPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"outer")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        """Tests are quiet."""
