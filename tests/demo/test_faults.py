"""Each fault does what it says, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import feedparser
import pytest
from lxml import etree

from entregent.demo import faults
from entregent.demo.calendar import year_of_posts
from entregent.demo.content import ContentError, read_site
from entregent.demo.faults import FAULTS, Item, spoil_item, spoil_text
from entregent.demo.feeds import render

HOME = "http://le-tas.localhost:80/"
ITEM = Item(
    number=0,
    id="tag:1",
    title="L’été & nous",
    address=HOME + "2026/01/le-gel/",
    author="Zoé",
    day=date(2026, 1, 13),
    date=datetime(2026, 1, 13, 9, tzinfo=UTC),
    tags=("compost",),
    html=f'<p>Un <strong>long</strong> texte, <a href="{HOME}">chez moi</a>, <a href="http://la-poule.localhost:80/">là</a>.</p>',
)
FEED = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">'
    "<channel><title>Thé &amp; tas</title><description>Été</description></channel></rss>"
)
SITE = """+++
name = "Le Tas"
kind = "blog"
authors = ["Zoé"]
place = "Lens"
department = "62"
region = "Hauts-de-France"
about = "Un tas."
feed = "FEED"
faults = FAULTS
+++
# Le gel & l’été
slug: le-gel
date: 01-14
tags: compost

Il gèle.
"""


def spoilt(*names: str) -> Item:
    return spoil_item(ITEM, names, home=HOME)


def rendered(feed: str, *names: str) -> bytes:
    site = read_site("le-tas", SITE.replace("FEED", feed).replace("FAULTS", str(list(names)).replace("'", '"')))
    return render(site, year_of_posts({"le-tas": site}, today=date(2026, 6, 1), port=80)).content


def test_without_faults_nothing_changes():
    assert spoilt() == ITEM
    assert spoil_text(FEED, ()) == FEED.encode()


def test_every_fault_that_a_file_may_name_is_known():
    with pytest.raises(ContentError, match="faults is none of"):
        rendered("rss", "no-such-fault")
    assert all(rendered("rss", name) for name in FAULTS)


@pytest.mark.parametrize(("number", "written"), [(0, "mardi 13 janvier 2026"), (3, "le 13/1"), (6, "Invalid Date")])
def test_broken_dates_are_written_as_people_do(number, written):
    item = faults.broken_dates(replace(ITEM, number=number), HOME)
    assert item.date == written
    assert (
        feedparser.parse(f"<rss version='2.0'><channel><item><pubDate>{written}</pubDate></item></channel></rss>")
        .entries[0]
        .get("published_parsed")
        is None
    )


def test_broken_dates_spare_two_posts_in_three():
    numbered = [replace(ITEM, number=n) for n in range(9)]
    assert [isinstance(faults.broken_dates(item, HOME).date, str) for item in numbered] == [True, False, False] * 3


def test_fields_go_missing():
    assert spoilt("no-dates").date == ""
    assert spoilt("no-ids").id == ""
    assert spoilt("no-titles").title == ""


@pytest.mark.parametrize("feed", ["rss", "atom", "json", "rdf"])
def test_a_field_that_went_missing_is_not_in_the_feed(feed):
    content = rendered(feed, "no-dates", "no-ids", "no-titles").decode()
    items = content.split({"rss": "<item>", "atom": "<entry>", "json": '"items"', "rdf": "</channel>"}[feed])[1]
    for said in ("<guid", "<id", '"id"', "<pubDate", "<updated", "date", "Le gel"):
        assert said not in items


def test_relative_links_concern_the_site_alone():
    item = spoilt("relative-links")
    assert item.address == "/2026/01/le-gel/"
    assert '<a href="/">chez moi' in item.html
    assert 'href="http://la-poule.localhost:80/"' in item.html


def test_a_truncated_text_ends_in_the_middle_of_a_thought():
    long = replace(ITEM, html="<p>" + "mot &amp; " * 90 + "</p>")
    cut = faults.truncated(long, HOME).html
    assert cut.endswith("[…]</p>")
    assert 250 < len(unescape(faults.TAG.sub("", cut))) < 295
    assert spoilt("truncated") == ITEM
    assert b"content:encoded>" not in rendered("rss", "truncated")


def test_soup_has_what_a_sanitiser_must_take_out():
    html = spoilt("html-soup").html
    for said in ("MsoNormal", "style=", "<script>", "pixel.gif", "<o:p>", "gte mso"):
        assert said in html
    assert html.count("<span") > html.count("</span")


def test_a_title_is_escaped_twice():
    title = etree.fromstring(rendered("rss", "double-escaped")).findtext("channel/item/title")
    assert title == "Le gel &amp; l&#8217;&#233;t&#233;"


@pytest.mark.parametrize("name", ["unescaped-ampersands", "leading-garbage", "wrong-charset"])
def test_strict_xml_refuses(name):
    etree.fromstring(FEED.encode())
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(spoil_text(FEED, [name]))


def test_leading_garbage_is_a_mark_and_empty_lines():
    assert spoil_text(FEED, ["leading-garbage"]).startswith(b"\xef\xbb\xbf\n\n")


def test_the_prolog_lies_about_the_charset():
    content = spoil_text(FEED, ["wrong-charset"])
    assert b'encoding="utf-8"' in content
    assert "Été" in content.decode("windows-1252")
