"""Readings recorded together say what they would say one by one."""

from dataclasses import replace

import pytest

from entregent.connectors.contract import Cursor, FetchResult
from entregent.listening.actions import follow, read_sources
from entregent.listening.actions.record import Got, record_results
from entregent.listening.models import Post, Reading, Source, Terms
from tests.listening.test_posts import LONG
from tests.posts import NOW, fetched
from tests.real.posts import RealPost
from tests.real.server import Answer, rss, serving

pytestmark = pytest.mark.django_db


def got(number: int, *posts) -> Got:
    source = Source.objects.create(address=f"https://b{number}.example/feed", lease=f"lease {number}")
    return Got(source, FetchResult(posts, Cursor({"ETag": str(number)}), title=f"Blog {number}"))


def elsewhere(number: int, html: str = LONG):
    return replace(fetched(html=html), address=f"https://b{number}.example/1", stable_id=f"{number}")


def test_what_two_sources_publish_at_once_is_the_second_repeating_the_first(people):
    record_results([got(n, elsewhere(n)) for n in range(3)], now=NOW)
    first, *others = Post.objects.order_by("pk")
    assert first.repeats is None
    assert [post.repeats for post in others] == [first, first]


def test_the_same_page_in_two_feeds_read_at_once_is_one_post_twice(people):
    short = [replace(elsewhere(n, "<p>Bref.</p>"), address="https://one.example/page") for n in range(2)]
    record_results([got(n, post) for n, post in enumerate(short)], now=NOW)
    first, second = Post.objects.order_by("pk")
    assert (first.repeats, second.repeats) == (None, first)


def test_the_first_is_the_one_that_was_known_before(people):
    record_results([got(0, elsewhere(0))], now=NOW)
    record_results([got(n, elsewhere(n)) for n in (1, 2)], now=NOW)
    first, *others = Post.objects.order_by("pk")
    assert {post.repeats for post in others} == {first}


def test_a_source_that_another_reader_has_keeps_nothing_and_the_others_keep_all(people):
    several = [got(n, elsewhere(n)) for n in range(3)]
    Source.objects.filter(pk=several[0].source.pk).update(lease="another's")
    readings = record_results(several, now=NOW)
    assert {reading.source for reading in readings} == {one.source for one in several[1:]}
    assert Post.objects.count() == Terms.objects.count() == Reading.objects.count() == 2
    assert not Post.objects.filter(source=several[0].source).exists()
    assert several[0].source.title == ""
    assert set(Post.objects.values_list("repeats", flat=True)) == {None}  # what they repeated was never kept


def test_each_source_has_its_own_news(people):
    record_results([got(n, elsewhere(n, f"<p>Texte {n}.</p>")) for n in range(40)], now=NOW)
    told = Source.objects.order_by("pk").values_list("title", "cursor", "lease", "lease_until", "last_success_at")
    assert list(told) == [(f"Blog {n}", {"ETag": str(n)}, "", None, NOW) for n in range(40)]
    assert list(Post.objects.order_by("pk").values_list("stable_id", flat=True)) == [str(n) for n in range(40)]


def test_one_that_fails_holds_no_other_back(people):
    answers = {f"/{n}": blog(n) for n in range(6)}
    with serving(answers) as served:
        read = read_all(people, served, [*answers, "/none"])
    assert [one.source.address for one in read if one.error] == [served.address("/none")]
    assert Post.objects.count() == 6
    assert not Source.objects.exclude(lease="").exists()


def test_two_that_moved_to_one_address_are_both_read(people):
    """The second may not have it: it stays where it was, and costs the others nothing."""
    moved = {f"/{n}": Answer(b"", status=301, headers=(("Location", "/here"),)) for n in (1, 2)}
    with serving({"/here": blog(0), **moved}) as served:
        read = read_all(people, served, list(moved))
    assert [one.error for one in read] == [None, None]
    addresses = set(Source.objects.values_list("address", flat=True))
    assert len(addresses) == 2
    assert served.address("/here") in addresses


def blog(number: int) -> Answer:
    post = RealPost(f"{number}", "Titre", "Ana", NOW, f"<p>Le mot {number}.</p>")
    return rss(f"Blog {number}", f"https://b{number}.example", [post])


def read_all(people, served, paths):
    sources = [follow(people.workspace, address=served.address(path), by=people.alice)[0] for path in paths]
    return list(read_sources(sources, user_agent="t", allowed=served.allowed))
