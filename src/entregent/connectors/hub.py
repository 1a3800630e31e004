"""WebSub hubs as a subscriber meets them: asking one, and knowing its hand again. W3C Recommendation, 2018."""

import asyncio
import hmac
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from entregent.connectors.contract import SourceError
from entregent.connectors.http import Allowed, Http

METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # section 7.1
AT_ONCE = 20
PATIENCE = 10.0  # seconds: a hub answers before it does anything
LARGEST = 64 * 1024  # bytes of an answer, which says nothing that we need


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a hub. `key` comes back with the outcome; `mode`: subscribe or unsubscribe; `secret`: "" for none."""

    key: int
    hub: str
    mode: str
    topic: str
    callback: str
    secret: str
    lease: timedelta

    def form(self) -> dict[str, str]:
        asked = {"hub.mode": self.mode, "hub.topic": self.topic, "hub.callback": self.callback}
        if self.mode == "subscribe":
            asked |= {"hub.lease_seconds": str(int(self.lease.total_seconds())), "hub.secret": self.secret}
        return asked


Outcome = tuple[Request, SourceError | None]


def ask_each(
    requests: Sequence[Request], *, user_agent: str, allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> Iterator[Outcome]:
    """Ask hubs, some at once; yield what came of each, None when the hub took it. Once `stop` is set, no more are asked."""
    for start in range(0, len(requests), AT_ONCE):
        if stop is not None and stop.is_set():
            return
        yield from asyncio.run(_ask_all(requests[start : start + AT_ONCE], user_agent, allowed))


def is_signed(body: bytes, signature: str, *, secret: str) -> bool:
    """Whether the X-Hub-Signature of a push was made with our secret; compared in a time that tells nothing."""
    method, _, digest = signature.strip().partition("=")
    if method.lower() not in METHODS:
        return False
    right = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(right.encode(), digest.strip().lower().encode("utf-8", "replace"))


def sealed(hub: str, *, allowed: Allowed) -> str:
    """Return the hub's address by HTTPS, since a secret is sent there; our own machines are taken as they are."""
    parts = urlsplit(hub)
    if parts.scheme != "http" or (parts.hostname, parts.port) in allowed:
        return hub
    return parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")).geturl()


async def _ask_all(requests: Sequence[Request], user_agent: str, allowed: Allowed) -> list[Outcome]:
    async with Http(user_agent=user_agent, allowed=allowed, largest=LARGEST, patience=PATIENCE) as http:
        return await asyncio.gather(*(_ask(request, http, allowed) for request in requests))


async def _ask(request: Request, http: Http, allowed: Allowed) -> Outcome:
    try:
        await http.post(sealed(request.hub, allowed=allowed), request.form())
    except SourceError as error:
        return request, error
    return request, None
