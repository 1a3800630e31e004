"""What every connector promises, and the values that pass between it and whoever reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from entregent.core.errors import EntregentError


class Trouble(StrEnum):
    """Why a source could not be read; the edge has a sentence for each."""

    UNKNOWN_HOST = "unknown host"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    PRIVATE_ADDRESS = "private address"
    BAD_ADDRESS = "bad address"
    NOT_FOUND = "not found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    TOO_MANY_REQUESTS = "too many requests"
    SERVER_ERROR = "server error"
    TOO_LARGE = "too large"
    TOO_MANY_REDIRECTS = "too many redirects"
    BROKEN_ANSWER = "broken answer"
    NOT_A_FEED = "not a feed"


class SourceError(EntregentError):
    """A source could not be read, which is normal life: stored, shown, tried again when `retryable`."""

    def __init__(self, trouble: Trouble, *, detail: str = "", retry_after: timedelta | None = None) -> None:
        super().__init__(f"{trouble}{': ' if detail else ''}{detail}")
        self.trouble = trouble
        self.detail = detail
        self.retry_after = retry_after
        self.retryable = trouble != Trouble.GONE  # all else has been seen to mend itself


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with a post. `kind`: its media type, "" when not said; `length`: bytes, None when not said."""

    address: str
    kind: str = ""
    length: int | None = None


@dataclass(frozen=True, slots=True)
class FetchedPost:
    """A post as the source gave it. `stable_id` never changes for a post of this source; `html` is not yet sanitised.

    published: aware, or None when the source gives no date that can be read. A day to come stays as it was given.
    author_address, author_profile: mail and page of the author, "" when not said.
    language: as "fr"; "" when only the source has one.
    content_is_excerpt: the text breaks off (« […] », « Lire la suite »): the whole of it is on the page.
    is_summary: the source calls it a summary, and gives nothing else.
    page_html: the text as its page has it, where that was read; "" otherwise. `html` stays what the source gave.
    """

    stable_id: str
    address: str
    title: str
    html: str
    author: str
    published: datetime | None
    updated: datetime | None
    tags: tuple[str, ...] = ()
    language: str = ""
    author_address: str = ""
    author_profile: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    content_is_excerpt: bool = False
    is_summary: bool = False
    page_html: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the last reading stopped. Opaque to everyone but the connector that made it; JSON-ready."""

    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What a reading gave. `posts` is empty when nothing changed; `moved_to` is the source's new permanent address.

    hub, topic: the WebSub hub that the source announces, and the address under which it knows the source; "" without one.
    about: what it says of itself, as plain text.
    """

    posts: tuple[FetchedPost, ...]
    cursor: Cursor
    title: str = ""
    site: str = ""
    language: str = ""
    moved_to: str | None = None
    unchanged: bool = False
    hub: str = ""
    topic: str = ""
    about: str = ""


class Answer(Protocol):
    """An HTTP answer: body within bounds, whatever the status says handled already."""

    @property
    def status(self) -> int: ...
    @property
    def address(self) -> str: ...
    @property
    def moved_to(self) -> str | None: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...


class Rules(Protocol):
    """What a site's robots.txt says to us. `sitemaps`: addresses; `allow`: whether a page may be read."""

    @property
    def sitemaps(self) -> tuple[str, ...]: ...
    def allow(self, address: str) -> bool: ...


class HttpClient(Protocol):
    """The way out that connectors receive."""

    async def get(self, address: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Fetch an address; 2xx and 304 are answers, the rest raises SourceError."""
        ...

    async def rules(self, address: str) -> Rules:
        """Return the rules of the address's site; raises SourceError when the site cannot say them: nothing may be read then."""
        ...

    async def get_page(self, address: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Fetch an address that nobody published for readers like us: as `get`, where robots.txt allows it."""
        ...


class Connector(Protocol):
    """A kind of source. Network in `fetch`, parsing in a pure function beside it."""

    kind: str
    settings_type: type

    async def fetch(self, settings: Any, cursor: Cursor, http: HttpClient) -> FetchResult:
        """Return what is new since the cursor; raise only SourceError."""
        ...
