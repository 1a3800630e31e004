"""The imaginary sites on loopback, each at its own name: http://<site>.localhost:<port>/."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from entregent.core.errors import EntregentError
from entregent.demo import pages
from entregent.demo.calendar import PARIS, Year, home_of, year_of_posts
from entregent.demo.content import Site, sites
from entregent.demo.feeds import feed_path, moved_path, render

LOOPBACK = "127.0.0.1"
HTML, CSS = "text/html; charset=utf-8", "text/css"


class PortTakenError(EntregentError):
    """The port of the imaginary sites is in use."""

    def __init__(self, port: int) -> None:
        super().__init__(str(port))
        self.port = port


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    body: bytes
    location: str = ""


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


@contextmanager
def running(port: int = 0, *, today: Callable[[], date] = paris_today) -> Iterator[Running]:
    """Serve the sites on this loopback port (0: a free one) until the block ends.

    today: what day it is on the sites; asked at each request, so that a server that runs for long publishes day by day.
    Raises PortTakenError.
    """
    try:
        server = _Server((LOOPBACK, port), _Handler)
    except OSError as error:
        raise PortTakenError(port) from error
    server.today = today
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="imaginary sites", daemon=True)
    thread.start()
    try:
        yield Running(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@lru_cache(maxsize=2)
def _year(today: date, port: int) -> Year:
    return year_of_posts(sites(), today=today, port=port)


def answer(year: Year, host: str, path: str) -> Answer:
    """Answer a request: pure, but for the content of the sites."""
    site = year.sites.get(host.split(":")[0].removesuffix(".localhost"))
    if path == "/style.css":
        return Answer(200, CSS, pages.STYLE.encode())
    if site is not None:
        return _site_answer(site, year, path.lstrip("/"))
    if path == "/sites.opml":
        return Answer(200, "text/x-opml; charset=utf-8", pages.opml(year))
    known = host.split(":")[0] in (LOOPBACK, "localhost") and path == "/"
    return Answer(200 if known else 404, HTML, pages.list_page(year))


def _site_answer(site: Site, year: Year, path: str) -> Answer:
    if path in (feed_path(site), moved_path(site)):
        return _feed_answer(site, year, path)
    if path == "":
        return Answer(200, HTML, pages.site_page(site, year))
    post = next((post for post in year.posts[site.slug] if post.path == path), None)
    if post is not None:
        return Answer(200, HTML, pages.post_page(site, post))
    return Answer(404, HTML, pages.site_page(site, year))


def _feed_answer(site: Site, year: Year, path: str) -> Answer:
    if "gone" in site.faults:
        return Answer(410, "text/plain; charset=utf-8", "Ce flux a fermé. Merci de l’avoir lu.\n".encode())
    if path != moved_path(site):
        return Answer(301, HTML, b"", location=year.home(site.slug) + moved_path(site))
    feed = render(site, year)
    return Answer(200, feed.content_type, feed.content)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    today: Callable[[], date]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        year = _year(self.server.today(), int(self.server.server_address[1]))
        answered = answer(year, self.headers.get("Host", ""), self.path.split("?")[0])
        tag = f'"{hashlib.sha256(answered.body).hexdigest()[:24]}"'
        unchanged = answered.status == 200 and self.headers.get("If-None-Match") == tag
        self.send_response(304 if unchanged else answered.status)
        self.send_header("Content-Type", answered.content_type)
        self.send_header("ETag", tag)
        if answered.location:
            self.send_header("Location", answered.location)
        body = b"" if unchanged else answered.body
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        """Quiet: the terminal is for whoever runs the demonstration."""
