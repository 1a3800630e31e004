"""Feeds: what is read of them. The contract that every connector keeps stands in test_contract.py."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from entregent.connectors.contract import Cursor, FetchedPost
from entregent.connectors.feed import FeedSettings, NotAFeedError, parse_feed
from entregent.connectors.feed.fast import read_fast
from entregent.connectors.feed.hub import hub_of_headers
from entregent.connectors.feed.parse import is_well_formed
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


# What goes with a post


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr-CA"><title>Le blog</title><link href="https://blog.example/"/>
<link rel="self" href="https://blog.example/feed"/><link rel="hub" href="https://hub.example/"/>
<entry xml:lang="en"><id>urn:1</id><title>A title</title><link href="/a"/><updated>2026-06-03T10:00:00+02:00</updated>
<published>2026-06-02T10:00:00+02:00</published>
<author><name>Zoé</name><uri>https://zoe.example/</uri><email>zoe@blog.example</email></author>
<link rel="enclosure" href="/voice.mp3" type="audio/mpeg" length="12"/>
<content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>"""


def parsed(text: str, **options):
    return parse_feed(text.encode(), address=BASE, **options)


def test_a_post_comes_with_its_author_its_dates_and_its_files():
    post = parsed(ATOM).posts[0]
    assert (post.author, post.author_address, post.author_profile) == (
        "Zoé",
        "zoe@blog.example",
        "https://zoe.example/",
    )
    assert (post.published, post.updated) == (datetime(2026, 6, 2, 8, tzinfo=UTC), datetime(2026, 6, 3, 8, tzinfo=UTC))
    assert [(one.address, one.kind) for one in post.enclosures] == [("https://blog.example/voice.mp3", "audio/mpeg")]
    assert parsed(ATOM).language == "fr"


def test_a_feed_says_who_spreads_its_news():
    feed = parsed(ATOM)
    assert (feed.hub, feed.topic) == ("https://hub.example/", "https://blog.example/feed")
    assert (parsed(RSS).hub, parsed(RSS).topic) == ("", "")


def test_a_json_feed_says_it_too():
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "feed_url": "https://blog.example/feed.json",
            "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
            "items": [{"id": "a", "url": "https://blog.example/a", "content_text": "1 < 2"}]}  # fmt: skip
    read = parsed(json.dumps(feed))
    assert (read.hub, read.topic) == ("https://hub.example/", "https://blog.example/feed.json")
    assert read.posts[0].html == "1 &lt; 2"


@pytest.mark.parametrize(
    ("link", "hub", "topic"),
    [
        ('<https://hub.example/>; rel="hub", <https://blog.example/f>; rel="self"', "https://hub.example/", "https://blog.example/f"),
        ("</hub>; rel=hub", "https://blog.example/hub", ""),
        ('<https://blog.example/f>; rel="self"', "", ""),
        ('<javascript:x>; rel="hub"', "", ""),
        ("nonsense", "", ""),
    ],
)  # fmt: skip
def test_the_answer_may_say_it_before_the_feed(link, hub, topic):
    assert hub_of_headers({"Link": link}, BASE) == (hub, topic)


@pytest.mark.parametrize(
    ("written", "name", "mail"),
    [
        ("zoe@blog.example (Zoé)", "Zoé", "zoe@blog.example"),
        ("Zoé &lt;zoe@blog.example&gt;", "Zoé", "zoe@blog.example"),
        ("zoe@blog.example", "", "zoe@blog.example"),
        ("Zoé @ la rédaction", "Zoé @ la rédaction", ""),
    ],
)
def test_names_are_told_from_addresses(written, name, mail):
    post = parsed(RSS.replace("<dc:creator>Zoé</dc:creator>", f"<author>{written}</author>")).posts[0]
    assert (post.author, post.author_address) == (name, mail)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("<p>Le début […]</p>", True),
        ("<p>Le début [&#8230;]</p><p>The post <a href='/a'>A</a> appeared first on <a href='/'>B</a>.</p>", True),
        ("<p>Le début. <a href='/a'>Lire la suite →</a></p>", True),
        ("<p>Le début... </p>", True),
        ("<p>Le début. <a href='/a'>Lire l’article complet</a></p>", True),
        ("<p>The beginning (…)</p><p><a href='/a'>Read more »</a></p>", True),
        ("<p>Tout le texte, jusqu’à la fin.</p>", False),
        ("<p>Il dit : « … ». Puis plus rien.</p>", False),
        ("<p>Elle en a fait un article.</p>", False),
        ("<p>It is a long story.</p>", False),
    ],
)
def test_a_text_that_breaks_off_is_known_for_an_excerpt(text, cut):
    assert parsed(RSS.replace("&lt;p&gt;Texte&lt;/p&gt;", f"<![CDATA[{text}]]>")).posts[0].content_is_excerpt is cut


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("mardi 2 juin 2026 à 10h05", datetime(2026, 6, 2, 10, 5, tzinfo=UTC)),
        ("mar., 02 juin 2026 10:05:00 +0200", datetime(2026, 6, 2, 8, 5, tzinfo=UTC)),
        ("1er août 2026", datetime(2026, 8, 1, tzinfo=UTC)),
        ("12 févr. 2026", datetime(2026, 2, 12, tzinfo=UTC)),
        ("Tue, 02 Jun 2094 10:00:00 GMT", datetime(2094, 6, 2, 10, tzinfo=UTC)),
        ("2026-06-02T10:00:00", datetime(2026, 6, 2, 10, tzinfo=UTC)),
        ("31 juin 2026", None),
        ("9999-12-31T23:59:59-23:00", None),
    ],
)
def test_dates_are_read_by_their_standard_and_in_french(written, moment):
    assert parsed(RSS.replace("Tue, 02 Jun 2026 10:00:00 +0200", written)).posts[0].published == moment


def test_an_id_is_not_taken_for_a_date():
    undated = RSS.replace("<pubDate>Tue, 02 Jun 2026 10:00:00 +0200</pubDate>", "")
    for identifier in ("42", "2026-06-02", "10 june", "2016-03-01-hello"):
        assert parsed(undated.replace(">42<", f">{identifier}<")).posts[0].published is None


def test_posts_that_share_an_id_are_told_apart_by_their_page():
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    feed = parsed(RSS.replace("</channel>", item.replace("/billet", "/autre") + "</channel>"))
    assert [post.stable_id for post in feed.posts] == ["https://blog.example/billet", "https://blog.example/autre"]


def test_two_versions_of_a_page_keep_its_id():
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    assert {post.stable_id for post in parsed(RSS.replace("</channel>", item + "</channel>")).posts} == {"42"}


def test_markup_and_scripts_in_titles_are_no_text():
    markup = ATOM.replace(
        "<title>A title</title>",
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b></div></title>',
    )
    assert parsed(markup).posts[0].title == "A b"
    script = RSS.replace("Un &lt;b&gt;titre", "Un&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;titre")
    assert parsed(script).posts[0].title == "Un titre"


def test_the_title_of_a_picture_is_not_that_of_the_post():
    pictured = RSS.replace("<item>", "<item><media:title>A picture</media:title>").replace(
        "xmlns:dc", 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc'
    )
    assert parsed(pictured).posts[0].title == "Un titre"


@pytest.mark.parametrize("before", ["\n\n", "\ufeff", "  \t"])
@pytest.mark.parametrize("after", ["", "\n<!-- cached -->", "<script>x</script>", "\nWarning: php"])
def test_what_stands_around_a_feed_costs_nothing(before, after):
    assert parsed(before + RSS + after).posts == parsed(RSS).posts
    assert is_well_formed(f"{before.strip(chr(0xFEFF))}{RSS}{after}".encode())


def test_a_bomb_of_entities_stays_small():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>' + RSS.split("?>", 1)[1].replace(
        "Texte", "&e11;"
    )
    feed = parsed(bomb)
    assert len(repr(feed)) < 10_000


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ('<!ENTITY a "&#233;">', "&a;" * 10),
        ('<!ENTITY a "' + "a" * 100_000 + '">', "&a;" * 30_000),
        ("<!ENTITY a '" + "a" * 20 + "'>", "&a;" * 300_000),
        ('<!ENTITY % a "' + "a" * 100 + '">%a;', "x"),
        ('<!ENTITY a "' * 100_000, "x"),
    ],
    ids=["letters", "one long", "many short", "parameter", "never closed"],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_make_no_feed_grow(declared, used, charset):
    started = time.process_time()
    text = RSS.split("?>", 1)[1].replace("Texte", used)
    content = f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE rss [{declared}]>{text}'.encode(charset)
    try:
        size = sum(len(post.html) for post in parse_feed(content, address="https://blog.example/feed").posts)
    except NotAFeedError:
        size = 0
    assert size <= 3 * len(content)
    assert time.process_time() - started < 5


def test_letters_that_a_feed_names_for_itself_are_read():
    named = '<!DOCTYPE rss [<!ENTITY eacute "&#233;">]>' + RSS.split("?>", 1)[1].replace("Texte", "&eacute;t&eacute;")
    assert "été" in parsed(named).posts[0].html


def test_no_file_of_ours_is_read_for_an_entity(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    attack = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + RSS.split("?>", 1)[1].replace(
        "Un &lt;b&gt;", "&x;"
    )
    assert "the secret" not in repr(parsed(attack))


@pytest.mark.parametrize("piece", ["<", "<author>", "<title", "&", "<!--", "<date", "<item>", "<link ", "[<!--"])
def test_no_feed_takes_long_to_refuse(piece):
    """Patterns that scan what strangers write stay linear."""
    started = time.process_time()
    for text in (piece * 20_000, RSS.replace("Texte", piece * 20_000), RSS.replace("Un ", piece * 20_000)):
        with suppress(NotAFeedError):
            parse_feed(text.encode(), address=BASE)
    assert time.process_time() - started < 15


RSS_090 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title><link>https://blog.example/</link></channel>
<item><title>Un</title><link>https://blog.example/un</link></item></rdf:RDF>"""


def test_the_oldest_rss_is_read():
    feed = parsed(RSS_090)
    assert (feed.title, [post.title for post in feed.posts]) == ("T", ["Un"])


def test_a_feed_with_all_it_says_is_read_once():
    """Undated posts, posts without a page: where the feed has no more to give, no second reader is asked."""
    spare = RSS.replace("<pubDate>Tue, 02 Jun 2026 10:00:00 +0200</pubDate>", "")
    code = f"""
import sys
from entregent.connectors.feed import parse_feed
parse_feed({spare.encode()!r}, address={BASE!r})
print("feedparser" in sys.modules)
"""
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


def test_the_connector_says_which_hub_spreads_the_feed():
    """The Link header comes before the feed itself."""

    async def once(served):
        feed = connector("feed")
        async with Http(user_agent="Entregent/test", allowed=served.allowed) as http:
            return await feed.fetch(FeedSettings(served.address("/feed")), Cursor(), http)

    headers = (("Link", '<https://other.example/>; rel="hub"'), ("Link", '<https://blog.example/own>; rel="self"'))
    with serving({"/feed": Answer(ATOM.encode(), headers=headers)}) as served:
        result = run(once(served))
    assert (result.hub, result.topic) == ("https://other.example/", "https://blog.example/own")


SOUND = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title><link>https://b.example/</link>'
    b"<item><title>un</title><link>https://b.example/1</link><description>&lt;p&gt;Douze</description></item></channel></rss>"
)


def test_the_fast_reader_says_what_is_well_formed():
    found, is_sound = read_fast(SOUND)
    assert (is_sound, len(found.entries)) == (True, 1)


@pytest.mark.parametrize(
    ("written", "broken"),
    [
        (b"un", b"A & B"), (b"un", b"&inconnu;"), (b"un", b"un < deux"), (b"un", b"\xe9t\xe9"), (b"un", b"\x01"),
        (b"un", b"a ]]> b"), (b"</title><link>https://b.example/1", b"<link>https://b.example/1"),
        (b"<item>", b"<item a=1>"), (b"<item>", b"<item a='1' a='2'>"), (b"<item>", b"<item x:a='1'>"),
        (b"</channel></rss>", b"</channel>"), (b"<item>", b"<item><!-- a -- b -->"),
    ],
)  # fmt: skip
def test_the_fast_reader_does_not_vouch_for_what_is_not_well_formed(written, broken):
    feed = SOUND.replace(written, broken, 1)
    assert not is_well_formed(feed)
    assert read_fast(feed)[1] is False
