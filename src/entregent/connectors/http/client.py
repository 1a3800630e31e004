"""The HTTP client: bounded, polite, and honest about who calls."""

import socket
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from multidict import CIMultiDict, CIMultiDictProxy

from entregent.connectors.contract import SourceError, Trouble
from entregent.connectors.http.manners import Manners, Politeness
from entregent.connectors.http.ports import is_port_of_others
from entregent.connectors.http.robots import Robots, RobotsRules
from entregent.connectors.http.unpacking import ASKED, BrokenPackingError, Unpacking
from entregent.connectors.http.vetting import Allowed, PrivateAddressError, VettingConnector

LARGEST = 10 * 1024 * 1024  # bytes after decompression; the largest of 200 real feeds was 4 MB
PATIENCE = 30.0  # seconds for a whole answer; half of it for a silence, a third to connect
AT_ONCE = 20
REDIRECTS = 5
WEB = ("http", "https")
NO_TURN = nullcontext()
PERMANENT = {301, 308}
FORM_REDIRECTS = frozenset({307, 308})  # after the others, a form would become a question
STATUSES = {
    401: Trouble.FORBIDDEN,
    403: Trouble.FORBIDDEN,
    404: Trouble.NOT_FOUND,
    410: Trouble.GONE,
    429: Trouble.TOO_MANY_REQUESTS,
    451: Trouble.FORBIDDEN,
}


@dataclass(frozen=True, slots=True)
class Received:
    """An answer read to its end. `moved_to`: the final address, when every redirect on the way said « for good »."""

    status: int
    address: str
    moved_to: str | None
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of an address, and of those it redirects to. form: of a POST, fields or what stands in it as it is."""

    method: str
    headers: dict[str, str]
    form: Mapping[str, str] | bytes | None = None

    @property
    def redirects(self) -> frozenset[int]:
        return FORM_REDIRECTS if self.form is not None else FORM_REDIRECTS | {301, 302, 303}


class _Place(NamedTuple):
    """Where an address leads. host: with its port; is_ours: a machine of our own, which the allow-list names."""

    host: str
    is_ours: bool


class Http:
    """`async with Http(user_agent=…) as http: await http.get(address)`."""

    def __init__(
        self,
        *,
        user_agent: str,
        allowed: Allowed = frozenset(),
        largest: int = LARGEST,
        patience: float = PATIENCE,
        manners: Manners | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._politeness = Politeness(manners or Manners())
        self._robots = Robots(user_agent.split("/", maxsplit=1)[0], self.get)
        self._allowed = allowed
        self._largest = largest
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = VettingConnector(allowed=self._allowed, limit=AT_ONCE)
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(
                total=self._patience, connect=self._patience / 3, sock_read=self._patience / 2
            ),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": ASKED},
            auto_decompress=False,  # it would take what was cut short for whole
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # a proxy would connect for us, past the vetting
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, address: str, *, headers: dict[str, str] | None = None) -> Received:
        """Fetch an address. 2xx and 304 are answers.

        Raises SourceError for everything else: names, refusals, delays, sizes, statuses.
        """
        return await self._ask(_Question("GET", headers or {}), address)

    async def post(self, address: str, form: Mapping[str, str]) -> Received:
        """Send a form; 2xx is an answer. Redirects made for forms (307, 308) are followed, but not from HTTPS to HTTP.

        Raises SourceError for everything else.
        """
        return await self._ask(_Question("POST", {}, form), address)

    async def send(self, address: str, content: bytes, *, headers: dict[str, str]) -> Received:
        """Post what the headers say it is; answers and errors as `post`."""
        return await self._ask(_Question("POST", headers, content), address)

    async def _ask(self, question: "_Question", address: str) -> Received:
        assert self._session is not None, "enter the client first"  # noqa: S101
        try:
            return await self._follow(self._session, question, address)
        except PrivateAddressError as refused:
            raise SourceError(Trouble.PRIVATE_ADDRESS, detail=refused.host) from refused
        except BrokenPackingError as error:
            raise SourceError(Trouble.BROKEN_ANSWER) from error
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError, ValueError) as wrong:
            raise SourceError(Trouble.BAD_ADDRESS, detail=address) from wrong
        except TimeoutError as late:
            raise SourceError(Trouble.TIMEOUT) from late
        except aiohttp.ClientConnectorError as error:
            raise _connection_trouble(error) from error
        except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError) as error:
            raise SourceError(Trouble.BROKEN_ANSWER) from error
        except (aiohttp.ClientError, OSError) as error:
            raise SourceError(Trouble.UNREACHABLE, detail=type(error).__name__) from error

    async def rules(self, address: str) -> RobotsRules:
        """Return what the robots.txt of the address's site says to us, asked for once.

        Raises SourceError when the site cannot say it; RFC 9309 has nothing read then.
        """
        try:
            host = urlsplit(address).netloc
        except ValueError as wrong:
            raise SourceError(Trouble.BAD_ADDRESS, detail=address) from wrong
        rules = await self._robots.rules(address)
        self._politeness.slow_down(host, rules.pause)
        return rules

    async def get_page(self, address: str, *, headers: dict[str, str] | None = None) -> Received:
        """Fetch an address as `get` does, where the site's robots.txt allows it; SourceError(FORBIDDEN) where it does not.

        For pages that we find by ourselves. A feed is published to be read by programs, and its owner follows it by hand.
        """
        if not (await self.rules(address)).allow(address):
            raise SourceError(Trouble.FORBIDDEN, detail="robots.txt")
        return await self.get(address, headers=headers)

    def _turn(self, place: _Place) -> AbstractAsyncContextManager[None]:
        """Our turn with the host; machines of our own, which the allow-list names, need no sparing."""
        return NO_TURN if place.is_ours else self._politeness.turn(place.host)

    async def _follow(self, session: aiohttp.ClientSession, question: "_Question", address: str) -> Received:
        """Follow redirects ourselves: whether each is permanent decides if the source has moved."""
        permanent, here = True, address
        for _ in range(REDIRECTS + 1):
            place = self._place(here)
            async with (
                self._turn(place),
                session.request(
                    question.method, here, headers=question.headers, data=question.form, allow_redirects=False
                ) as answer,
            ):
                if answer.status in question.redirects and "Location" in answer.headers:
                    permanent = permanent and answer.status in PERMANENT
                    there = urljoin(here, answer.headers["Location"])
                    if question.form is not None and here.startswith("https:") and not there.startswith("https:"):
                        raise SourceError(Trouble.BAD_ADDRESS, detail=there)  # what the form says is not for everybody
                    here = there
                    continue
                _check(answer)
                body = await self._body(answer) if answer.status != 304 else b""
                moved_to = here if permanent and here != address else None
                return Received(answer.status, here, moved_to, _joined(answer.headers), body)
        raise SourceError(Trouble.TOO_MANY_REDIRECTS)

    def _place(self, address: str) -> _Place:
        """Refuse what is not of the Web: other schemes, names and passwords in addresses, ports of other services."""
        parts = urlsplit(address)
        port = parts.port
        is_ours = (parts.hostname, port) in self._allowed
        if parts.scheme not in WEB or "@" in parts.netloc or (is_port_of_others(port) and not is_ours):
            raise SourceError(Trouble.BAD_ADDRESS, detail=address)
        return _Place(parts.netloc, is_ours)

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        """Read within bounds, unpacking on the way, so that a bomb is stopped at the same size."""
        pieces, size = [], 0
        unpacking = Unpacking(answer.headers.get("Content-Encoding", ""))
        async for part in answer.content.iter_chunked(64 * 1024):
            for piece in unpacking.pieces(part):
                size += len(piece)
                if size > self._largest:
                    raise SourceError(Trouble.TOO_LARGE, detail=str(self._largest))
                pieces.append(piece)
        unpacking.end()
        return b"".join(pieces)


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status < 300 or answer.status == 304:
        return
    trouble = STATUSES.get(answer.status)
    if trouble is None:
        trouble = Trouble.SERVER_ERROR if answer.status >= 500 else Trouble.BROKEN_ANSWER
    raise SourceError(trouble, detail=str(answer.status), retry_after=retry_after(answer.headers, datetime.now(UTC)))


def _joined(headers: CIMultiDictProxy[str]) -> CIMultiDict[str]:
    """One value a name: a header given several times means the list of its values (RFC 9110)."""
    if len(set(map(str.lower, headers))) == len(headers):
        return CIMultiDict(headers)
    return CIMultiDict({name: ", ".join(headers.getall(name)) for name in headers})


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return the delay a site asks for with Retry-After (seconds or a date), or None."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return timedelta(seconds=min(int(asked), 10**7))
    try:
        when = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(when.replace(tzinfo=when.tzinfo or UTC) - now, timedelta(0))


def _connection_trouble(error: aiohttp.ClientConnectorError) -> SourceError:
    if isinstance(error.os_error, PrivateAddressError):
        return SourceError(Trouble.PRIVATE_ADDRESS, detail=error.os_error.host)
    if isinstance(error, aiohttp.ClientConnectorDNSError) or isinstance(error.os_error, socket.gaierror):
        return SourceError(Trouble.UNKNOWN_HOST, detail=error.host)
    return SourceError(Trouble.UNREACHABLE, detail=error.host)
