import socket
import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.connectors.contract import Cursor, FetchedPost, FetchResult, SourceError, Trouble
from entregent.listening.actions import (
    InvalidAddressError,
    follow,
    read_due_sources,
    read_sources,
    record_failure,
    record_result,
    unfollow,
)  # fmt: skip
from entregent.listening.actions.follow import canonical
from entregent.listening.models import Post, Reading, Source
from entregent.listening.selectors import heard_posts
from tests.posts import NOW, fetched, heard
from tests.real.server import Answer, rss, serving

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTPS://Blog.Example/Feed#top", "https://blog.example/Feed"),
        ("feed://blog.example/feed", "https://blog.example/feed"),
        ("blog.example", "https://blog.example/"),
        ("feed:http://blog.example/a?b=c", "http://blog.example/a?b=c"),
    ],
)
def test_an_address_is_kept_in_one_form(written, kept):
    assert canonical(written) == kept


@pytest.mark.parametrize("written", ["", "nothing", "ftp://blog.example/", "javascript:alert(1)", "http://a:b@c.example/",
                                     "https://blog.example/a b", "https://[broken", "https://x.example/" + "a" * 2000])  # fmt: skip
def test_what_is_no_address_is_refused(written):
    with pytest.raises(InvalidAddressError):
        canonical(written)


def test_a_source_is_shared_and_followed_once_by_each(people):
    first, new = follow(people.workspace, address="https://blog.example/feed", by=people.alice)
    again, newer = follow(people.workspace, address="HTTPS://blog.example/feed", by=people.alice)
    other, newest = follow(people.elsewhere, address="https://blog.example/feed", by=people.charlie)
    assert first == again == other
    assert (new, newer, newest) == (True, False, True)


def test_leaving_a_source_keeps_what_was_heard(people):
    source = heard(people.workspace, fetched())
    assert unfollow(people.workspace, source=source, now=NOW, by=people.alice)
    assert not unfollow(people.workspace, source=source, now=NOW, by=people.alice)
    assert Post.objects.count() == 1


def test_the_same_posts_twice_are_kept_once(people):
    source = heard(people.workspace, fetched(name="1"), fetched(name="2"))
    reading = record_result(source, result=FetchResult((fetched(name="2"), fetched(name="3")), Cursor()), now=NOW)
    assert reading.new_posts == 1
    assert Post.objects.count() == 3


def test_what_others_wrote_is_made_harmless(people):
    markup = (
        '<p onclick="steal()">Bonjour <img src="https://track.example/p.gif"><a href="/suite">suite</a>'
        '<a href="javascript:alert(1)">non</a><script>alert(1)</script></p><style>p{}</style>'
    )
    post = heard(people.workspace, fetched(html=markup)).posts.get()
    assert "onclick" not in post.html
    assert "<img" not in post.html
    assert "script" not in post.html
    assert 'href="https://blog.example/suite"' in post.html
    assert post.text == "Bonjour suitenon"


def test_text_keeps_blocks_apart(people):
    post = heard(
        people.workspace,
        fetched(html="<p>Un</p><p>deux</p><ul><li>trois</li><li>quatre &amp; cinq</li></ul>"),
    ).posts.get()
    assert post.text.split("\n") == ["Un", "deux", "trois", "quatre & cinq"]
    assert post.words == 6


def test_a_post_without_date_is_dated_when_first_seen(people):
    post = heard(people.workspace, fetched(days_ago=None)).posts.get()
    assert (post.published_at, post.is_dated) == (NOW, False)


def test_a_date_to_come_is_taken_for_today(people):
    assert heard(people.workspace, fetched(days_ago=-30)).posts.get().published_at == NOW


def test_a_failure_is_noted_and_tried_again_later_and_later(people):
    source = heard(people.workspace)
    waits = []
    for _ in range(3):
        record_failure(source, error=SourceError(Trouble.TIMEOUT), now=NOW)
        waits.append(source.next_read_at - NOW)
    assert waits == sorted(set(waits))
    assert (source.failures, source.trouble) == (3, "timeout")
    record_result(source, result=FetchResult((), Cursor()), now=NOW)
    assert (source.failures, source.trouble) == (0, "")


def test_what_was_heard_stays_and_what_comes_after_does_not(people):
    source = heard(people.workspace, fetched(name="before"))
    follow(people.elsewhere, address=source.address, by=people.charlie)
    unfollow(people.workspace, source=source, now=NOW, by=people.alice)
    later = NOW + timedelta(days=1)
    record_result(source, result=FetchResult((fetched(name="after"),), Cursor()), now=later)
    assert [post.stable_id for post in heard_posts(people.workspace)] == ["urn:before"]
    assert heard_posts(people.elsewhere).count() == 2
    follow(people.workspace, address=source.address, by=people.alice)
    assert heard_posts(people.workspace).count() == 2


@pytest.mark.parametrize("wrong", ["a\ud83d b", "nul\0 inside"])
def test_letters_that_no_database_takes_cost_nobody_a_post(people, wrong):
    post = FetchedPost(wrong, "https://blog.example/1", wrong, f"<p>{wrong}</p>", wrong, NOW, None, (wrong,))
    source = heard(people.workspace, post, title=wrong)
    assert source.posts.count() == 1
    assert "\0" not in source.title


def test_a_move_to_nowhere_is_not_followed(people):
    source = heard(people.workspace)
    for moved_to in ("https://x.example/" + "a" * 3000, "ftp://x.example/", "https://user:pass@x.example/"):
        record_result(source, result=FetchResult((), Cursor(), moved_to=moved_to), now=NOW)
    assert source.address == "https://blog.example/feed"


def test_an_interrupted_reading_leaves_its_sources_free(people):
    with serving({"/feed": rss("Bon", "https://bon.example", [])}) as served:
        sources = [
            follow(people.workspace, address=served.address(path), by=people.alice)[0] for path in ("/feed", "/a", "/b")
        ]
        reading = read_sources(sources, user_agent="t", allowed=served.allowed)
        next(reading)
        reading.close()
    assert not Source.objects.exclude(lease_until=None).exists()


def test_a_reading_ends_soon_when_told_to_stop(people):
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as silent:  # accepts and never answers
        port = silent.getsockname()[1]
        source, _ = follow(people.workspace, address=f"http://127.0.0.1:{port}/feed", by=people.alice)
        threading.Timer(0.5, stop.set).start()
        started = time.monotonic()
        assert list(read_sources([source], user_agent="t", allowed=frozenset({("127.0.0.1", port)}), stop=stop)) == []
    assert time.monotonic() - started < 5
    assert not Source.objects.exclude(lease_until=None).exists()


def test_undated_posts_of_a_first_reading_do_not_pass_for_news(people):
    source = heard(people.workspace, fetched(name="undated", days_ago=None), fetched(name="old", days_ago=90))
    assert source.posts.get(stable_id="urn:undated").published_at == NOW - timedelta(days=90)


def test_a_source_gone_for_good_is_not_read_again(people):
    source = heard(people.workspace)
    record_failure(source, error=SourceError(Trouble.GONE), now=NOW)
    assert not Source.objects.due(NOW + timedelta(days=365)).exists()


def test_a_source_that_moved_is_followed_at_its_new_address(people):
    source = heard(people.workspace)
    record_result(source, result=FetchResult((), Cursor(), moved_to="https://new.example/feed"), now=NOW)
    source.refresh_from_db()
    assert source.address == "https://new.example/feed"


def test_nobody_reads_what_nobody_follows(people):
    source = heard(people.workspace)
    unfollow(people.workspace, source=source, now=NOW, by=people.alice)
    assert not Source.objects.due(NOW + timedelta(days=2)).exists()


def test_it_reads_over_http_and_says_what_failed(people, settings):
    answers = {"/good": rss("Bon", "https://bon.example", []), "/bad": Answer(b"garbage")}
    with serving(answers) as served:
        sources = [
            follow(people.workspace, address=served.address(path), by=people.alice)[0]
            for path in ("/good", "/bad", "/none")
        ]
        reads = {
            read.source.address.rsplit("/", 1)[1]: read
            for read in read_sources(sources, user_agent="t", allowed=served.allowed)
        }
    assert reads["good"].error is None
    assert reads["bad"].error.trouble == Trouble.NOT_A_FEED
    assert reads["none"].error.trouble == Trouble.NOT_FOUND
    assert Reading.objects.filter(outcome="failed").count() == 2
    assert not Source.objects.exclude(lease_until=None).exists()


def test_a_source_that_somebody_reads_is_left_to_them(people):
    source, _ = follow(people.workspace, address="https://blog.example/feed", by=people.alice)
    Source.objects.update(lease_until=timezone.now() + timedelta(minutes=5))
    assert list(read_sources([source], user_agent="t")) == []


def test_what_is_due_is_read_once(people):
    with serving({"/feed": rss("Bon", "https://bon.example", [])}) as served:
        follow(people.workspace, address=served.address("/feed"), by=people.alice)
        assert len(list(read_due_sources(user_agent="t", allowed=served.allowed))) == 1
        assert list(read_due_sources(user_agent="t", allowed=served.allowed)) == []
