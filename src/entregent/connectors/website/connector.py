"""Reading a site that has no feed: its front page, its sitemaps, then the pages that are new."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from entregent.connectors.contract import Answer, Cursor, FetchedPost, FetchResult, HttpClient, SourceError, Trouble
from entregent.connectors.feed.dates import read_date
from entregent.connectors.website.addresses import may_be_read
from entregent.connectors.website.document import decoded, said_by, tree_of
from entregent.connectors.website.extract import Page, extract
from entregent.connectors.website.listing import listed_articles
from entregent.connectors.website.sitemap import Place, read_sitemap

MOST_PAGES = 20  # pages that one reading fetches; the rest wait for the next
MOST_SITEMAPS = 4  # of an index, the last changed
SHORTEST = 250  # characters; trafilatura itself doubts below
REMEMBERED = 1000  # pages, the last met: more than a front page and a month of a newspaper
MARK, MARKS_A_VALUE = (
    8,
    120,
)  # characters of a page's mark; marks in one value of the cursor, which may have 1,000 characters
CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
# The site asks us to wait, or is ill: what has been read is kept, the rest is for later.
PAUSES = {Trouble.TOO_MANY_REQUESTS, Trouble.SERVER_ERROR, Trouble.TIMEOUT, Trouble.UNREACHABLE}


@dataclass(frozen=True, slots=True)
class WebsiteSettings:
    address: str


class WebsiteConnector:
    """Pages are asked for as robots.txt allows. The cursor keeps which pages were met, the day of the newest, and the front page's
    ETag once all that it lists was read.
    """

    kind = "website"
    settings_type = WebsiteSettings

    async def fetch(self, settings: WebsiteSettings, cursor: Cursor, http: HttpClient) -> FetchResult:
        asked = {CONDITIONS[name]: value for name, value in cursor.values.items() if name in CONDITIONS}
        front = await http.get_page(settings.address, headers={"Accept": "text/html, */*;q=0.5"} | asked)
        if front.status == 304:
            return FetchResult((), cursor, moved_to=front.moved_to, unchanged=True)
        tree = tree_of(decoded(front.body, front.headers.get("Content-Type", "")))
        if tree is None:
            raise SourceError(Trouble.BROKEN_ANSWER)
        said = said_by(tree, front.address)
        since = read_date(cursor.values.get("since", ""))
        places = await _sitemap_places(front.address, since, http)
        listed = [Place(address, None) for address in listed_articles(tree, front.address)]
        marks = _marks(cursor)
        fresh = _fresh([*listed, *places], marks)
        dated = {place.address for place in places} - {place.address for place in listed}
        posts, done = await _read_pages(fresh[:MOST_PAGES], dated, http)
        kept = {name: front.headers[name] for name in CONDITIONS if name in front.headers and done == len(fresh)}
        newest = max((place.changed for place in places if place.changed), default=since)
        values = kept | _marked([*marks, *(_mark(place.address) for place in fresh[:done])])
        return FetchResult(
            tuple(posts),
            Cursor(values | ({"since": newest.isoformat()} if newest else {})),
            said.site_name or said.title,
            front.address,
            said.language,
            front.moved_to,
        )


def _mark(address: str) -> str:
    return blake2b(address.encode(), digest_size=MARK // 2).hexdigest()


def _marks(cursor: Cursor) -> list[str]:
    """The marks of the pages that were met, oldest first."""
    values = [cursor.values[name] for name in sorted(cursor.values) if name.startswith("met ")]
    return [value[at : at + MARK] for value in values for at in range(0, len(value), MARK)]


def _marked(marks: list[str]) -> dict[str, str]:
    kept = list(dict.fromkeys(marks))[-REMEMBERED:]
    return {f"met {at:05}": "".join(kept[at : at + MARKS_A_VALUE]) for at in range(0, len(kept), MARKS_A_VALUE)}


def _fresh(places: Iterable[Place], marks: list[str]) -> list[Place]:
    met = set(marks)
    found = {place.address: place for place in places if _mark(place.address) not in met}
    return list(found.values())


async def _sitemap_places(start: str, since: datetime | None, http: HttpClient) -> list[Place]:
    """The pages of the site's sitemaps that changed since, the last changed first; those of which no day is said are left out.

    At the first reading, as many as one reading fetches: a site is listened to from now on, not copied.
    """
    rules = await http.rules(start)
    asked = [Place(address, None) for address in rules.sitemaps] or [Place(f"{start.rstrip('/')}/sitemap.xml", None)]
    pages: list[Place] = []
    for _ in range(2):  # an index, then its sitemaps
        further: list[Place] = []
        for place in _last_changed(asked)[:MOST_SITEMAPS]:
            read = read_sitemap(await _body(place.address, http), address=place.address)
            pages += read.pages
            further += read.sitemaps
        asked = further
    dated = [place for place in pages if place.changed and may_be_read(place.address, start=start)]
    newer = [place for place in _last_changed(dated) if since is None or (place.changed and place.changed > since)]
    return newer if since else newer[:MOST_PAGES]


def _last_changed(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.changed.timestamp() if place.changed else 0.0, reverse=True)


async def _body(address: str, http: HttpClient) -> bytes:
    """What stands there; nothing when it cannot be read: sitemaps are a help, not a promise.

    Raises SourceError when we are asked to wait.
    """
    try:
        return (await http.get_page(address)).body
    except SourceError as error:
        if error.trouble == Trouble.TOO_MANY_REQUESTS:
            raise
        return b""


async def _read_pages(places: list[Place], dated: set[str], http: HttpClient) -> tuple[list[FetchedPost], int]:
    """Return the posts, and how many of the places are done with. Raises SourceError when the site refuses the very first."""
    posts: dict[str, FetchedPost] = {}
    for number, place in enumerate(places):
        try:
            answer = await http.get_page(place.address)
        except SourceError as error:
            if error.trouble not in PAUSES:
                continue
            if not number:
                raise
            return list(posts.values()), number
        page = await asyncio.to_thread(_page, answer)
        if page and _is_post(page, from_sitemap=place.address in dated):
            posts.setdefault(page.address, _post(page, place))
    return list(posts.values()), len(places)


def _page(answer: Answer) -> Page | None:
    kind = answer.headers.get("Content-Type", "text/html")
    return extract(decoded(answer.body, kind), answer.address) if "html" in kind else None


def _is_post(page: Page, *, from_sitemap: bool) -> bool:
    """Whether the page is something that was published: a sitemap also names forms and notices, which bear no date."""
    return (
        bool(page.title)
        and len(page.text) >= SHORTEST
        and (not from_sitemap or page.is_article or page.published is not None)
    )


def _post(page: Page, place: Place) -> FetchedPost:
    return FetchedPost(
        stable_id=page.address,
        address=page.address,
        title=page.title,
        html=page.html,
        author=page.author,
        published=page.published,
        updated=page.updated or (place.changed if page.published else None),
        language=page.language,
    )
