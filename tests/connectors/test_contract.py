"""What every connector promises, kept by each: one suite, over recorded answers on a real server. A new connector joins KINDS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from entregent.connectors.contract import Cursor, FetchResult, SourceError, Trouble
from entregent.connectors.http import Http
from entregent.connectors.registry import connector
from tests.connectors.sites import SITE, blog_page, front_page
from tests.loops import run
from tests.real.server import Answer, Served, serving

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Le blog</title><link>https://blog.example/</link>{posts}</channel></rss>"""
FEED_POST = """<item><title>Le compost {n}</title><link>https://blog.example/le-compost-{n}</link><guid>urn:{n}</guid>
<pubDate>Tue, 0{n} Jun 2026 10:00:00 +0200</pubDate><description>Du texte.</description></item>"""


def feed_answers(count: int) -> dict[str, Answer]:
    return {"/": Answer(FEED.format(posts="".join(FEED_POST.format(n=n) for n in range(1, count + 1))).encode())}


def site_answers(count: int) -> dict[str, Answer]:
    return {"/": front_page(count)} | {f"/le-compost-de-{n}": blog_page(n) for n in range(1, count + 1)}


@dataclass(frozen=True)
class Kind:
    """answers: what a source of this kind serves when it has this many posts. undated: the same post without a date."""

    name: str
    answers: Callable[[int], Mapping[str, Answer]]
    undated: Mapping[str, Answer]
    broken: Trouble | None


KINDS = [
    Kind(
        "feed", feed_answers, {"/": Answer(feed_answers(1)["/"].body.replace(b"Jun", b"Nonsense"))}, Trouble.NOT_A_FEED
    ),
    Kind("website", site_answers, {"/": front_page(1), "/le-compost-de-1": blog_page(1, dated=False)}, None),
]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request) -> Kind:
    return request.param


def fetch(kind: Kind, served: Served, cursor: Cursor | None = None, **options) -> FetchResult:
    async def once():
        made = connector(kind.name)
        async with Http(user_agent="Entregent/test", allowed=served.allowed, **options) as http:
            return await made.fetch(made.settings_type(served.address("/")), cursor or Cursor(), http)

    return run(once())


def trouble(kind: Kind, answers: Mapping[str, Answer], **options) -> SourceError:
    with serving(answers) as served, pytest.raises(SourceError) as caught:
        fetch(kind, served, **options)
    return caught.value


def test_it_gives_the_posts_with_ids_addresses_and_aware_dates(kind):
    with serving(kind.answers(3)) as served:
        posts = fetch(kind, served).posts
    assert len(posts) == 3
    assert len({post.stable_id for post in posts}) == 3
    assert all(post.stable_id and post.address.startswith("http") and post.title and post.html for post in posts)
    assert all(post.published and post.published.utcoffset() is not None for post in posts)


def test_ids_are_the_same_at_each_reading(kind):
    with serving(kind.answers(3)) as served:
        first, second = fetch(kind, served).posts, fetch(kind, served).posts
    assert first == second


def test_a_post_without_a_date_that_can_be_read_has_none(kind):
    with serving(kind.undated) as served:
        assert [post.published for post in fetch(kind, served).posts] == [None]


def test_an_empty_source_is_no_failure(kind):
    with serving(kind.answers(0)) as served:
        result = fetch(kind, served)
    assert (result.posts, result.unchanged) == ((), False)


def test_the_same_cursor_gives_nothing_that_was_not_given(kind):
    with serving(kind.answers(2)) as served:
        first = fetch(kind, served)
        second = fetch(kind, served, first.cursor)
    assert {post.stable_id for post in second.posts} <= {post.stable_id for post in first.posts}


def test_what_is_new_comes_at_the_next_reading(kind):
    answers = dict(kind.answers(2))
    with serving(answers) as served:
        first = fetch(kind, served)
        answers.update(kind.answers(3))
        second = fetch(kind, served, first.cursor)
    assert len({post.stable_id for post in second.posts} - {post.stable_id for post in first.posts}) == 1


def test_an_unchanged_source_gives_nothing_and_keeps_its_cursor(kind):
    cursor = Cursor({"ETag": '"a"'})
    with serving({"/": Answer(b"", status=304)}) as served:
        result = fetch(kind, served, cursor)
    assert (result.posts, result.unchanged, result.cursor) == ((), True, cursor)


def test_what_makes_the_next_reading_short_is_kept(kind):
    answers = dict(kind.answers(1))
    front = answers["/"]
    answers["/"] = Answer(
        front.body, front.content_type, headers=(("ETag", '"v1"'), ("Last-Modified", "Tue, 02 Jun 2026 10:00:00 GMT"))
    )
    with serving(answers) as served:
        kept = fetch(kind, served).cursor.values
    assert (kept["ETag"], kept["Last-Modified"]) == ('"v1"', "Tue, 02 Jun 2026 10:00:00 GMT")


def test_a_cursor_can_be_stored(kind):
    """The store keeps text of at most 1,000 characters a value."""
    with serving(kind.answers(9)) as served:
        values = fetch(kind, served).cursor.values
    assert all(
        isinstance(name, str) and isinstance(value, str) and len(value) <= 1000 for name, value in values.items()
    )


@pytest.mark.parametrize(
    ("status", "expected", "retryable"),
    [
        (403, Trouble.FORBIDDEN, True),
        (404, Trouble.NOT_FOUND, True),
        (410, Trouble.GONE, False),
        (429, Trouble.TOO_MANY_REQUESTS, True),
        (503, Trouble.SERVER_ERROR, True),
    ],
)
def test_statuses_are_troubles(kind, status, expected, retryable):
    error = trouble(kind, {"/": Answer(b"", status=status, headers=(("Retry-After", "120"),))})
    assert (error.trouble, error.retryable, error.retry_after.total_seconds()) == (expected, retryable, 120)


def test_silence_is_a_timeout(kind, silent_server):
    with pytest.raises(SourceError) as caught:
        fetch(kind, silent_server, patience=0.5)
    assert caught.value.trouble == Trouble.TIMEOUT


def test_an_inner_address_is_refused(kind):
    with serving(kind.answers(1)) as served:

        async def once():
            made = connector(kind.name)
            async with Http(user_agent="Entregent/test") as http:
                await made.fetch(made.settings_type(served.address("/")), Cursor(), http)

        with pytest.raises(SourceError) as caught:
            run(once())
    assert caught.value.trouble == Trouble.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "body", [b"", b"\x00garbage", b"\xff\xfe\x00", b"<" * 1000, "{é".encode("latin-1"), b"<html><p>"]
)
def test_broken_text_costs_a_sentence_at_most(kind, body):
    with serving({"/": Answer(body, "text/html")}) as served:
        try:
            assert fetch(kind, served).posts == ()
        except SourceError as error:
            assert error.trouble in {kind.broken, Trouble.BROKEN_ANSWER}
            assert error.retryable


def test_a_source_that_moved_says_where(kind):
    answers = dict(kind.answers(1))
    answers["/new/"] = answers.pop("/")
    answers["/"] = Answer(b"", status=301, headers=(("Location", "/new/"),))
    with serving(answers) as served:
        assert fetch(kind, served).moved_to == served.address("/new/")


def test_the_site_of_the_suite_is_as_people_write_them():
    """The suite would hold nothing if its pages were empty."""
    assert SITE in front_page(1).body.decode()
