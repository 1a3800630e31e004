"""Every post placed in the last twelve months, whatever day it is: a year of seasons that always ends today."""

import calendar
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

from entregent.demo.content import Draft, Site

PARIS = ZoneInfo("Europe/Paris")
LINK = re.compile(r'(?<=href=")site:([\w-]+)(?:/([\w-]+))?(?=")')
MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class Published:
    """A post with its date and its address; `html` has absolute links.

    at: in UTC. day: that of `at` in Paris, which is what the site shows and what its address says.
    """

    draft: Draft
    at: datetime
    day: date
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class Year:
    """What the sites published in the year that ends on a day, newest first, by the slug of the site."""

    port: int
    sites: Mapping[str, Site]
    posts: Mapping[str, tuple[Published, ...]]

    def home(self, slug: str) -> str:
        """Address of a site; browsers take every name below localhost for this machine."""
        return home_of(slug, self.port)


def home_of(slug: str, port: int) -> str:
    return f"http://{slug}.localhost:{port}/"


def year_of_posts(sites: Mapping[str, Site], *, today: date, port: int) -> Year:
    """Place every post on the last occurrence of its day, today at the latest."""
    dates = {(site.slug, draft.slug): _last(draft, today) for site in sites.values() for draft in site.drafts}
    posts = {site.slug: _published(site, dates, port) for site in sites.values()}
    return Year(port, sites, posts)


def _last(draft: Draft, today: date) -> datetime:
    """The last such day, at an hour of the post's own; one dated today came out at midnight, lest it be in the future."""
    on = _day_in(today.year, draft)
    if on > today:
        on = _day_in(today.year - 1, draft)
    minutes = zlib.crc32(draft.slug.encode()) % (14 * 60)
    at = time.min if on == today else time(7 + minutes // 60, minutes % 60)
    return datetime.combine(on, at, PARIS).astimezone(UTC)


def _day_in(year: int, draft: Draft) -> date:
    """That day in a year; 29 February is the 28th of common years."""
    return date(year, draft.month, min(draft.day, calendar.monthrange(year, draft.month)[1]))


def _published(site: Site, dates: Mapping[tuple[str, str], datetime], port: int) -> tuple[Published, ...]:
    placed = [_place(site, draft, dates, port) for draft in site.drafts]
    return tuple(sorted(placed, key=lambda post: post.at, reverse=True))


def _place(site: Site, draft: Draft, dates: Mapping[tuple[str, str], datetime], port: int) -> Published:
    at = dates[site.slug, draft.slug]

    def address(found: re.Match[str]) -> str:
        """A link to a post that is not published yet leads to the site instead: nobody quotes the future."""
        other, post = found[1], found[2]
        linked = dates.get((other, post)) if post else None
        path = path_of(post, _paris_day(linked)) if linked and linked < at else ""
        return home_of(other, port) + path

    day = _paris_day(at)
    return Published(draft, at, day, path_of(draft.slug, day), LINK.sub(address, _html(draft.markdown)))


@cache  # the slow part, the same every day
def _html(markdown: str) -> str:
    return str(MARKDOWN.render(markdown))


def _paris_day(at: datetime) -> date:
    return at.astimezone(PARIS).date()


def path_of(slug: str, day: date) -> str:
    return f"{day:%Y/%m}/{slug}/"
