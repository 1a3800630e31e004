"""Texts that a feed breaks off, read on their page."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from entregent.connectors import full_text
from entregent.connectors.contract import Cursor, Enclosure, FetchedPost, FetchResult
from entregent.connectors.full_text import AUTO, MOST_PAGES, OFF, ON, TRIES, breaks_off, holds, with_full_text
from entregent.connectors.http import Http
from tests.connectors.sites import SENTENCES, blog_page, html
from tests.loops import run
from tests.real.server import Answer, Served, serving

HERE = "https://blog.example/le-compost"
WHOLE = " ".join(SENTENCES * 4)
SOUND = Enclosure("https://blog.example/1.mp3", "audio/mpeg")
COOKIES = "<p>Nous mesurons l’audience de nos pages avec des cookies.</p>" * 9
FIRST = datetime(2026, 6, 1, tzinfo=UTC)


def post(
    text: str, *, title: str = "Le compost du quartier", address: str = HERE, name: str = "1", **more: object
) -> FetchedPost:
    given = FetchedPost(name, address, title, text, "", FIRST, None)
    return replace(given, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        f'<p>{WHOLE} <a href="{HERE}">Lire l’article en entier</a></p>',
        f'<div><p>{WHOLE}</p><p><strong><a href="{HERE}">See the rest →</a></strong></p></div>',
        f'<p>{WHOLE}</p><p><a href="{HERE}">Poursuivre</a></p><p>L’article <a href="{HERE}">Le compost</a> est paru.</p>',
    ],
)
def test_a_text_that_ends_with_a_link_to_itself_breaks_off(text):
    assert breaks_off(post(text))


def test_a_text_that_says_so_breaks_off():
    assert breaks_off(post("<p>Le début […]</p>", content_is_excerpt=True))


@pytest.mark.parametrize("text", ["<p>Un composteur a ouvert ce matin derrière l’école.</p>", ""])
def test_a_short_summary_under_a_title_breaks_off(text):
    assert breaks_off(post(text, is_summary=True))


@pytest.mark.parametrize(
    "given",
    [
        post("<p>La mairie est fermée vendredi.</p>"),  # a short post, which the feed gives as a content
        post("<p>Belle matinée au marché.</p>", title="", is_summary=True),
        post("<p>Belle matinée au marché, avec Zoé.</p>", title="Belle matinée au marché…", is_summary=True),
        post(f"<p>{WHOLE}</p>", is_summary=True),
        post(f'<p>{WHOLE} <a href="{HERE}">★</a></p>'),
        post(f'<p>{WHOLE}</p><p><a href="{HERE}">Permalien</a> <a href="{HERE}#c">3 commentaires</a></p>'),
        post(f'<p><a href="{HERE}">Hier</a>, {WHOLE}</p>'),
        post(f'<p>{WHOLE}</p><p>The post <a href="{HERE}">A</a> appeared first on <a href="/">B</a>.</p>'),
        post("<p>Dans cet épisode […]</p>", content_is_excerpt=True, enclosures=(SOUND,)),
        post("<p>Le début […]</p>", content_is_excerpt=True, address=""),
    ],
)  # fmt: skip
def test_what_is_whole_does_not_break_off(given):
    assert not breaks_off(given)


def test_a_text_holds_an_excerpt_of_it_and_not_another():
    assert holds("Un composteur de QUARTIER ouvre ce matin", WHOLE)
    assert not holds("Nous utilisons des cookies pour mesurer l’audience", WHOLE)
    assert not holds("", WHOLE)


def ask(
    served: Served, *posts: FetchedPost, wish: str = AUTO, cursor: Cursor | None = None, home: str = ""
) -> FetchResult:
    async def asked() -> FetchResult:
        async with Http(user_agent="test", allowed=served.allowed) as http:
            home_page = home or served.address("/")
            result = FetchResult(posts, Cursor({"ETag": "1"}), site=home_page)
            return await with_full_text(result, wish=wish, before=cursor or Cursor(), address=home_page, http=http)

    return run(asked())


def excerpt(served: Served, path: str = "/1", name: str = "1", **more: object) -> FetchedPost:
    return post(
        f"<p>{SENTENCES[0]}[…]</p>", address=served.address(path), name=name, **{"content_is_excerpt": True, **more}
    )


def pages_of(result: FetchResult) -> list[bool]:
    return [bool(one.page_html) for one in result.posts]


def test_the_page_gives_the_whole_text_and_the_feed_keeps_its_own():
    with serving({"/1": blog_page(1)}) as served:
        given = excerpt(served)
        read = ask(served, given).posts[0]
    assert "Épisode 1, partie 5" in read.page_html
    assert "Mentions légales" not in read.page_html
    assert replace(read, page_html="") == given


def test_off_asks_for_nothing_and_on_for_all():
    with serving({"/1": blog_page(1)}) as served:
        whole = excerpt(served, content_is_excerpt=False)
        assert pages_of(ask(served, excerpt(served), wish=OFF)) == [False]
        assert pages_of(ask(served, whole, wish=AUTO)) == [False]
        assert pages_of(ask(served, whole, wish=ON)) == [True]


def test_a_page_of_another_site_is_read_only_when_it_is_asked_for():
    with serving({"/1": blog_page(1)}) as served:
        given, home = excerpt(served), "https://links.example/"
        assert [pages_of(ask(served, given, wish=wish, home=home)) for wish in (AUTO, ON)] == [[False], [True]]


@pytest.mark.parametrize(
    "page",
    [
        html("Cookies", f"<article><h1>Avant d’entrer</h1>{COOKIES}</article>"),
        html("Le compost", f"<article><h1>Le compost</h1><p>{SENTENCES[0]}</p></article>"),
        Answer(b"%PDF-1.4", "application/pdf"),
        Answer(b"", "text/html", 404),
        Answer(b"", "text/html", 500),
        Answer(b"<html", "text/html"),
    ],
)  # fmt: skip
def test_a_page_that_is_not_the_text_changes_nothing(page):
    with serving({"/1": page}) as served:
        given = excerpt(served)
        assert ask(served, given).posts == (given,)


def test_robots_txt_is_obeyed():
    refusal = Answer(b"User-agent: *\nDisallow: /1\n", "text/plain")
    with serving({"/1": blog_page(1), "/2": blog_page(2), "/robots.txt": refusal}) as served:
        assert pages_of(ask(served, excerpt(served), excerpt(served, "/2", "2"))) == [False, True]


def test_a_slow_page_is_left_and_the_others_are_read(monkeypatch):
    monkeypatch.setattr(full_text, "PAGE_PATIENCE", 0.5)
    monkeypatch.setattr(full_text, "PATIENCE", 20.0)
    with Slow({"/1": 6.0}, {"/1": blog_page(1), "/2": blog_page(2)}) as served:
        begun = time.monotonic()
        read = ask(served, excerpt(served), excerpt(served, "/2", "2"))
        assert time.monotonic() - begun < 5
    assert pages_of(read) == [False, True]


def test_a_page_is_asked_for_once_unless_its_post_changes():
    with serving({"/1": blog_page(1)}) as served:
        first = ask(served, excerpt(served))
        again = ask(served, excerpt(served), cursor=first.cursor)
        edited = ask(served, excerpt(served, title="Le compost, suite"), cursor=again.cursor)
        counted = ask(served, excerpt(served, title="Le compost du quartier 12"), cursor=first.cursor)
    assert [pages_of(one) for one in (first, again, edited, counted)] == [[True], [False], [True], [False]]
    assert again.cursor.values["ETag"] == "1"


def test_a_page_that_fails_is_tried_again_at_most_twice():
    cursor, asked = Cursor(), []
    for _ in range(TRIES + 2):
        with serving({"/1": Answer(b"", "text/html", 500)}) as served:
            given = replace(excerpt(served), address=served.address("/1"))
            cursor = ask(served, given, cursor=cursor).cursor
            asked.append("".join(value[-1] for name, value in cursor.values.items() if name.startswith("pages")))
    assert asked == ["1", "2", "3", "3", "3"]


def test_a_page_that_is_gone_is_not_tried_again():
    with serving({}) as served:
        first = ask(served, excerpt(served))
    with serving({"/1": blog_page(1)}) as served:
        assert pages_of(ask(served, replace(excerpt(served)), cursor=first.cursor)) == [False]


def test_a_reading_asks_for_ten_pages_the_newest_first_and_the_first_for_no_others():
    count = MOST_PAGES + 3
    with serving({f"/{n}": blog_page(1) for n in range(2 * count)}) as served:
        old = [excerpt(served, f"/{n}", str(n), published=FIRST.replace(day=n + 1)) for n in range(count)]
        first = ask(served, *old)
        second = ask(served, *old, cursor=first.cursor)
        new = [
            excerpt(served, f"/{n}", str(n), published=FIRST.replace(month=7, day=n - count + 1))
            for n in range(count, 2 * count)
        ]
        third = ask(served, *new, *old, cursor=second.cursor)
        fourth = ask(served, *new, *old, cursor=third.cursor)
    assert pages_of(first) == [False] * 3 + [True] * MOST_PAGES
    assert sum(pages_of(second)) == 0
    assert pages_of(third)[:count] == [False] * 3 + [True] * MOST_PAGES
    assert pages_of(fourth) == [True] * 3 + [False] * (2 * count - 3)


def test_a_site_that_asks_us_to_wait_is_left_alone_until_the_next_reading():
    with serving({"/1": Answer(b"", "text/html", 429), "/2": blog_page(2)}) as served:
        first = ask(served, excerpt(served), excerpt(served, "/2", "2"))
    assert pages_of(first) == [False, False]
    assert first.cursor.values["pages 00000"][8::9] == "00"


class Slow:
    """A server that takes some seconds for some paths."""

    def __init__(self, delays: Mapping[str, float], answers: Mapping[str, Answer]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                time.sleep(delays.get(self.path, 0.0))
                answer = answers.get(self.path, Answer(b"", "text/plain", 404))
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.content_type)
                    self.end_headers()
                    self.wfile.write(answer.body)
                except OSError:
                    pass  # the reader has gone

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> Served:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return Served(self.server.server_port)

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
