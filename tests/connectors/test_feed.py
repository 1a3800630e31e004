"""The feed connector: parsing, then the contract every connector keeps."""

import json
from datetime import UTC, datetime

import pytest

from entregent.connectors.contract import Cursor, FetchedPost, SourceError, Trouble
from entregent.connectors.feed import FeedSettings, NotAFeedError, parse_feed
from entregent.connectors.http import Http
from entregent.connectors.registry import connector
from tests.loops import run
from tests.real.server import Answer, serving

BASE = "https://blog.example/feed.xml"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Le blog &amp; moi</title><link>https://blog.example/</link><language>fr-FR</language>
<item><title>Un &lt;b&gt;titre&lt;/b&gt;</title>
<link>/billet</link><guid isPermaLink="false">42</guid><dc:creator>Zoé</dc:creator>
<pubDate>Tue, 02 Jun 2026 10:00:00 +0200</pubDate><category>compost</category>
<description>&lt;p&gt;Texte&lt;/p&gt;</description></item>
</channel></rss>"""


def test_it_normalises_a_post():
    feed = parse_feed(RSS.encode(), address=BASE)
    assert (feed.title, feed.site, feed.language) == ("Le blog & moi", "https://blog.example/", "fr")
    assert feed.posts == (
        FetchedPost(
            "42", "https://blog.example/billet", "Un titre", "<p>Texte</p>", "Zoé",
            datetime(2026, 6, 2, 8, tzinfo=UTC), None, ("compost",),
        ),
    )  # fmt: skip


def test_it_reads_a_json_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "https://blog.example/",
        "items": [{"id": "a", "url": "https://blog.example/a", "title": "A", "content_html": "<p>x</p>",
                   "date_published": "2026-06-02T10:00:00Z", "authors": [{"name": "Zoé"}]}],
    }  # fmt: skip
    post = parse_feed(json.dumps(feed).encode(), address=BASE).posts[0]
    assert (post.stable_id, post.author, post.published) == ("a", "Zoé", datetime(2026, 6, 2, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><body>hello</body></html>", b"\x00\xff\xfe", b"{}", b"not a feed at all", b"<rss"],
)
def test_it_refuses_what_is_not_a_feed(content):
    with pytest.raises(NotAFeedError):
        parse_feed(content, address=BASE)


@pytest.mark.parametrize("date", ["mardi 2 juin", "32/13/2026", "", "0001-01-01T00:00:00Z"])
def test_an_unreadable_date_is_no_date(date):
    assert (
        parse_feed(RSS.replace("Tue, 02 Jun 2026 10:00:00 +0200", date).encode(), address=BASE).posts[0].published
        is None
    )


def test_a_post_without_id_keeps_a_stable_one():
    bare = RSS.replace('<guid isPermaLink="false">42</guid>', "").replace("<link>/billet</link>", "").encode()
    ids = {parse_feed(bare, address=BASE).posts[0].stable_id for _ in range(2)}
    assert len(ids) == 1
    assert ids != {""}


def test_it_reads_a_feed_that_is_not_well_formed():
    broken = RSS.replace("Texte", "Sel & poivre <br> &nbsp;").replace("</channel></rss>", "")
    assert parse_feed(broken.encode(), address=BASE).posts[0].title == "Un titre"


@pytest.mark.parametrize("link", ["http://[broken", "javascript:alert(1)"])
def test_a_link_that_leads_nowhere_costs_no_post(link):
    feed = parse_feed(
        RSS.replace("https://blog.example/</link>", f"{link}</link>").replace("/billet", link).encode(), address=BASE
    )
    assert (feed.site, [post.address for post in feed.posts]) == ("", [""])


@pytest.mark.real_data
def test_no_real_feed_breaks_the_reader(shared_data):
    """Two thousand feeds that others collected to break feed readers: each is read, or refused as no feed."""
    read = refused = 0
    for path in sorted((shared_data / "feedparser-tests").rglob("*.xml")):
        try:
            parse_feed(path.read_bytes(), address=BASE)
            read += 1
        except NotAFeedError:
            refused += 1
    assert read >= 2000
    assert refused <= 20


def test_a_bare_ampersand_costs_no_markup_further_on():
    broken = RSS.replace("Un &lt;b&gt;titre", "Sel & poivre, un &lt;b&gt;titre")
    post = parse_feed(broken.encode(), address=BASE).posts[0]
    assert (post.title, post.html) == ("Sel & poivre, un titre", "<p>Texte</p>")


@pytest.mark.real_data
def test_it_reads_the_real_world_feeds(shared_data):
    """Each recorded feed gives at least as many posts as feedparser finds, with an id each."""
    import feedparser

    read = poorer = 0
    for path in sorted((shared_data / "feed-rs-fixtures/fixture").rglob("*.xml")):
        content = path.read_bytes()
        oracle = feedparser.parse(content)
        try:
            feed = parse_feed(content, address=BASE)
        except NotAFeedError:
            assert not oracle.version, path.name
            continue
        read += 1
        poorer += len(feed.posts) < len(oracle.entries)
        assert all(post.stable_id for post in feed.posts)
    assert read >= 55
    assert poorer == 0


# The contract: what every connector does. Later connectors join the list.


def fetch(address: str, allowed, cursor: Cursor | None = None):
    async def once():
        feed = connector("feed")
        async with Http(user_agent="Entregent/test", allowed=allowed) as http:
            return await feed.fetch(FeedSettings(address), cursor or Cursor(), http)

    return run(once())


def test_it_gives_posts_with_aware_dates_and_stable_ids():
    with serving({"/feed": Answer(RSS.encode())}) as served:
        first, second = (fetch(served.address("/feed"), served.allowed) for _ in range(2))
    assert first.posts == second.posts
    assert all(post.published.tzinfo for post in first.posts)


def test_an_unchanged_feed_gives_nothing_new():
    answer = Answer(b"", status=304)
    with serving({"/feed": answer}) as served:
        result = fetch(served.address("/feed"), served.allowed, Cursor({"ETag": '"a"'}))
    assert result.unchanged
    assert result.posts == ()
    assert result.cursor == Cursor({"ETag": '"a"'})


def test_it_keeps_what_makes_the_next_reading_short():
    with serving({"/feed": Answer(RSS.encode(), headers=(("ETag", '"v1"'),))}) as served:
        assert fetch(served.address("/feed"), served.allowed).cursor == Cursor({"ETag": '"v1"'})


def test_an_empty_feed_is_no_failure():
    empty = RSS[: RSS.index("<item>")] + "</channel></rss>"
    with serving({"/feed": Answer(empty.encode())}) as served:
        assert fetch(served.address("/feed"), served.allowed).posts == ()


def test_garbage_is_a_source_error():
    with serving({"/feed": Answer(b"\x00garbage")}) as served, pytest.raises(SourceError) as caught:
        fetch(served.address("/feed"), served.allowed)
    assert caught.value.trouble == Trouble.NOT_A_FEED
    assert caught.value.retryable
