"""Real feeds of imaginary sites: RSS 2.0, RSS 1.0 (RDF), Atom 1.0, JSON Feed 1.1; faults come in from `faults`."""

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from entregent.demo.calendar import Published, Year
from entregent.demo.content import Site
from entregent.demo.faults import Item, spoil_item, spoil_text

PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
RDF = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
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


def feed_path(site: Site) -> str:
    """Path that the site announces; a site that moved still announces the old one."""
    return "feed.json" if site.feed == "json" else "feed.xml"


def moved_path(site: Site) -> str:
    """Path where a site that moved really is."""
    return "flux/rss.xml" if "moved" in site.faults else feed_path(site)


def render(site: Site, year: Year) -> Feed:
    """Render the site's feed, in its format, with its faults."""
    items = items_of(site, year)
    text = {"rss": _rss, "rdf": _rdf, "atom": _atom, "json": _json}[site.feed](site, year, items)
    kind = "text/html" if "wrong-content-type" in site.faults else TYPES[site.feed]
    charset = "" if "wrong-charset" in site.faults else "; charset=utf-8"
    return Feed(spoil_text(text, site.faults), kind + charset)


def items_of(site: Site, year: Year) -> list[Item]:
    """The posts of a site as its feed says them, newest first, spoilt where the site has faults."""
    home = year.home(site.slug)
    return [spoil_item(_item(site, home, post), site.faults, home=home) for post in year.posts[site.slug]]


def _item(site: Site, home: str, post: Published) -> Item:
    draft = post.draft
    return Item(
        number=site.drafts.index(draft),
        id=f"tag:{site.slug}.localhost,{post.day.year}:{draft.slug}",
        title=draft.title,
        address=home + post.path,
        author=draft.author,
        day=post.day,
        date=post.at,
        tags=draft.tags,
        html=post.html,
    )


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _elements(name: str, values: tuple[str, ...]) -> str:
    return "".join(_element(name, value) for value in values)


def _rfc822(moment: datetime | str) -> str:
    return moment if isinstance(moment, str) else format_datetime(moment)


def _rfc3339(moment: datetime | str) -> str:
    return moment if isinstance(moment, str) else moment.isoformat()


def _rss_item(item: Item, body: str) -> str:
    guid = f'<guid isPermaLink="false">{escape(item.id)}</guid>' if item.id else ""
    head = _element("title", item.title) + _element("link", item.address) + guid + _element("dc:creator", item.author)
    rest = _element("pubDate", _rfc822(item.date)) + _elements("category", item.tags) + _element(body, item.html)
    return f"<item>{head}{rest}</item>\n"


def _rss(site: Site, year: Year, items: list[Item]) -> str:
    body = "description" if "truncated" in site.faults else "content:encoded"
    head = _element("title", site.name) + _element("link", year.home(site.slug)) + _element("description", site.about)
    listed = "".join(_rss_item(item, body) for item in items)
    return (
        f'{PROLOG}<rss version="2.0" {CONTENT} {DC}><channel>{head}<language>fr</language>\n{listed}</channel></rss>\n'
    )


def _rdf_item(item: Item) -> str:
    head = _element("title", item.title) + _element("link", item.address) + _element("description", item.html)
    rest = _element("dc:date", _rfc3339(item.date)) + _element("dc:creator", item.author)
    return f'<item rdf:about="{escape(item.address)}">{head}{rest}{_elements("dc:subject", item.tags)}</item>\n'


def _rdf(site: Site, year: Year, items: list[Item]) -> str:
    home = year.home(site.slug)
    places = "".join(f'<rdf:li resource="{escape(item.address)}"/>' for item in items)
    head = _element("title", site.name) + _element("link", home) + _element("description", site.about)
    listed = "".join(_rdf_item(item) for item in items)
    return (
        f'{PROLOG}<rdf:RDF {RDF} {DC}><channel rdf:about="{home}">{head}<dc:language>fr</dc:language>'
        f"<items><rdf:Seq>{places}</rdf:Seq></items></channel>\n{listed}</rdf:RDF>\n"
    )


def _person(name: str) -> str:
    return f"<author>{_element('name', name)}</author>" if name else ""


def _atom_entry(item: Item) -> str:
    head = f'{_element("id", item.id)}<title>{escape(item.title)}</title><link href="{escape(item.address)}"/>'
    written = _rfc3339(item.date)
    dates = _element("published", written) + _element("updated", written)
    tags = "".join(f'<category term="{escape(tag)}"/>' for tag in item.tags)
    body = f'<content type="html">{escape(item.html)}</content>'
    return f"<entry>{head}{dates}{_person(item.author)}{tags}{body}</entry>\n"


def _atom(site: Site, year: Year, items: list[Item]) -> str:
    home, posts = year.home(site.slug), year.posts[site.slug]
    updated = _element("updated", posts[0].at.isoformat()) if posts else ""
    links = f'<link href="{home}"/><link rel="self" href="{home}{feed_path(site)}"/>'
    unsigned = "" if all(item.author for item in items) else _person(site.name)  # Atom wants someone to answer
    listed = "".join(_atom_entry(item) for item in items)
    return (
        f'{PROLOG}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">{_element("id", home)}'
        f"{_element('title', site.name)}{_element('subtitle', site.about)}{links}{updated}{unsigned}\n{listed}</feed>\n"
    )


def _json_item(item: Item) -> dict[str, object]:
    said = {
        "id": item.id,
        "url": item.address,
        "title": item.title,
        "content_html": item.html,
        "date_published": _rfc3339(item.date),
        "authors": [{"name": item.author}] if item.author else [],
        "tags": list(item.tags),
    }
    return {name: value for name, value in said.items() if value}


def _json(site: Site, year: Year, items: list[Item]) -> str:
    home = year.home(site.slug)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "description": site.about,
        "home_page_url": home,
        "feed_url": home + feed_path(site),
        "language": "fr",
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)
