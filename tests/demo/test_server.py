"""The server of the imaginary sites: what a browser and a feed reader get from it."""

import errno
import http.client
import re
import socket
from datetime import date
from email.utils import parsedate_to_datetime

import feedparser
import pytest

from entregent.demo.content import sites
from entregent.demo.server import PortTakenError, running, serve

SITE = "le-lombric-hardi"


class Clock:
    today = date(2026, 11, 26)


@pytest.fixture(scope="module")
def server():
    with running(today=lambda: Clock.today) as served:
        yield served


def ask(server, path, *, host=SITE, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, path, headers={"Host": f"{host}.localhost:{server.port}", **headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_feed_says_when_it_changed_and_what_it_is(server):
    answer, body = ask(server, "/feed.xml")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    newest = feedparser.parse(body).entries[0].published
    assert parsedate_to_datetime(answer.headers["Last-Modified"]) == parsedate_to_datetime(newest)


@pytest.mark.parametrize("given", ["{}", "W/{}", '"other", {}'])
def test_an_unchanged_feed_is_not_sent_again(server, given):
    etag = ask(server, "/feed.xml")[0].headers["ETag"]
    answer, body = ask(server, "/feed.xml", **{"If-None-Match": given.format(etag)})
    assert (answer.status, body, answer.headers["ETag"]) == (304, b"", etag)


def test_a_changed_feed_is_sent(server):
    assert ask(server, "/feed.xml", **{"If-None-Match": '"other"'})[0].status == 200


def test_a_head_request_gets_the_size_alone(server):
    answer, body = ask(server, "/feed.xml", method="HEAD")
    assert (answer.status, body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(ask(server, "/feed.xml")[1])


def test_every_link_of_every_site_opens_a_page(server):
    opened = 0
    links = set()
    for slug in sites():
        answer, page = ask(server, "/", host=slug)
        assert answer.status == 200
        for path in re.findall(r'<li><time[^>]*>[^<]*</time> <a href="(/[^"]+)"', page.decode()):
            answer, post = ask(server, path, host=slug)
            assert answer.status == 200
            links |= set(re.findall(r'href="http://([\w-]+)\.localhost:\d+(/[^"]*)"', post.decode()))
            opened += 1
    assert opened == sum(len(site.drafts) for site in sites().values())
    assert all(ask(server, path, host=slug)[0].status == 200 for slug, path in links)


def test_a_page_names_its_feed_and_the_post_before(server):
    home = ask(server, "/")[1].decode()
    assert '<link rel="alternate" type="application/rss+xml"' in home
    newest, older, *_, oldest = re.findall(r'</time> <a href="(/[^"]+)"', home)
    page = ask(server, newest)[1].decode()
    assert f'<link rel="prev" href="{older}">' in page
    assert 'rel="alternate"' in page
    assert not re.search(r"<script|style=", page)
    assert 'rel="prev"' not in ask(server, oldest)[1].decode()
    assert ask(server, "/style.css")[0].headers["Content-Type"].startswith("text/css")


def test_a_reader_that_adds_a_query_gets_the_same_feed(server):
    assert ask(server, "/feed.xml?utm_source=x")[1] == ask(server, "/feed.xml")[1]


def test_an_unknown_host_is_told_which_sites_there_are(server):
    answer, page = ask(server, "/", host="nobody")
    assert answer.status == 404
    assert f"http://{SITE}.localhost:{server.port}/" in page.decode()


def test_host_names_are_not_case_sensitive(server):
    assert ask(server, "/", host=SITE.upper())[0].status == 200


def test_the_feed_that_is_gone_says_so_in_a_sentence(server):
    gone = next(slug for slug, site in sites().items() if "gone" in site.faults)
    answer, body = ask(server, "/feed.xml", host=gone)
    assert (answer.status, body.decode()) == (410, "Ce flux a fermé. Merci de l’avoir lu.\n")


def test_a_new_day_brings_new_posts(server):
    before = ask(server, "/feed.xml")[0].headers["ETag"]
    try:
        Clock.today = date(2027, 1, 20)
        assert ask(server, "/feed.xml")[0].headers["ETag"] != before
    finally:
        Clock.today = date(2026, 11, 26)
    assert ask(server, "/feed.xml")[0].headers["ETag"] == before


def test_it_is_quiet_even_when_a_reader_hangs_up(server, capfd):
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", server.port)) as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            reader.sendall(b"GET /sites.opml HTTP/1.1\r\nHost: x\r\n\r\n")
    ask(server, "/")
    assert capfd.readouterr() == ("", "")


def test_it_listens_on_loopback_alone_and_frees_its_port():
    with running() as first:
        port = first.port
        with pytest.raises(PortTakenError) as caught, running(port):
            pass
        assert caught.value.port == port
    with serve(port=port) as again:
        assert again.server_address == ("127.0.0.1", port)


def test_a_port_that_is_refused_for_another_reason_is_not_said_to_be_taken(monkeypatch):
    def refuse(self, _address):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(PermissionError):
        serve(port=80)
