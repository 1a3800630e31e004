"""Plain pages of the imaginary sites, so that a link opens something pleasant to read."""

from html import escape

from entregent.demo.calendar import Published, Year
from entregent.demo.content import Site
from entregent.demo.faults import french_day
from entregent.demo.feeds import TYPES, feed_path

STYLE = """body{font:1.125rem/1.6 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#222;background:#fdfcf8}
h1{line-height:1.2}a{color:#1f5c45}time,footer,header,nav{color:#5d5a52;font-size:1rem}li{margin:.4rem 0}
@media(prefers-color-scheme:dark){body{color:#e8e4da;background:#1c1b19}a{color:#8fcfb0}
time,footer,header,nav{color:#b5b0a4}}"""


def _page(title: str, body: str, *, links: str = "") -> bytes:
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/style.css">{links}</head><body>{body}</body></html>'
    ).encode()


def _feed_link(site: Site) -> str:
    return f'<link rel="alternate" type="{TYPES[site.feed]}" title="{escape(site.name)}" href="/{feed_path(site)}">'


def _day(post: Published) -> str:
    return f'<time datetime="{post.at.isoformat()}">{french_day(post.day)}</time>'


def site_page(site: Site, year: Year) -> bytes:
    """Home of a site: what it is, where, its posts."""
    posts = "".join(
        f'<li>{_day(post)} <a href="/{post.path}">{escape(post.draft.title)}</a></li>' for post in year.posts[site.slug]
    )
    head = f"<header>{escape(site.place)}, {escape(site.region)}</header><h1>{escape(site.name)}</h1><p>{escape(site.about)}</p>"
    feed = f'<a href="/{feed_path(site)}">Flux</a>'
    body = f"{head}<main><ul>{posts}</ul></main><footer>Site imaginaire. {feed}</footer>"
    return _page(site.name, body, links=_feed_link(site))


def post_page(site: Site, post: Published, before: Published | None) -> bytes:
    """A post, with the way back to its site. before: the one that the site published before it."""
    by = f" · {escape(post.draft.author)}" if post.draft.author else ""
    head = f'<header><a href="/">{escape(site.name)}</a></header><h1>{escape(post.draft.title)}</h1><p>{_day(post)}{by}</p>'
    links, back = _feed_link(site), ""
    if before:
        links += f'<link rel="prev" href="/{before.path}">'
        back = f'<nav>← <a rel="prev" href="/{before.path}">{escape(before.draft.title)}</a></nav>'
    body = f"{head}<main>{post.html}</main>{back}<footer>Site imaginaire.</footer>"
    return _page(f"{post.draft.title} · {site.name}", body, links=links)


def list_page(year: Year) -> bytes:
    """All the sites, for whoever comes without naming one."""
    rows = "".join(
        f'<li><a href="{year.home(site.slug)}">{escape(site.name)}</a>, {escape(site.place)}</li>'
        for site in year.sites.values()
    )
    return _page("Sites imaginaires", f'<h1>Sites imaginaires</h1><p><a href="/sites.opml">OPML</a></p><ul>{rows}</ul>')


def opml(year: Year) -> bytes:
    """The feeds of all sites, as an OPML file; of a site that moved, the old address."""
    rows = "".join(
        f'<outline type="rss" text="{escape(site.name)}" title="{escape(site.name)}" '
        f'xmlUrl="{year.home(site.slug)}{feed_path(site)}" htmlUrl="{year.home(site.slug)}"/>\n'
        for site in year.sites.values()
    )
    head = "<head><title>Sites imaginaires</title></head>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">{head}<body>\n{rows}</body></opml>\n'.encode()
