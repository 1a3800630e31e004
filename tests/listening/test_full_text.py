"""The whole text of a post whose feed carries only its beginning: kept once, for all who follow the source."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.permissions import SYSTEM
from entregent.connectors.contract import Cursor, FetchResult
from entregent.history.models import Entry
from entregent.listening.actions import (
    UnknownWishError,
    follow,
    leave_sources,
    read_sources,
    record_result,
    take_back,
    wish_full_text,
)
from entregent.listening.models import Following, Source, Terms
from tests.connectors.sites import SENTENCES, blog_page
from tests.posts import NOW, fetched, heard
from tests.real.server import Answer, serving

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ENGLISH = {"accept-language": "en"}
BEGINNING = f"<p>{SENTENCES[0]}[…]</p>"
WHOLE = f"<p>{''.join(SENTENCES)}</p><p>Épisode final, avec du terreau.</p>"
EXCERPT = replace(fetched(html=BEGINNING), content_is_excerpt=True)
FULL = replace(EXCERPT, page_html=WHOLE)


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    client.base = f"/w/{people.workspace.slug}/listen/"
    return client


def read(source: Source, *posts):
    return record_result(source, result=FetchResult(tuple(posts), Cursor()), now=LATER)


def kept(source: Source):
    post = source.posts.get()
    return post.is_full_text, "terreau" in post.text, post.title


def test_the_page_is_kept_sanitised_and_searched(people):
    source = heard(people.workspace, replace(FULL, page_html=f"{WHOLE}<script>x()</script>"))
    post = source.posts.get()
    assert kept(source) == (True, True, "Un titre")
    assert "script" not in post.html
    assert "terreau" in Terms.objects.get(post=post).body


def test_the_same_excerpt_does_not_take_the_text_away(people):
    source = heard(people.workspace, FULL)
    for given in (
        EXCERPT,
        replace(EXCERPT, tags=("compost",)),
        replace(EXCERPT, content_is_excerpt=False, author="Zoé"),
    ):
        reading = read(source, given)
        assert (kept(source)[:2], reading.edited_posts) == ((True, True), 0)
    assert source.posts.get().author == "Zoé"
    assert not source.posts.get().versions.exists()


def test_a_new_title_is_taken_with_the_text_kept(people):
    source = heard(people.workspace, FULL)
    reading = read(source, replace(EXCERPT, title="Corrigé"))
    assert (kept(source), reading.edited_posts) == ((True, True, "Corrigé"), 1)
    assert "corrig" in Terms.objects.get(post=source.posts.get()).title


def test_a_text_that_comes_later_completes_the_post_and_is_no_edit(people):
    source = heard(people.workspace, EXCERPT)
    assert kept(source) == (False, False, "Un titre")
    reading = read(source, FULL)
    assert (kept(source), reading.new_posts, reading.edited_posts) == ((True, True, "Un titre"), 0, 0)
    assert not source.posts.get().versions.exists()
    assert "terreau" in Terms.objects.get(post=source.posts.get()).body


def test_an_edited_page_is_an_edit(people):
    source = heard(people.workspace, FULL)
    reading = read(source, replace(FULL, html="<p>Mise à jour […]</p>", page_html=f"{WHOLE}<p>Mise à jour.</p>"))
    post = source.posts.get()
    assert (reading.edited_posts, post.text.endswith("Mise à jour."), post.versions.count()) == (1, True, 1)


def test_a_feed_that_gives_another_whole_text_is_believed(people):
    source = heard(people.workspace, FULL)
    read(
        source,
        replace(EXCERPT, html="<p>Nous avons retiré cette publication par erreur.</p>", content_is_excerpt=False),
    )
    post = source.posts.get()
    assert (post.is_full_text, post.text) == (False, "Nous avons retiré cette publication par erreur.")


def rss(address: str) -> Answer:
    item = (
        f"<item><title>Le compost</title><link>{address}</link><guid>1</guid>"
        f"<description>{SENTENCES[0]}[…]</description></item>"
    )
    return Answer(f'<rss version="2.0"><channel><title>B</title>{item}</channel></rss>'.encode())


@pytest.mark.parametrize(
    ("wish", "page", "is_full"),
    [("auto", 200, True), ("on", 200, True), ("off", 200, False), ("auto", 500, False)],
)
def test_a_reading_reads_the_page_as_wished_and_never_fails_for_it(people, wish, page, is_full):
    answers = {"/1": replace(blog_page(1), status=page)}
    with serving(answers) as served:
        answers["/feed"] = rss(served.address("/1"))
        source, _ = follow(people.workspace, address=served.address("/feed"), by=SYSTEM)
        wish_full_text(people.workspace, source=source, wish=wish, by=people.alice)
        source.refresh_from_db()
        [done] = read_sources([source], user_agent="test", allowed=served.allowed)
        assert done.error is None
        [again] = read_sources([source], user_agent="test", allowed=served.allowed)
    post = source.posts.get()
    assert (post.is_full_text, "partie 5" in post.text) == (is_full, is_full)
    assert SENTENCES[0].split()[2] in post.text
    assert (done.reading.new_posts, again.reading.new_posts, again.reading.edited_posts) == (1, 0, 0)


def test_a_page_that_could_not_be_read_comes_with_a_later_reading(people):
    answers = {"/1": replace(blog_page(1), status=500)}
    with serving(answers) as served:
        answers["/feed"] = rss(served.address("/1"))
        source, _ = follow(people.workspace, address=served.address("/feed"), by=SYSTEM)
        list(read_sources([source], user_agent="test", allowed=served.allowed))
        first = source.posts.get().is_full_text
        answers["/1"] = blog_page(1)
        source.refresh_from_db()
        [again] = read_sources([source], user_agent="test", allowed=served.allowed)
    assert (first, source.posts.get().is_full_text) == (False, True)
    assert again.reading.edited_posts == 0


def wished(source: Source) -> str:
    return Source.objects.get(pk=source.pk).full_text


def test_the_fullest_wish_of_those_who_follow_wins(people):
    source = heard(people.workspace, fetched())
    follow(people.elsewhere, address=source.address, by=SYSTEM)
    said = []
    ours, theirs = people.workspace, people.elsewhere
    for workspace, wish in ((ours, "off"), (theirs, "off"), (ours, "on"), (theirs, "auto"), (ours, "off")):
        wish_full_text(workspace, source=source, wish=wish, by=SYSTEM)
        said.append(wished(source))
    assert said == ["auto", "off", "on", "on", "auto"]


def test_who_leaves_wishes_nothing_and_who_comes_wishes_the_usual(people):
    source = heard(people.workspace, fetched())
    ours = Source.objects.filter(pk=source.pk)
    wish_full_text(people.workspace, source=source, wish="on", by=people.alice)
    leave_sources(people.workspace, sources=ours, by=people.alice, now=LATER)
    left = wished(source)
    take_back(people.workspace, left_at=LATER, by=people.alice)
    assert (left, wished(source)) == ("auto", "on")
    wish_full_text(people.workspace, source=source, wish="off", by=people.alice)
    alone = wished(source)
    follow(people.elsewhere, address=source.address, by=SYSTEM)
    assert (alone, wished(source)) == ("off", "auto")


def test_more_is_wished_and_a_feed_that_did_not_change_is_read_anew(people):
    source = heard(people.workspace, fetched())
    Source.objects.filter(pk=source.pk).update(cursor={"ETag": "1"})
    wish_full_text(people.workspace, source=source, wish="off", by=people.alice)
    less = Source.objects.get(pk=source.pk).cursor
    wish_full_text(people.workspace, source=source, wish="on", by=people.alice)
    assert (less, Source.objects.get(pk=source.pk).cursor) == ({"ETag": "1"}, {})


def test_a_wish_is_that_of_a_member_and_one_of_three(people):
    source = heard(people.workspace, fetched())
    with pytest.raises(NotAllowedError):
        wish_full_text(people.workspace, source=source, wish="on", by=people.charlie)
    with pytest.raises(UnknownWishError):
        wish_full_text(people.workspace, source=source, wish="sometimes", by=people.alice)
    assert Following.objects.get().full_text == "auto"


def test_the_page_of_a_source_takes_the_wish(alice, people):
    source = heard(people.workspace, fetched())
    page = f"{alice.base}sources/{source.pk}/"
    assert "Read on the site when the feed breaks off." in alice.get(page, headers=ENGLISH).content.decode()
    answer = alice.post(f"{page}full-text/", {"full_text": "on"}, follow=True, headers=ENGLISH).content.decode()
    assert "Always read on the site" in answer
    assert 'value="on" selected' in answer
    assert Entry.objects.filter(event="listening.full_text_always").count() == 1
    assert (
        "Choose when"
        in alice.post(f"{page}full-text/", {"full_text": "x"}, follow=True, headers=ENGLISH).content.decode()
    )
