"""A real WebSub hub on loopback (flask-websub), with a feed that announces it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from tests.ports import free_port

FEED = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Le blog</title><id>{self}</id><link rel="self" href="{self}"/><link rel="hub" href="{hub}"/>
<link href="https://blog.example/"/>{entries}</feed>"""
ENTRY = """<entry><title>{title}</title><id>urn:{name}</id><link href="https://blog.example/{name}"/>
<updated>{date}</updated><content type="html">&lt;p&gt;{text}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content></entry>"""


class _Task:
    """What flask-websub asks of celery: `delay` runs the function elsewhere, soon."""

    def __init__(self, function: Callable[..., object], *, is_bound: bool) -> None:
        self.function, self.is_bound = function, is_bound

    def delay(self, *arguments: object) -> None:
        given = (self, *arguments) if self.is_bound else arguments
        threading.Thread(target=self.function, args=given, daemon=True).start()

    def retry(self, **_: object) -> None:
        """Tests see the first try."""

    class request:  # noqa: N801 (celery's name)
        retries = 0


class _Tasks:
    def task(self, *, bind: bool = False, **_: object) -> Callable[[Callable[..., object]], _Task]:
        return lambda function: _Task(function, is_bound=bind)


@dataclass
class Hub:
    """A hub at work, and the feed whose topic it knows. `refusal`: why it denies subscriptions, "" when it grants them."""

    port: int
    storage: Path
    hub: Any = None
    refusal: str = ""
    entries: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hub"

    @property
    def topic(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed"

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})

    @property
    def feed(self) -> bytes:
        return FEED.format(self=self.topic, hub=self.address, entries="".join(self.entries)).encode()

    def publish(self, title: str, *, name: str, text: str = "Du compost.", date: str = "2026-06-01T12:00:00Z") -> None:
        """Add a post to the feed, and tell the hub, as a site does."""
        self.entries.insert(0, ENTRY.format(title=title, name=name, text=text, date=date))
        self.hub.send_change_notification.delay(self.topic)

    def subscribers(self) -> list[tuple[str, str]]:
        """Callback and secret of each."""
        with sqlite3.connect(self.storage) as rows:
            return rows.execute("SELECT callback_url, secret FROM hub").fetchall()


@contextmanager
def hub_at_work(folder: Path) -> Iterator[Hub]:
    """A hub and its feed, on one port. The feed never changes by itself."""
    from flask import Flask, Response
    from flask_websub.hub import Hub as RealHub
    from flask_websub.hub import SQLite3HubStorage

    made = Hub(free_port(), folder / "hub.sqlite3")
    app = Flask("hub")
    made.hub = RealHub(SQLite3HubStorage(str(made.storage)), _Tasks(), SIGNATURE_ALGORITHM="sha256")
    made.hub.register_validator(lambda *_: made.refusal or None)
    app.register_blueprint(made.hub.build_blueprint(url_prefix="/hub"))

    @app.get("/feed")
    def feed() -> Response:
        link = f'<{made.address}>; rel="hub", <{made.topic}>; rel="self"'
        return Response(made.feed, content_type="application/atom+xml", headers={"Link": link})

    server = make_server("127.0.0.1", made.port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join(timeout=5)
