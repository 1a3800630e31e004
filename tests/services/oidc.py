"""OpenID Connect providers on loopback: a real one, and one that answers whatever it is told to."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from entregent.web.environment import SignOn

NAME = "Keycloak"


def sign_on(url: str, *, trusted: bool = False) -> SignOn:
    """What settings.SIGN_ON is when the environment names a provider."""
    return SignOn(url=url, client_id="entregent", secret="not a secret", name=NAME, trusted=trusted)


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider at work (oidc-provider-mock)."""

    url: str

    def say(self, person: str, **claims: object) -> None:
        """Have the provider say this of somebody from now on."""
        body = json.dumps(claims).encode()
        headers = {"Content-Type": "application/json"}
        _OPENER.open(Request(f"{self.url}/users/{person}", body, headers, method="PUT"), timeout=5).close()

    def recognise(self, person: str, address: str) -> str:
        """Do what somebody does on the provider's page; return the address they are sent back to."""
        assert urlsplit(address).netloc == urlsplit(self.url).netloc, address
        return _sent_to(Request(address, f"sub={person}".encode(), method="POST"))

    def refuse(self, address: str) -> str:
        """Press "deny" on the provider's page; return the address one is sent back to."""
        return _sent_to(Request(address, b"action=deny", method="POST"))


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = build_opener(_Stay)


def _sent_to(request: Request) -> str:
    from urllib.error import HTTPError

    try:
        answer: Any = _OPENER.open(request, timeout=5)
    except HTTPError as error:
        answer = error
    with answer:
        assert answer.headers["Location"], answer.read()[:300]
        return str(answer.headers["Location"])


@contextmanager
def provider() -> Iterator[Provider]:
    """A real provider, which takes any client, recognises whom it is told of, and signs what it says."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # it asks for HTTPS otherwise, and is on loopback
    from oidc_provider_mock import run_server_in_thread

    with run_server_in_thread() as server:
        yield Provider(f"http://localhost:{server.server_port}")


@dataclass
class Liar:
    """A provider whose answers are the test's: path → (status, body); a callable body is given the request's form."""

    url: str
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)

    def describe_itself(self, **changes: object) -> None:
        """Answer the discovery as a provider should, but for the changes (None takes away)."""
        described = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
        } | changes
        self.answers["/.well-known/openid-configuration"] = 200, {k: v for k, v in described.items() if v is not None}


@contextmanager
def liar() -> Iterator[Liar]:
    lies: Liar

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
            status, body = lies.answers.get(urlsplit(self.path).path, (404, ""))
            body = body(form) if callable(body) else body
            raw = (
                body
                if isinstance(body, bytes)
                else body.encode()
                if isinstance(body, str)
                else json.dumps(body).encode()
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = answer  # noqa: N815 (the standard library's names)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        lies = Liar(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield lies
        finally:
            server.shutdown()
            thread.join()
