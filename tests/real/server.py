"""Feeds on loopback: real posts rendered as RSS, recorded feeds as they are."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from tests.real.posts import RealPost, jamstatic, putaindecode


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    content_type: str = "application/xml"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: `address` of a path, the one (address, port) pair to allow."""

    port: int

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})

    def opml(self, paths: Mapping[str, str], target: Path) -> Path:
        """Write the OPML that names these feeds (path to title)."""
        outlines = "".join(f'<outline text="{title}" xmlUrl="{self.address(path)}"/>' for path, title in paths.items())
        target.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        return target


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[Served]:
    """Serve fixed answers by path on a free loopback port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = answers.get(self.path, Answer(b"nothing here", "text/plain", 404))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def rss(title: str, site: str, posts: list[RealPost]) -> Answer:
    """Render posts as RSS 2.0 with whole texts and authors."""
    items = "".join(
        f"<item><title>{escape(post.title)}</title><link>{site}/{post.slug}</link><guid isPermaLink='false'>{post.slug}</guid>"
        f"<dc:creator>{escape(post.author)}</dc:creator><pubDate>{format_datetime(post.published)}</pubDate>"
        f"<content:encoded>{escape(post.html)}</content:encoded></item>"
        for post in posts
    )
    head = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    )
    feed = f"{head}<channel><title>{escape(title)}</title><link>{site}</link><language>fr</language>{items}</channel></rss>"
    return Answer(feed.encode(), "application/rss+xml; charset=utf-8")


def real_answers(data: Path) -> tuple[dict[str, Answer], dict[str, str]]:
    """Answers and titles, by path: two French blogs and the recorded real-world feeds."""
    answers = {
        "/putaindecode.xml": rss("Putain de code !", "https://putaindecode.example", putaindecode(data)),
        "/jamstatic.xml": rss("Jamstatic", "https://jamstatic.example", jamstatic(data)),
    }
    titles = {"/putaindecode.xml": "Putain de code !", "/jamstatic.xml": "Jamstatic"}
    for path in sorted((data / "feed-rs-fixtures/fixture").rglob("*")):
        if path.is_file() and not path.name.endswith(".serde.json"):
            name = f"/feed-rs/{path.parent.name}/{path.name}"
            kind = "application/feed+json" if path.suffix == ".json" else "application/xml"
            answers[name], titles[name] = Answer(path.read_bytes(), kind), path.name
    return answers, titles
