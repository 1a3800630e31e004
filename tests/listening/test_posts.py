"""Posts known again: edited, taken away, repeated elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entregent.connectors.contract import Cursor, Enclosure, FetchResult
from entregent.listening.actions import record_result
from entregent.listening.actions.prepare import prepare_posts_after
from entregent.listening.models import Fingerprint, Post, PostVersion, Reading, Source, Terms
from entregent.listening.window import covered_since
from tests.posts import NOW, fetched, heard

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
LONG = (
    "<p>Le compost du quartier a trouvé sa place derrière la maison de la culture. Depuis le mois de mars, une "
    "trentaine d’habitants y déposent leurs épluchures chaque samedi matin, et la ville a promis un second bac avant l’été.</p>"
    "<p>Les jardiniers de la rue des Lilas viendront expliquer comment tenir un tas humide sans qu’il sente, ce que les "
    "voisins du deuxième étage attendent avec impatience.</p>"
)


def read(source: Source, *posts, now=LATER) -> Reading:
    return record_result(source, result=FetchResult(tuple(posts), Cursor()), now=now)


def test_a_post_knows_its_language_links_files_and_author(people):
    markup = LONG + '<p><a href="https://autre.example/suite?utm_source=rss#bas">la suite</a></p>'
    given = replace(
        fetched(html=markup, author="Zoé"),
        author_address="zoe@blog.example",
        author_profile="https://blog.example/zoe",
        enclosures=(Enclosure("https://blog.example/son.mp3", "audio/mpeg", 12),),
    )
    post = heard(people.workspace, given).posts.get()
    assert post.language == "fr"
    assert post.links == ["https://autre.example/suite"]
    assert post.page_key == "blog.example/1"
    assert (post.author_address, post.author_profile) == ("zoe@blog.example", "https://blog.example/zoe")
    assert post.enclosures == [{"address": "https://blog.example/son.mp3", "kind": "audio/mpeg", "length": 12}]


def test_trackers_are_taken_out_and_words_stay(people):
    markup = (
        '<p>Bonjour <a href="https://blog.example/a?id=3&amp;utm_campaign=x">à tous</a></p>'
        '<img width="1" height="1" src="https://pixel.example/p.gif">'
        '<a href="https://feeds.example/~ff/blog"><img src="https://feeds.example/b.png"></a><a href="javascript:x()">non</a>'
    )
    post = heard(people.workspace, fetched(html=markup)).posts.get()
    assert "utm_" not in post.html
    assert "pixel.example" not in post.html
    assert "feeds.example" not in post.html
    assert "javascript" not in post.html
    assert 'href="https://blog.example/a?id=3"' in post.html
    assert post.links == ["https://blog.example/a?id=3"]


def test_an_edited_post_keeps_what_it_said(people):
    source = heard(people.workspace, fetched("Avant", "<p>Le lundi.</p>"))
    reading = read(source, fetched("Après", "<p>Le mardi.</p>"))
    post = source.posts.get()
    assert (post.title, post.text, post.folded_title) == ("Après", "Le mardi.", "apres")
    assert [(old.title, old.text, old.replaced_at) for old in post.versions.all()] == [("Avant", "Le lundi.", LATER)]
    assert (reading.new_posts, reading.edited_posts) == (0, 1)
    assert "mard" in Terms.objects.get(post=post).body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Le  lundi.</p>", "<div>\n<p>Le lundi.</p>\n</div>"),
        ('<p>Le <a href="https://a.example/?utm_source=x">lundi</a></p>', '<p>Le <a href="http://www.a.example/">lundi</a></p>'),
        ('<p>Lundi</p><img src="https://pixel.example/1">', '<p>Lundi</p><img src="https://pixel.example/2">'),
    ],
)  # fmt: skip
def test_white_space_and_trackers_are_no_edit(people, before, after):
    source = heard(people.workspace, fetched(html=before))
    assert read(source, fetched(html=after)).edited_posts == 0
    assert not PostVersion.objects.exists()


def test_a_link_that_leads_elsewhere_is_an_edit(people):
    source = heard(people.workspace, fetched(html='<p><a href="https://a.example/">ici</a></p>'))
    assert read(source, fetched(html='<p><a href="https://b.example/">ici</a></p>')).edited_posts == 1


def test_a_post_that_gains_a_tag_is_no_edit_but_has_it(people):
    source = heard(people.workspace, fetched())
    assert read(source, replace(fetched(), tags=("compost",))).edited_posts == 0
    assert source.posts.get().tags == ["compost"]


def test_a_post_taken_away_is_marked_and_comes_back(people):
    posts = [fetched(name=str(days), days_ago=days) for days in range(1, 8)]
    source = heard(people.workspace, *posts)
    reading = read(source, *[post for post in posts if post.stable_id != "urn:2"])
    assert reading.removed_posts == 1
    assert source.posts.get(removed_at=LATER).stable_id == "urn:2"
    assert read(source, *posts).removed_posts == 0
    assert not source.posts.exclude(removed_at=None).exists()


def test_posts_that_left_the_window_of_the_feed_are_not_taken_away(people):
    posts = [fetched(name=str(days), days_ago=days) for days in range(1, 11)]
    source = heard(people.workspace, *posts[2:])
    assert read(source, *posts[:8]).removed_posts == 0
    assert source.posts.count() == 10


def test_a_feed_of_new_posts_alone_takes_nothing_away(people):
    source = heard(people.workspace, *[fetched(name=str(days), days_ago=days) for days in range(3, 8)])
    assert read(source, fetched(name="1", days_ago=1)).removed_posts == 0
    assert read(source).removed_posts == 0


def test_an_old_post_that_stays_on_top_opens_no_window():
    days = [400, 1, 2, 3, 4, 5]
    feed = [(NOW - timedelta(days=day), True) for day in days]
    assert covered_since(feed) == NOW - timedelta(days=4)


def test_a_feed_in_no_order_is_no_window():
    days = [5, 1, 9, 2, 8, 3, 7]
    assert covered_since([(NOW - timedelta(days=day), True) for day in days]) is None


def test_a_text_taken_up_elsewhere_points_to_the_first(people):
    heard(people.workspace, fetched(html=LONG))
    heard(people.workspace, fetched(html="<p>Lu ailleurs.</p>" + LONG, name="2"), address="https://autre.example/feed")
    heard(people.workspace, fetched(html=LONG, name="3"), address="https://tiers.example/feed")
    first, second, third = Post.objects.order_by("pk")
    assert (first.repeats, second.repeats, third.repeats) == (None, first, first)


def test_the_same_page_in_two_feeds_is_one_post_twice(people):
    heard(people.workspace, fetched("A", "<p>Le début…</p>"))
    heard(people.workspace, fetched("B", "<p>Autre chose.</p>"), address="https://planete.example/feed")
    first, second = Post.objects.order_by("pk")
    assert second.repeats == first


def test_a_line_below_each_post_makes_no_repeat(people):
    line = "<p>Cet article est paru sur le réseau des jardins partagés de Bretagne, que la région soutient depuis dix ans.</p>"
    words = ["tomates", "courges", "haricots", "navets"]
    for site in ("un", "deux"):
        posts = [
            fetched(name=f"{site}{word}", html="<p>" + " ".join(f"{site}{word}{n}" for n in range(40)) + "</p>" + line)
            for word in words
        ]
        heard(people.workspace, *posts, address=f"https://{site}.example/feed")
    assert not Post.objects.exclude(repeats=None).exists()


def test_marks_that_many_hold_are_not_kept_again(people):
    for number in range(30):
        heard(people.workspace, fetched(html=LONG, name=str(number)), address=f"https://site{number}.example/feed")
    counts = {}
    for mark in Fingerprint.objects.values_list("mark", flat=True):
        counts[mark] = counts.get(mark, 0) + 1
    assert max(counts.values()) <= 20


def test_posts_of_a_former_version_are_prepared_by_the_job(people):
    posts = [fetched(name=str(n), html=LONG) for n in range(5)]
    source = heard(people.workspace, *posts)
    before = list(Terms.objects.order_by("key").values_list("key", "body"))
    digests = list(Post.objects.order_by("pk").values_list("content_digest", flat=True))
    Terms.objects.all().delete()
    Fingerprint.objects.all().delete()
    Post.objects.update(terms_version=0, language="", content_digest=None, received_digest=None, links=[], page_key="")
    last, rounds = 0, 0
    while (done := prepare_posts_after(last, batch=2)) is not None:
        last, rounds = done, rounds + 1
    assert rounds == 3
    assert list(Terms.objects.order_by("key").values_list("key", "body")) == before
    assert list(Post.objects.order_by("pk").values_list("content_digest", flat=True)) == digests
    assert set(Post.objects.values_list("language", flat=True)) == {"fr"}
    assert read(source, *posts).edited_posts == 0


def test_a_known_feed_read_again_costs_the_same_however_many_posts_it_holds(people, django_assert_max_num_queries):
    posts = [fetched(name=str(n), days_ago=n + 1, html=f"<p>{n}</p>") for n in range(60)]
    source = heard(people.workspace, *posts)
    changed = [replace(post, title=f"Neuf {n}") for n, post in enumerate(posts)]
    with django_assert_max_num_queries(20):
        read(source, *changed, fetched(name="new", html=LONG))
    assert source.posts.count() == 61
