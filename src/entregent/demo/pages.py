"""Plain pages of the imaginary sites, so that a link opens something pleasant to read."""

from html import escape

from entregent.demo.calendar import Published, Year
from entregent.demo.content import Site
from entregent.demo.feeds import feed_path

STYLE = """body{font:1.125rem/1.6 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#222;background:#fdfcf8}
h1{line-height:1.2}a{color:#1f5c45}time,footer,header{color:#5d5a52;font-size:1rem}li{margin:.4rem 0}
@media(prefers-color-scheme:dark){body{color:#e8e4da;background:#1c1b19}a{color:#8fcfb0}time,footer,header{color:#b5b0a4}}"""
MONTHS = ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre").split()


def _page(title: str, body: str, *, feed: str = "") -> bytes:
    link = f'<link rel="alternate" href="{escape(feed)}">' if feed else ""
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/style.css">{link}</head><body>{body}</body></html>'
    ).encode()


def _day(post: Published) -> str:
    return f'<time datetime="{post.at.isoformat()}">{post.at.day} {MONTHS[post.at.month - 1]} {post.at.year}</time>'


def site_page(site: Site, year: Year) -> bytes:
    """Home of a site: what it is, where, its posts."""
    posts = "".join(
        f'<li>{_day(post)} <a href="/{post.path}">{escape(post.draft.title)}</a></li>' for post in year.posts[site.slug]
    )
    head = f"<header>{escape(site.place)}, {escape(site.region)}</header><h1>{escape(site.name)}</h1><p>{escape(site.about)}</p>"
    return _page(site.name, f"{head}<ul>{posts}</ul><footer>Site imaginaire.</footer>", feed=f"/{feed_path(site)}")


def post_page(site: Site, post: Published) -> bytes:
    """A post, with the way back to its site."""
    by = f" · {escape(post.draft.author)}" if post.draft.author else ""
    head = f'<header><a href="/">{escape(site.name)}</a></header><h1>{escape(post.draft.title)}</h1><p>{_day(post)}{by}</p>'
    body = f"{head}<main>{post.html}</main><footer>Site imaginaire.</footer>"
    return _page(f"{post.draft.title} · {site.name}", body, feed=f"/{feed_path(site)}")


def list_page(year: Year) -> bytes:
    """All the sites, for whoever comes without naming one."""
    rows = "".join(
        f'<li><a href="{year.home(site.slug)}">{escape(site.name)}</a>, {escape(site.place)}</li>'
        for site in year.sites.values()
    )
    return _page("Sites imaginaires", f'<h1>Sites imaginaires</h1><p><a href="/sites.opml">OPML</a></p><ul>{rows}</ul>')


def opml(year: Year) -> bytes:
    """The feeds of all sites, as an OPML file."""
    rows = "".join(
        f'<outline type="rss" text="{escape(site.name)}" title="{escape(site.name)}" '
        f'xmlUrl="{year.home(site.slug)}{feed_path(site)}" htmlUrl="{year.home(site.slug)}"/>\n'
        for site in year.sites.values()
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><body>\n{rows}</body></opml>\n'.encode()
