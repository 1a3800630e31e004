"""What stands at an address somebody pasted, before anything is kept: its feeds, or the site itself, with its latest posts."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from entregent.connectors.contract import Cursor, FetchedPost, FetchResult, HttpClient, SourceError, Trouble
from entregent.connectors.http import Allowed, Http
from entregent.connectors.registry import connector
from entregent.connectors.website import Candidate, find_feeds

PATIENCE = 10.0  # seconds for the whole look: somebody waits in front of it
SHOWN = 5  # posts
FEED, WEBSITE = "feed", "website"
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Preview:
    """A source as it would be kept. posts: the latest, newest first; is_read: whether there was time to read it."""

    kind: str
    address: str
    title: str
    language: str = ""
    posts: tuple[FetchedPost, ...] = ()
    is_read: bool = True


@dataclass(slots=True)
class Found:
    """feeds: those between which to choose; preview: of the only one, or of the site itself when there is none."""

    feeds: tuple[Candidate, ...] = ()
    preview: Preview | None = None
    is_complete: bool = field(default=False, repr=False)


def look(address: str, *, user_agent: str, allowed: Allowed = frozenset(), patience: float = PATIENCE) -> Found:
    """Return what was found within the patience. Raises SourceError: the page cannot be read, or may not."""
    return asyncio.run(_look(address, user_agent, allowed, patience))


async def _look(address: str, user_agent: str, allowed: Allowed, patience: float) -> Found:
    found = Found()
    try:
        async with asyncio.timeout(patience), Http(user_agent=user_agent, allowed=allowed, patience=patience) as http:
            await _fill(found, address, http)
    except TimeoutError as late:
        if not found.feeds and found.preview is None:
            raise SourceError(Trouble.TIMEOUT) from late
        if found.preview is None and len(found.feeds) == 1:
            only = found.feeds[0]
            found.preview = Preview(FEED, only.address, only.title or only.address, is_read=False)
    return found


async def _fill(found: Found, address: str, http: HttpClient) -> None:
    """Note each thing as soon as it is known, so that what took too long takes nothing away from the rest."""
    found.feeds = await find_feeds(address, http)
    if len(found.feeds) == 1:
        only = found.feeds[0]
        found.preview = await _read(FEED, only.address, http)
    elif not found.feeds:
        if not (await http.rules(address)).allow(address):
            raise SourceError(Trouble.FORBIDDEN)
        found.preview = Preview(WEBSITE, address, urlsplit(address).netloc, is_read=False)
        found.preview = await _read(WEBSITE, address, http)
    found.is_complete = True


async def _read(kind: str, address: str, http: HttpClient) -> Preview:
    chosen = connector(kind)
    result: FetchResult = await chosen.fetch(chosen.settings_type(address=address), Cursor(), http)
    latest = sorted(result.posts, key=lambda post: post.published or LONG_AGO, reverse=True)[:SHOWN]
    language = result.language or next((post.language for post in latest if post.language), "")
    return Preview(kind, result.moved_to or address, result.title or urlsplit(address).netloc, language, tuple(latest))
