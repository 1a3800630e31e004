"""The imaginary sites on loopback, each at its own name: http://<site>.localhost:<port>/."""

import errno
import hashlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from entregent.core.errors import EntregentError
from entregent.demo import pages
from entregent.demo.calendar import PARIS, Year, home_of, year_of_posts
from entregent.demo.content import Site, sites
from entregent.demo.feeds import feed_path, moved_path, render

LOOPBACK = "127.0.0.1"
HTML, CSS, TEXT = "text/html; charset=utf-8", "text/css; charset=utf-8", "text/plain; charset=utf-8"
IDLE = 30  # seconds after which a connection that asks nothing is closed


class PortTakenError(EntregentError):
    """The port of the imaginary sites is in use."""

    def __init__(self, port: int) -> None:
        super().__init__(str(port))
        self.port = port


@dataclass(frozen=True, slots=True)
class Answer:
    """modified: when its newest post came out; None where that says nothing."""

    status: int
    content_type: str
    body: bytes
    location: str = ""
    modified: datetime | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'


@dataclass(frozen=True, slots=True)
class Running:
    """The server at work."""

    port: int

    @property
    def opml_url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/sites.opml"

    def feeds(self) -> list[tuple[str, str]]:
        """Address and title of every feed."""
        return [(f"{home_of(site.slug, self.port)}{feed_path(site)}", site.name) for site in sites().values()]


def paris_today() -> date:
    return datetime.now(PARIS).date()


def serve(*, port: int, today: Callable[[], date] = paris_today) -> "SitesServer":
    """Take this loopback port (0: a free one) for the sites; whoever asks runs `serve_forever` and closes.

    today: what day it is in Paris; asked at each request, so that a server that runs for long publishes day by day.
    Raises PortTakenError.
    """
    try:
        return SitesServer(port, today)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(port) from error


@contextmanager
def running(port: int = 0, *, today: Callable[[], date] = paris_today) -> Iterator[Running]:
    """Serve the sites from a thread until the block ends; as `serve`."""
    with serve(port=port, today=today) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="imaginary sites", daemon=True)
        thread.start()
        try:
            yield Running(server.server_port)
        finally:
            server.shutdown()
            thread.join(timeout=5)


@lru_cache(maxsize=2)
def _year(today: date, port: int) -> Year:
    return year_of_posts(sites(), today=today, port=port)


@lru_cache(maxsize=2048)  # more than all pages of a day: 60 feeds and homes, 500 posts
def _answer_of_the_day(today: date, port: int, host: str, path: str) -> Answer:
    return answer(_year(today, port), host, path)


def answer(year: Year, host: str, path: str) -> Answer:
    """Answer a request, from these values alone. host: as the header says it; path: without its query."""
    name = host.lower().partition(":")[0]
    site = year.sites.get(name.removesuffix(".localhost"))
    if path == "/style.css":
        return Answer(200, CSS, pages.STYLE.encode())
    if site is not None:
        return _site_answer(site, year, path.lstrip("/"))
    if path == "/sites.opml":
        return Answer(200, "text/x-opml; charset=utf-8", pages.opml(year))
    known = name in (LOOPBACK, "localhost") and path == "/"
    return Answer(200 if known else 404, HTML, pages.list_page(year))


def _site_answer(site: Site, year: Year, path: str) -> Answer:
    posts = year.posts[site.slug]
    newest = posts[0].at if posts else None
    if path in (feed_path(site), moved_path(site)):
        return _feed_answer(site, year, path, newest)
    if path == "":
        return Answer(200, HTML, pages.site_page(site, year), modified=newest)
    for post, before in zip(posts, [*posts[1:], None], strict=True):
        if post.path == path:
            return Answer(200, HTML, pages.post_page(site, post, before), modified=post.at)
    return Answer(404, HTML, pages.site_page(site, year))


def _feed_answer(site: Site, year: Year, path: str, newest: datetime | None) -> Answer:
    if "gone" in site.faults:
        return Answer(410, TEXT, "Ce flux a fermé. Merci de l’avoir lu.\n".encode())
    if path != moved_path(site):
        return Answer(301, HTML, b"", location=year.home(site.slug) + moved_path(site))
    feed = render(site, year)
    return Answer(200, feed.content_type, feed.content, modified=newest)


class SitesServer(ThreadingHTTPServer):
    """A server of the imaginary sites, bound to loopback."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, today: Callable[[], date]) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.today = today

    def server_bind(self) -> None:
        """As the parent, without asking the name server what 127.0.0.1 is called."""
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = LOOPBACK, int(self.socket.getsockname()[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of readers who hang up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "imaginary-sites"
    timeout = IDLE
    server: SitesServer

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def _send(self, *, with_body: bool) -> None:
        host, path = self.headers.get("Host", ""), self.path.partition("?")[0]
        given = _answer_of_the_day(self.server.today(), self.server.server_port, host, path)
        unchanged = given.status == 200 and given.etag in self.headers.get("If-None-Match", "")
        self.send_response(304 if unchanged else given.status)
        if given.status == 200:
            self.send_header("ETag", given.etag)
        if given.modified:
            self.send_header("Last-Modified", format_datetime(given.modified, usegmt=True))
        if given.location:
            self.send_header("Location", given.location)
        if not unchanged:
            self.send_header("Content-Type", given.content_type)
            self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        """Quiet: the terminal is for whoever runs the demonstration."""
