from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.connectors.contract import Cursor, FetchResult, SourceError, Trouble
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
    first, new = follow(people.workspace, address="https://blog.example/feed")
    again, newer = follow(people.workspace, address="HTTPS://blog.example/feed")
    other, newest = follow(people.elsewhere, address="https://blog.example/feed")
    assert first == again == other
    assert (new, newer, newest) == (True, False, True)


def test_leaving_a_source_keeps_what_was_heard(people):
    source = heard(people.workspace, fetched())
    assert unfollow(people.workspace, source=source)
    assert not unfollow(people.workspace, source=source)
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
    unfollow(people.workspace, source=source)
    assert not Source.objects.due(NOW + timedelta(days=2)).exists()


def test_it_reads_over_http_and_says_what_failed(people, settings):
    answers = {"/good": rss("Bon", "https://bon.example", []), "/bad": Answer(b"garbage")}
    with serving(answers) as served:
        sources = [follow(people.workspace, address=served.address(path))[0] for path in ("/good", "/bad", "/none")]
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
    source, _ = follow(people.workspace, address="https://blog.example/feed")
    Source.objects.update(lease_until=timezone.now() + timedelta(minutes=5))
    assert list(read_sources([source], user_agent="t")) == []


def test_what_is_due_is_read_once(people):
    with serving({"/feed": rss("Bon", "https://bon.example", [])}) as served:
        follow(people.workspace, address=served.address("/feed"))
        assert read_due_sources(now=timezone.now(), user_agent="t", allowed=served.allowed) == 1
        assert read_due_sources(now=timezone.now(), user_agent="t", allowed=served.allowed) == 0
