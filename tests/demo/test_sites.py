"""The imaginary sites: their content, the year they live in, their feeds and their faults."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from entregent.connectors.feed import parse_feed
from entregent.demo.calendar import PARIS, year_of_posts
from entregent.demo.content import ContentError, read_site, sites
from entregent.demo.faults import EXCERPT, FAULTS
from entregent.demo.feeds import render
from entregent.demo.server import PortTakenError, running

TODAY = date(2026, 11, 26)
SITES = sites()
YEAR = year_of_posts(SITES, today=TODAY, port=8765)
BY_FAULT = {fault: site for site in SITES.values() for fault in site.faults}


def test_there_are_enough_of_them_and_from_everywhere():
    assert len(SITES) >= 60
    assert sum(len(site.drafts) for site in SITES.values()) >= 400
    assert len({site.region for site in SITES.values()}) >= 15
    assert len(Counter(site.kind for site in SITES.values())) >= 7
    assert set(BY_FAULT) == FAULTS


def test_every_link_leads_to_a_post_that_exists():
    for site in SITES.values():
        slugs = [draft.slug for draft in site.drafts]
        assert len(slugs) == len(set(slugs)), site.slug
        for draft in site.drafts:
            for other, post in re.findall(r"\(site:([\w-]+)(?:/([\w-]+))?\)", draft.markdown):
                assert other in SITES, f"{site.slug}/{draft.slug}"
                assert not post or post in {one.slug for one in SITES[other].drafts}, f"{site.slug}/{draft.slug}"


def test_they_write_french_as_it_is_typeset():
    for site in SITES.values():
        for draft in site.drafts:
            text = f"{draft.title} {draft.markdown}"
            assert "'" not in text, f"{site.slug}/{draft.slug}"
            assert not re.search(r"[^\u202f\u00a0\s(]?[ ][;!?»]|«[ ]", text), f"{site.slug}/{draft.slug}"


def test_a_file_that_cannot_be_read_is_named():
    with pytest.raises(ContentError, match="nulle-part"):
        read_site("nulle-part", "no front matter")


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 12, 31)))
def test_whatever_day_it_is_the_year_ends_today(today):
    end = datetime.combine(today, time.max, PARIS).astimezone(UTC)
    for posts in year_of_posts(SITES, today=today, port=1).posts.values():
        assert all(0 <= (end - post.at).days <= 367 for post in posts)
        assert [post.at for post in posts] == sorted((post.at for post in posts), reverse=True)


def test_nobody_quotes_the_future():
    by_path = {(slug, post.path): post.at for slug, posts in YEAR.posts.items() for post in posts}
    quoted = 0
    for posts in YEAR.posts.values():
        for post in posts:
            for slug, path in re.findall(r'href="http://([\w-]+)\.localhost:8765/([^"]+)"', post.html):
                assert by_path[slug, path] < post.at
                quoted += 1
    assert quoted >= 60


@pytest.mark.parametrize("site", [site for site in SITES.values() if not site.faults], ids=lambda site: site.slug)
def test_a_sound_feed_is_read_whole_by_another_reader(site):
    feed = render(site, YEAR)
    if site.feed == "json":
        read = parse_feed(feed.content, address="http://x.localhost/feed.json").posts
        assert [post.title for post in read] == [post.draft.title for post in YEAR.posts[site.slug]]
        return
    read = feedparser.parse(feed.content)
    assert not read.bozo
    assert [entry.title for entry in read.entries] == [post.draft.title for post in YEAR.posts[site.slug]]


@pytest.mark.parametrize(
    "site", [site for site in SITES.values() if "gone" not in site.faults], ids=lambda site: site.slug
)
def test_our_reader_finds_every_post_whatever_the_fault(site):
    feed = render(site, YEAR)
    read = parse_feed(
        feed.content, address=f"http://{site.slug}.localhost:8765/feed.xml", content_type=feed.content_type
    )
    posts = YEAR.posts[site.slug]
    assert len(read.posts) == len(posts)
    assert len({post.stable_id for post in read.posts}) == len(posts)
    assert read.language == "fr"
    assert not any("\ufffd" in post.title + post.html for post in read.posts)
    dated = [post for post in read.posts if post.published]
    numbers = [site.drafts.index(post.draft) for post in posts]
    # of the dates written as no feed should, a reader knows the one in French, to the day
    unreadable = [number for number in numbers if number % 3 == 0 and number // 3 % 3]
    lost = {"no-dates": len(posts), "broken-dates": len(unreadable)}
    assert len(posts) - len(dated) == sum(lost.get(fault, 0) for fault in site.faults)
    by_address = {f"http://{site.slug}.localhost:8765/{post.path}": post.at for post in posts}
    near = timedelta(days=1) if "broken-dates" in site.faults else timedelta(minutes=1)
    assert all(abs(by_address[post.address] - post.published) < near for post in dated)


def fault(name: str) -> tuple[bytes, str]:
    feed = render(BY_FAULT[name], YEAR)
    return feed.content, feed.content_type


@pytest.mark.parametrize("name", ["unescaped-ampersands", "leading-garbage", "wrong-charset"])
def test_some_feeds_are_really_not_well_formed(name):
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(fault(name)[0])


def test_the_other_faults_are_real():
    assert fault("wrong-content-type")[1].startswith("text/html")
    assert b"<script" in fault("html-soup")[0].replace(b"&lt;", b"<")
    assert b"<guid" not in fault("no-ids")[0]
    assert b"<pubDate>" not in fault("no-dates")[0]
    relative = fault("relative-links")[0].decode().split("<entry>", 1)[-1]
    assert f"{BY_FAULT['relative-links'].slug}.localhost:" not in relative  # other sites keep their whole address
    assert (
        b"&amp;amp;" in fault("double-escaped")[0]
        or b"&amp;lt;" in fault("double-escaped")[0]
        or b"&amp;" in fault("double-escaped")[0]
    )
    assert all(not entry.get("title") for entry in feedparser.parse(fault("no-titles")[0]).entries)
    cut = [entry.summary for entry in feedparser.parse(fault("truncated")[0]).entries]
    assert any("[…]" in text for text in cut)
    assert all(len(text) < EXCERPT + 40 for text in cut if "[…]" in text)


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def get(port: int, host: str, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": f"{host}:{port}", **headers})
    try:
        with build_opener(Stay).open(request) as answered:
            return answered.status, answered.read(), dict(answered.headers)
    except HTTPError as error:
        return error.code, error.read(), dict(error.headers)


@pytest.fixture(scope="module")
def server():
    with running(today=lambda: TODAY) as served:
        yield served


def test_each_site_answers_to_its_name(server):
    status, page, _ = get(server.port, "le-lombric-hardi.localhost", "/")
    assert status == 200
    assert "Le Lombric hardi" in page.decode()
    post = YEAR.posts["le-lombric-hardi"][0]
    assert post.draft.title in get(server.port, "le-lombric-hardi.localhost", f"/{post.path}")[1].decode()
    assert get(server.port, "le-lombric-hardi.localhost", "/nothing")[0] == 404
    assert get(server.port, "nobody.localhost", "/")[0] == 404


def test_an_unchanged_feed_costs_one_short_answer(server):
    _, body, headers = get(server.port, "le-lombric-hardi.localhost", "/feed.xml")
    again, nothing, _ = get(
        server.port, "le-lombric-hardi.localhost", "/feed.xml", **{"If-None-Match": headers["ETag"]}
    )
    assert (again, nothing) == (304, b"")
    assert body


def test_one_feed_moved_and_one_is_gone(server):
    moved, gone = BY_FAULT["moved"].slug, BY_FAULT["gone"].slug
    status, _, headers = get(server.port, f"{moved}.localhost", "/feed.xml")
    assert (status, headers["Location"]) == (301, f"http://{moved}.localhost:{server.port}/flux/rss.xml")
    assert get(server.port, f"{moved}.localhost", "/flux/rss.xml")[0] == 200
    assert get(server.port, f"{gone}.localhost", "/feed.xml")[0] == 410


def test_the_list_names_every_feed(server):
    listed = etree.fromstring(get(server.port, "127.0.0.1", "/sites.opml")[1])
    assert {row.get("xmlUrl") for row in listed.iter("outline")} == {address for address, _ in server.feeds()}


def test_a_taken_port_is_said(server):
    with pytest.raises(PortTakenError), running(server.port):
        pass
