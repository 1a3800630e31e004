"""Reading a feed over HTTP."""

import asyncio
from dataclasses import dataclass
from functools import partial

from entregent.connectors.contract import Cursor, FetchResult, HttpClient, SourceError, Trouble
from entregent.connectors.feed.hub import hub_of_headers
from entregent.connectors.feed.parse import NotAFeedError, parse_feed

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
SMALL = (
    64 * 1024
)  # bytes that are read in 2 ms, 10 by the forgiving reader: handing them to another thread costs as much


@dataclass(frozen=True, slots=True)
class FeedSettings:
    address: str


class FeedConnector:
    """The cursor keeps the site's ETag and Last-Modified: an unchanged feed costs both sides one short answer."""

    kind = "feed"
    settings_type = FeedSettings

    async def fetch(self, settings: FeedSettings, cursor: Cursor, http: HttpClient) -> FetchResult:
        answer = await http.get(settings.address, headers={"Accept": ACCEPT} | _conditions(cursor))
        if answer.status == 304:
            return FetchResult((), cursor, moved_to=answer.moved_to, unchanged=True)
        try:
            kind = answer.headers.get("Content-Type", "")
            read = partial(parse_feed, answer.body, address=answer.address, content_type=kind)
            feed = read() if len(answer.body) <= SMALL else await asyncio.to_thread(read)
        except NotAFeedError as error:
            raise SourceError(Trouble.NOT_A_FEED) from error
        announced = hub_of_headers(answer.headers, answer.address)
        hub, topic = announced if announced[0] else (feed.hub, feed.topic)
        kept = {name: answer.headers[name] for name in ("ETag", "Last-Modified") if name in answer.headers}
        said = (feed.title, feed.site, feed.language, answer.moved_to)
        return FetchResult(feed.posts, Cursor(kept), *said, hub=hub, topic=topic, about=feed.about)


def _conditions(cursor: Cursor) -> dict[str, str]:
    asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    return {asked[name]: value for name, value in cursor.values.items() if name in asked}
