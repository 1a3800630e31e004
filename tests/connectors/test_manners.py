"""Hosts are spared, and robots.txt is obeyed where we go by ourselves."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from entregent.connectors.contract import Cursor, SourceError, Trouble
from entregent.connectors.http import Http, Manners
from entregent.connectors.http.manners import LONGEST_PAUSE, Politeness
from entregent.connectors.http.robots import read_rules
from entregent.connectors.reading import Errand, spread
from tests.loops import run
from tests.real.server import Answer, Served, serving

ROBOTS = b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\nSitemap: https://blog.example/map.xml\n"


class Visits:
    """When requests began, and how many were under way at once."""

    def __init__(self) -> None:
        self.began: list[float] = []
        self.now = self.most = 0
        self.lock = threading.Lock()


@contextmanager
def counting() -> Iterator[tuple[Served, Visits]]:
    """A server that takes a moment for each answer and counts its visitors."""
    visits = Visits()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with visits.lock:
                visits.began.append(time.monotonic())
                visits.now += 1
                visits.most = max(visits.most, visits.now)
            time.sleep(0.1)
            with visits.lock:
                visits.now -= 1
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(server.server_address[1]), visits
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def visit(served: Served, count: int, *, host: str = "localhost", **options) -> None:
    """Ask for as many pages at once. The allow-list holds the address, not the name localhost, which is spared like a stranger."""

    async def all_of_them():
        async with Http(user_agent="Entregent/test", allowed=served.allowed, **options) as http:
            await asyncio.gather(*(http.get(f"http://{host}:{served.port}/{number}") for number in range(count)))

    run(all_of_them())


def test_a_host_gets_few_requests_at_once():
    with counting() as (served, visits):
        visit(served, 8, manners=Manners(at_once=2, pause=0))
    assert len(visits.began) == 8
    assert visits.most == 2


def test_requests_to_a_host_are_apart():
    with counting() as (served, visits):
        visit(served, 4, manners=Manners(at_once=4, pause=0.15))
    began = sorted(visits.began)
    assert began[-1] - began[0] >= 0.4


def test_machines_of_our_own_are_not_waited_for():
    with counting() as (served, visits):
        visit(served, 4, host="127.0.0.1", manners=Manners(at_once=1, pause=5))
    assert max(visits.began) - min(visits.began) < 2


def test_other_hosts_do_not_wait():
    async def two_hosts():
        politeness = Politeness(Manners(at_once=1, pause=60))
        async with politeness.turn("one.example"), politeness.turn("two.example"):
            return True

    assert run(asyncio.wait_for(two_hosts(), 5))


def test_a_site_can_ask_for_longer_pauses_within_reason():
    politeness = Politeness(Manners(pause=0.2))
    politeness.slow_down("blog.example", 3)
    politeness.slow_down("blog.example", 1)
    politeness.slow_down("slow.example", 86400)
    assert politeness._host("blog.example").pause == 3
    assert politeness._host("slow.example").pause == LONGEST_PAUSE


def test_those_of_one_site_stand_far_apart():
    addresses = [
        "http://a.example/1",
        "http://a.example/2",
        "http://a.example/3",
        "http://b.example/1",
        "http://c.example/1",
    ]
    errands = [Errand(key, "feed", {"address": address}, Cursor()) for key, address in enumerate(addresses)]
    assert [errand.key for errand in spread(errands)] == [0, 3, 4, 1, 2]


# robots.txt


def page(answers: dict[str, Answer], path: str) -> bytes:
    async def once(served: Served):
        async with Http(user_agent="Entregent/test (+mailto:a@b.example)", allowed=served.allowed) as http:
            return (await http.get_page(served.address(path))).body

    with serving(answers) as served:
        return run(once(served))


OPEN = {"/robots.txt": Answer(ROBOTS, "text/plain"), "/open": Answer(b"open"), "/private/a": Answer(b"private")}


def test_a_page_is_read_where_the_site_allows_it():
    assert page(OPEN, "/open") == b"open"


def test_a_page_is_left_alone_where_the_site_says_so():
    with pytest.raises(SourceError) as caught:
        page(OPEN, "/private/a")
    assert (caught.value.trouble, caught.value.detail) == (Trouble.FORBIDDEN, "robots.txt")


def test_rules_for_us_by_name_come_before_those_for_all():
    named = Answer(ROBOTS + b"User-agent: Entregent\nDisallow: /open\n")
    with pytest.raises(SourceError):
        page(OPEN | {"/robots.txt": named}, "/open")


@pytest.mark.parametrize("status", [403, 404, 410, 418])
def test_a_site_without_rules_may_be_read(status):
    assert page(OPEN | {"/robots.txt": Answer(b"", status=status)}, "/open") == b"open"


@pytest.mark.parametrize(("status", "trouble"), [(503, Trouble.SERVER_ERROR), (429, Trouble.TOO_MANY_REQUESTS)])
def test_a_site_that_cannot_say_its_rules_is_not_read(status, trouble):
    with pytest.raises(SourceError) as caught:
        page(OPEN | {"/robots.txt": Answer(b"", status=status)}, "/open")
    assert caught.value.trouble == trouble


def test_rules_say_where_the_sitemaps_are_and_how_slow_to_be():
    rules = read_rules(ROBOTS, reader="Entregent")
    assert rules.sitemaps == ("https://blog.example/map.xml",)
    assert rules.pause == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<html>not here</html>", b"Disallow: /", b"x" * 2_000_000])
def test_rules_that_make_no_sense_forbid_nothing(content):
    assert read_rules(content, reader="Entregent").allow("https://blog.example/open")
