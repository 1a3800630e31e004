"""Sites without a feed: which pages are read, what is taken of each, and where a feed is found when there is one."""

import gzip
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from entregent.connectors.contract import Cursor, FetchResult, SourceError, Trouble
from entregent.connectors.http import Http
from entregent.connectors.website import WebsiteConnector, WebsiteSettings, discover, extract, find_feeds
from entregent.connectors.website.document import decoded, tree_of
from entregent.connectors.website.listing import listed_articles
from entregent.connectors.website.sitemap import read_sitemap
from tests.connectors.sites import MENU, blog_page, front_page, html
from tests.loops import run
from tests.real.server import Answer, Served, serving

URL = "https://blog.example/le-compost-de-1"
RSS = b"<rss version='2.0'><channel><title>Le flux</title><item><title>a</title><link>/a</link></item></channel></rss>"


# The main text


def page(answer: Answer, url: str = URL):
    return extract(decoded(answer.body, answer.content_type), url)


def test_a_page_is_its_main_text_without_menu_and_footer():
    read = page(blog_page(1))
    assert "Un composteur de quartier ouvre ce matin" in read.text
    assert not {"Mentions légales", "Accueil du site de Zoé", "track()"} & set(read.text.split("\n"))
    assert "<script" not in read.html
    assert (read.author, read.language) == ("Zoé Martin", "fr")
    assert read.published == datetime(2026, 6, 1, 8, tzinfo=UTC)
    assert "https://blog.example/le-terreau" in read.links
    assert read.title == "Le compost, épisode 1 - Le blog de Zoé"


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ('<script type="application/ld+json">{"@type":"BlogPosting","headline":"Dit","datePublished":"2026-05-01"}</script>',
         "Dit", datetime(2026, 5, 1, tzinfo=UTC)),
        ('<script type=application/ld+json>{"@graph":[{"@type":"Report","headline":"Dit","datePublished":"2026-05-01"}]}</script>',
         "Dit", datetime(2026, 5, 1, tzinfo=UTC)),
        ('<script type="application/ld+json">{broken</script><meta name="DC.date.issued" content="2026-05-02">',
         "Le compost, épisode 1 - Le blog de Zoé", datetime(2026, 5, 2, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself_is_believed(head, title, published):
    read = page(blog_page(1, dated=False, head=head))
    assert (read.title, read.published) == (title, published)


@pytest.mark.parametrize(
    ("shown", "address", "published"),
    [
        ('<time datetime="2026-05-03T08:00Z">dimanche</time>', URL, datetime(2026, 5, 3, 8, tzinfo=UTC)),
        ('<p class="post-date">Publié le 3 mai 2026</p>', URL, datetime(2026, 5, 3, tzinfo=UTC)),
        ('<span class="update">3 mai 2026</span>', URL, None),
        ("<p>Le 3 mai 2026, un composteur ouvrit.</p>", URL, None),
        ("", "https://blog.example/2026/05/03/compost", datetime(2026, 5, 3, tzinfo=UTC)),
        ("", "https://blog.example/2026/13/45/compost", None),
    ],
)
def test_a_date_is_one_when_the_page_shows_it_as_one(shown, address, published):
    shows = Answer(blog_page(1, dated=False).body.replace(b"<article>", f"<article>{shown}".encode()), "text/html")
    assert page(shows, address).published == published


def test_the_year_of_the_copyright_is_no_date():
    assert page(blog_page(1, dated=False)).published is None


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("/compost", "https://blog.example/compost"),
        ("https://www.blog.example/compost", "https://www.blog.example/compost"),
        ("https://other.example/compost", URL),
        ("/", URL),
        ("javascript:x", URL),
    ],
)
def test_a_page_stands_where_it_says_unless_that_is_elsewhere(canonical, address):
    assert page(blog_page(1, head=f'<link rel="canonical" href="{canonical}">')).address == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "<",
        "<p>short</p>",
        "\x00\x01",
        "<div>" * 5000,
        "{}",
        "<html><head></head></html>",
        "<script>x",
        "\ud800",
    ],
)
def test_a_page_without_text_has_none(text):
    assert extract(text, URL).text == ""


def test_nothing_heavy_is_loaded_before_a_page_is_read():
    code = "import sys, entregent.connectors.website; print({'trafilatura', 'feedparser', 'django'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("é".encode(), "text/html"),
        ("é".encode("latin-1"), "text/html"),
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ('<meta charset="windows-1252">é'.encode("cp1252"), "text/html"),
        ("é".encode(), "text/html; charset=nonsense"),
        ("é".encode("utf-16"), "text/html; charset=utf-16"),
    ],
)
def test_a_page_is_decoded_as_it_says_or_as_it_is(body, content_type):
    assert decoded(body, content_type).endswith("é")


# The lists


def test_the_articles_of_a_page_are_told_from_its_menus():
    listed = html(
        "Site",
        '<main><h2><a href="/un">Un</a></h2><p><a href="/deux">Pourquoi trier ses déchets</a> <a href="/trois">ici</a></p>'
        '<a href="/2026/06/quatre">4</a><a href="https://other.example/ailleurs-et-loin-de-la">ailleurs</a>'
        '<h3><a href="/tag/cinq">Cinq</a></h3><h3><a href="/six.pdf">Six</a></h3><h2><a href="/un#suite">Un</a></h2></main>',
    )
    found = listed_articles(tree_of(listed.body.decode()), "https://blog.example/")
    assert found == ("https://blog.example/un", "https://blog.example/deux", "https://blog.example/2026/06/quatre")


def test_a_folder_of_a_site_is_listened_to_alone():
    listed = html(
        "Site", '<h2><a href="/blog/un-deux-trois">Un</a></h2><h2><a href="/boutique/un-deux-trois">Deux</a></h2>'
    )
    assert listed_articles(tree_of(listed.body.decode()), "https://blog.example/blog/") == (
        "https://blog.example/blog/un-deux-trois",
    )


SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://blog.example/a?x=1&amp;y=2</loc><lastmod>2026-06-01</lastmod></url>
<url><loc> https://blog.example/b </loc></url><url><loc>javascript:x</loc></url><url></url></urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_names_pages_and_the_days_they_changed(packed):
    pages = read_sitemap(
        gzip.compress(SITEMAP) if packed else SITEMAP, address="https://blog.example/sitemap.xml"
    ).pages
    assert [(place.address, place.changed) for place in pages] == [
        ("https://blog.example/a?x=1&y=2", datetime(2026, 6, 1, tzinfo=UTC)),
        ("https://blog.example/b", None),
    ]


def test_a_sitemap_may_be_a_list_or_an_index():
    lines = read_sitemap(b"https://blog.example/a\r\nnonsense\nhttps://blog.example/b\n", address=URL)
    assert [place.address for place in lines.pages] == ["https://blog.example/a", "https://blog.example/b"]
    index = read_sitemap(
        b"<sitemapindex><sitemap><loc>https://blog.example/s1.xml</loc></sitemap></sitemapindex>", address=URL
    )
    assert [place.address for place in index.sitemaps] == ["https://blog.example/s1.xml"]


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bnot packed", b"<url>" * 100_000, b"<loc" * 200_000, b"\xff\x00"])
def test_a_sitemap_that_makes_no_sense_names_nothing(content):
    assert read_sitemap(content, address=URL).pages == ()


# The connector


def fetch(served: Served, cursor: Cursor | None = None) -> FetchResult:
    async def once():
        async with Http(user_agent="Entregent/test", allowed=served.allowed) as http:
            return await WebsiteConnector().fetch(WebsiteSettings(served.address("/")), cursor or Cursor(), http)

    return run(once())


def fetched(answers: Mapping[str, Answer]) -> list[str]:
    with serving(answers) as served:
        return sorted(post.address.removeprefix(served.address("")) for post in fetch(served).posts)


def test_the_site_gives_its_name_and_language():
    with serving({"/": front_page(0)}) as served:
        result = fetch(served)
    assert (result.title, result.language) == ("Le blog de Zoé", "fr")


def test_pages_of_the_sitemap_are_read_too_when_they_were_published():
    """A sitemap also names forms and notices."""
    answers = {
        "/": html("Site", "<main><p>Bienvenue.</p></main>"),
        "/le-compost-de-1": blog_page(1),
        "/le-formulaire": blog_page(2, dated=False),
    }

    def sitemap(at: Served) -> Answer:
        urls = "".join(f"<url><loc>{at.address(path)}</loc><lastmod>2026-06-01</lastmod></url>" for path in answers)
        return Answer(f"<urlset>{urls}</urlset>".encode())

    live = dict(answers)
    with serving(live) as served:
        live["/sitemap.xml"] = sitemap(served)
        posts = fetch(served).posts
    assert [post.address for post in posts] == [served.address("/le-compost-de-1")]


def test_robots_txt_says_where_the_sitemap_is():
    live = {"/": front_page(0), "/le-compost-de-1": blog_page(1)}
    with serving(live) as served:
        live["/robots.txt"] = Answer(f"Sitemap: {served.address('/plan.xml')}\n".encode(), "text/plain")
        live["/plan.xml"] = Answer(
            f"<urlset><url><loc>{served.address('/le-compost-de-1')}</loc><lastmod>2026-06-01</lastmod></url></urlset>".encode()
        )
        assert len(fetch(served).posts) == 1


def test_pages_that_the_site_keeps_for_itself_are_not_read():
    robots = Answer(b"User-agent: *\nDisallow: /le-compost-de-2\n", "text/plain")
    answers = {"/": front_page(3), "/robots.txt": robots} | {f"/le-compost-de-{n}": blog_page(n) for n in (1, 2, 3)}
    assert fetched(answers) == ["/le-compost-de-1", "/le-compost-de-3"]


def test_a_site_that_forbids_its_front_page_is_not_read():
    closed = {"/": front_page(1), "/robots.txt": Answer(b"User-agent: *\nDisallow: /\n")}
    with serving(closed) as served, pytest.raises(SourceError) as caught:
        fetch(served)
    assert (caught.value.trouble, caught.value.detail) == (Trouble.FORBIDDEN, "robots.txt")


def test_a_page_that_is_gone_costs_the_others_nothing():
    answers = {"/": front_page(3), "/le-compost-de-1": blog_page(1), "/le-compost-de-2": Answer(b"", status=410)}
    assert fetched(answers | {"/le-compost-de-3": blog_page(3)}) == ["/le-compost-de-1", "/le-compost-de-3"]


def test_a_site_that_asks_us_to_wait_keeps_the_rest_for_the_next_reading():
    live = {"/": front_page(3), "/le-compost-de-3": blog_page(3), "/le-compost-de-2": Answer(b"", status=429)}
    live["/"] = Answer(live["/"].body, "text/html", headers=(("ETag", '"1"'),))
    with serving(live) as served:
        first = fetch(served)
        live |= {"/le-compost-de-1": blog_page(1), "/le-compost-de-2": blog_page(2)}
        second = fetch(served, first.cursor)
    assert [len(first.posts), len(second.posts)] == [1, 2]
    assert "ETag" not in first.cursor.values
    assert second.cursor.values["ETag"] == '"1"'


def test_what_is_no_text_is_not_read_twice():
    """Thin pages are met once: asking for them at each reading would be rude."""
    asked = []
    live = {"/": front_page(1), "/le-compost-de-1": html("Rien", "<p>Rien.</p>")}

    class Counted(dict):
        def get(self, path, default=None):
            asked.append(path)
            return super().get(path, default)

    with serving(Counted(live)) as served:
        first = fetch(served)
        fetch(served, first.cursor)
    assert first.posts == ()
    assert asked.count("/le-compost-de-1") == 1


# Where the feed is


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed/" title="Flux">', ["https://blog.example/feed/"]),
        ('<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="a.atom">', ["https://blog.example/x/a.atom"]),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ["https://blog.example/f.json"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">', []),
        ('<link rel="alternate" hreflang="en" href="/en/">', []),
        ('<link rel="alternate stylesheet" type="text/xml" href="/s.xml">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        ('<base href="https://cdn.example/"><link rel="alternate" type="application/rss+xml" href="f">', ["https://cdn.example/f"]),
        ('<link rel="feed" href="/comments/feed/"><link rel="feed" href="/feed/">',
         ["https://blog.example/feed/", "https://blog.example/comments/feed/"]),
    ],
)  # fmt: skip
def test_announced_feeds_are_found(head, found):
    text = f"<html><head>{head}</head><body>{MENU}</body></html>"
    assert [one.address for one in discover(text, "https://blog.example/x/")] == found


@pytest.mark.parametrize(
    "link", ["/flux.xml", "/rss", "spip.php?page=backend", "/atom.xml", "/index.rss", "/?feed=rss2", "/blog/feed/"]
)
def test_linked_feeds_are_found(link):
    assert [one.found for one in discover(f'<a href="{link}">RSS</a>', "https://blog.example/")] == ["linked"]


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://www.youtube.com/channel/UCabc", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"),
        ("https://medium.com/@zoe/le-compost", "https://medium.com/feed/@zoe"),
        ("https://zoe.substack.com/p/a", "https://zoe.substack.com/feed"),
    ],
)
def test_platforms_have_their_feeds_at_known_places(url, feed):
    assert feed in [one.address for one in discover("", url)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RSS.decode(), "rss"),
        ('<?xml version="1.0"?>\n<!-- a --><?xml-stylesheet x?><feed xmlns="http://www.w3.org/2005/Atom"/>', "atom"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "json"),
    ],
)
def test_a_page_may_be_a_feed_itself(text, kind):
    assert [(one.address, one.kind, one.found) for one in discover(text, URL)] == [(URL, kind, "itself")]


@pytest.mark.parametrize("text", ["", "<", "<!--" * 2000, "<?" * 2000, "{" * 2000, "<!DOCTYPE rss" * 500])
def test_nonsense_has_no_feed(text):
    assert discover(text, URL) == ()


def feeds_of(answers: Mapping[str, Answer], path: str = "/"):
    async def once(served):
        async with Http(user_agent="Entregent/test", allowed=served.allowed) as http:
            return await find_feeds(served.address(path), http)

    with serving(answers) as served:
        return [(one.address.removeprefix(served.address("")), one.title, one.found) for one in run(once(served))]


def test_a_feed_is_read_before_it_is_proposed():
    head = '<link rel="feed" href="/dead"><link rel="feed" href="/feed">'
    answers = {"/a/page": html("Page", "<p>x</p>", head), "/feed": Answer(RSS), "/dead": html("No feed", "<p>x</p>")}
    assert feeds_of(answers, "/a/page") == [("/feed", "Le flux", "announced")]


def test_the_usual_places_are_tried_when_a_page_names_none():
    answers = {"/blog/page": html("Page", "<p>x</p>"), "/atom.xml": Answer(RSS)}
    assert feeds_of(answers, "/blog/page") == [("/atom.xml", "Le flux", "usual")]


def test_the_address_of_a_feed_is_its_own_answer():
    assert feeds_of({"/feed": Answer(RSS)}, "/feed") == [("/feed", "Le flux", "itself")]


def test_a_site_without_any_feed_has_none():
    assert feeds_of({"/": html("Page", "<p>x</p>")}) == []


def test_a_page_that_cannot_be_read_is_said():
    with pytest.raises(SourceError):
        feeds_of({})
