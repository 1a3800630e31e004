"""Real feeds of imaginary sites, by format; faults come in from `faults`."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape, unescape

from entregent.demo import faults
from entregent.demo.calendar import Published, Year
from entregent.demo.content import Site

EXCERPT = 280  # characters of a truncated text
TAG = re.compile(r"<[^>]+>")
NAMESPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Feed:
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Item:
    """A post as the feed will say it, faults of the site's habits included."""

    id: str
    title: str
    address: str
    author: str
    date: str
    tags: tuple[str, ...]
    html: str


def feed_path(site: Site) -> str:
    """Path that the site announces; a site that moved still announces the old one."""
    return "feed.json" if site.feed == "json" else "feed.xml"


def moved_path(site: Site) -> str:
    """Path where a site that moved really is."""
    return "flux/rss.xml" if "moved" in site.faults else feed_path(site)


def render(site: Site, year: Year) -> Feed:
    """Render the site's feed, in its format, with its faults."""
    items = [_item(site, year, number, post) for number, post in enumerate(year.posts[site.slug])]
    text = {"rss": _rss, "rdf": _rdf, "atom": _atom, "json": _json}[site.feed](site, year, items)
    content = faults.spoil(text, site.faults)
    kind = "text/html" if "wrong-content-type" in site.faults else TYPES[site.feed]
    return Feed(content, f"{kind}; charset=utf-8" if "wrong-charset" not in site.faults else kind)


def _item(site: Site, year: Year, number: int, post: Published) -> Item:
    html = post.html
    if "truncated" in site.faults:
        html = truncated(html)
    if "html-soup" in site.faults:
        html = faults.soup(html, year.home(site.slug))
    home = year.home(site.slug)
    return Item(
        id="" if "no-ids" in site.faults else f"tag:{site.slug}.localhost,{post.at:%Y}:{post.draft.slug}",
        title=_title(site, post),
        address=f"/{post.path}" if "relative-links" in site.faults else home + post.path,
        author=post.draft.author,
        date=_date(site, number, post.at),
        tags=post.draft.tags,
        html=html.replace(home, "/") if "relative-links" in site.faults else html,
    )


def _title(site: Site, post: Published) -> str:
    if "no-titles" in site.faults:
        return ""
    return escape(escape(post.draft.title)) if "double-escaped" in site.faults else post.draft.title


def _date(site: Site, number: int, at: datetime) -> str:
    if "no-dates" in site.faults:
        return ""
    if "broken-dates" in site.faults and number % 3 == 0:
        return faults.broken_date(at, number)
    return at.isoformat() if site.feed in ("atom", "json") else format_datetime(at)


def truncated(html: str) -> str:
    """Cut the text as many blogs do, in the middle of a thought."""
    text = unescape(TAG.sub("", html)).strip()
    return f"<p>{escape(text[:EXCERPT].rsplit(' ', 1)[0])} […]</p>" if len(text) > EXCERPT else html


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _rss_item(item: Item, *, whole: bool) -> str:
    tags = "".join(_element("category", tag) for tag in item.tags)
    guid = f'<guid isPermaLink="false">{escape(item.id)}</guid>' if item.id else ""
    body = _element("description", item.html) if not whole else _element("content:encoded", item.html)
    head = _element("title", item.title) + _element("link", item.address) + guid + _element("dc:creator", item.author)
    return f"<item>{head}{_element('pubDate', item.date)}{tags}{body}</item>\n"


def _rss(site: Site, year: Year, items: list[Item]) -> str:
    whole = "truncated" not in site.faults
    listed = "".join(_rss_item(item, whole=whole) for item in items)
    head = _element("title", site.name) + _element("link", year.home(site.slug)) + _element("description", site.about)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {NAMESPACES}>'
        f"<channel>{head}<language>fr</language>\n{listed}</channel></rss>\n"
    )


def _rdf(site: Site, year: Year, items: list[Item]) -> str:
    home = year.home(site.slug)
    places = "".join(f'<rdf:li resource="{escape(item.address)}"/>' for item in items)
    listed = "".join(
        f'<item rdf:about="{escape(item.address)}">{_element("title", item.title)}{_element("link", item.address)}'
        f"{_element('dc:date', item.date)}{_element('dc:creator', item.author)}{_element('description', item.html)}</item>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{home}">{_element("title", site.name)}{_element("link", home)}'
        f"{_element('description', site.about)}<dc:language>fr</dc:language><items><rdf:Seq>{places}</rdf:Seq></items></channel>"
        f"\n{listed}</rdf:RDF>\n"
    )


def _atom(site: Site, year: Year, items: list[Item]) -> str:
    home = year.home(site.slug)
    newest = year.posts[site.slug][0].at.isoformat() if year.posts[site.slug] else ""
    listed = "".join(
        f'<entry>{_element("id", item.id or item.address)}<title>{escape(item.title)}</title><link href="{escape(item.address)}"/>'
        f"{_element('published', item.date)}{_element('updated', item.date)}"
        + (f"<author>{_element('name', item.author)}</author>" if item.author else "")
        + "".join(f'<category term="{escape(tag)}"/>' for tag in item.tags)
        + f'<content type="html">{escape(item.html)}</content></entry>\n'
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">'
        f'{_element("title", site.name)}<link href="{home}"/>{_element("id", home)}{_element("updated", newest)}\n'
        f"{listed}</feed>\n"
    )


def _json(site: Site, year: Year, items: list[Item]) -> str:
    listed = [
        {
            "id": item.id or item.address,
            "url": item.address,
            "title": item.title,
            "content_html": item.html,
            "date_published": item.date,
            "authors": [{"name": item.author}] if item.author else [],
            "tags": list(item.tags),
        }
        for item in items
    ]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": site.name, "home_page_url": year.home(site.slug)}
    return json.dumps(about | {"language": "fr", "items": listed}, ensure_ascii=False, indent=1)
