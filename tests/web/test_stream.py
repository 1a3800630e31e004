"""The stream of posts and one post, as people read them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from entregent.accounts.permissions import SYSTEM
from entregent.connectors.contract import Cursor, Enclosure, FetchedPost, FetchResult
from entregent.listening.actions import follow, record_result, unfollow
from entregent.listening.changes import ADDED, LEFT_OUT, REMOVED, changes
from entregent.listening.models import Post, Source
from tests.posts import heard

pytestmark = pytest.mark.django_db
LONG = (
    "Le conseil a voté hier soir la gratuité des composteurs pour tous les habitants du quartier, et la distribution "
    "commencera au printemps devant la mairie, avec une aide pour ceux qui n’ont pas de jardin."
)


def recent(title: str, html: str, *, name: str, days_ago: float = 1) -> FetchedPost:
    when = timezone.now() - timedelta(days=days_ago)
    return FetchedPost(f"urn:{name}", f"https://blog.example/{name}", title, html, "", when, None)


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    client.base = f"/w/{people.workspace.slug}/listen/posts/"
    return client


@pytest.fixture
def filled(people):
    french = recent("Le compost du quartier", f"<p>{LONG}</p>", name="fr", days_ago=2)
    english = recent(
        "A heap of our own",
        "<p>We are composting together in the garden behind the church.</p>",
        name="en",
        days_ago=60,
    )
    heard(people.workspace, french, english, now=timezone.now())
    bike = recent("Le vélo", "<p>Une piste cyclable enfin sûre entre les deux gares de la ville.</p>", name="velo")
    heard(people.workspace, bike, address="https://velo.example/feed", title="La roue", now=timezone.now())


def read(client, query: str = "", language: str = "en") -> str:
    page = client.get(client.base + query, headers={"accept-language": language})
    assert page.status_code == 200
    return unescape(page.content.decode())


def titles(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r'<a class="entry-title".*?>(.*?)</a>', page)]


def test_everything_comes_newest_first(alice, filled):
    assert titles(read(alice)) == ["Le vélo", "Le compost du quartier", "A heap of our own"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?language=en", ["A heap of our own"]),
        ("?period=30", ["Le vélo", "Le compost du quartier"]),
        ("?q=compost", ["Le compost du quartier", "A heap of our own"]),
        ("?q=compost&period=30", ["Le compost du quartier"]),
        ("?q=compost&sort=closest", ["Le compost du quartier", "A heap of our own"]),
        ("?since=1999-01-01&until=2000-01-01", []),
    ],
)
def test_filters_leave_what_passes_them(alice, filled, query, found):
    assert titles(read(alice, query)) == found


def test_a_source_is_chosen_by_its_number(alice, filled):
    source = Source.objects.get(title="La roue")
    page = read(alice, f"?source={source.pk}")
    assert titles(page) == ["Le vélo"]
    assert "What La roue publishes" in page


def test_a_region_is_offered_where_a_source_has_one(alice, filled):
    assert 'name="region"' not in read(alice)
    Source.objects.filter(title="La roue").update(region="53")
    page = read(alice, "?region=53")
    assert titles(page) == ["Le vélo"]
    assert "Bretagne" in page


def test_the_last_day_of_a_period_belongs_to_it(alice, filled):
    day = timezone.localdate(Post.objects.get(title="Le vélo").published_at)
    assert "Le vélo" in titles(read(alice, f"?since={day}&until={day}"))


def test_the_words_are_marked_in_title_and_excerpt(alice, filled):
    page = read(alice, "?q=composter")
    assert "Le <mark>compost</mark> du quartier" in page
    assert "We are <mark>composting</mark>" in page


def test_each_filter_chosen_can_be_taken_away(alice, filled):
    page = read(alice, "?q=compost&period=30&sort=&source=&language=")
    chips = dict(re.findall(r'class="chip" href="([^"]*)"><span>(.*?)</span>', page))
    assert chips == {"?period=30": "“compost”", "?q=compost": "Last 30 days"}


def test_a_filter_that_stands_in_the_way_is_named(alice, filled):
    page = read(alice, "?q=compost&language=en&period=7")
    assert "No post answers" in page
    assert "Without Last 7 days" in page
    assert "Without English" in page
    assert "Without “compost”" not in page


def test_words_too_common_to_be_looked_for_are_explained(alice, filled):
    assert "Words as common as these are not looked for" in read(alice, "?q=le")


def test_an_empty_installation_says_what_to_do(alice):
    assert "Nobody to listen to yet" in read(alice)


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?since=demain", "?period=-1", "?language=%27", "?below=99999999999999999999&q=compost", "?below=²&q=a",
     "?page=²", "?source=²", "?source=%00", "?q=%22", "?since=9999-12-31&until=9999-12-31", "?until=0001-01-01"],
)  # fmt: skip
def test_odd_filters_are_no_failure(alice, filled, query):
    read(alice, query)


def test_a_source_of_others_is_not_found(alice, people):
    others, _ = follow(people.elsewhere, address="https://autre.example/feed", by=SYSTEM)
    assert alice.get(f"{alice.base}?source={others.pk}").status_code == 404


def test_words_go_on_below_page_after_page(alice, people):
    posts = [recent(f"Compost {n}", "<p>Du texte.</p>", name=str(n), days_ago=n + 1) for n in range(45)]
    heard(people.workspace, *posts, now=timezone.now())
    page = read(alice, "?q=compost")
    assert len(titles(page)) == 40
    further = re.search(r'rel="next" href="([^"]+)"', page)[1]
    assert titles(read(alice, further)) == [f"Compost {n}" for n in range(40, 45)]


def test_the_closest_is_not_always_the_newest(alice, people):
    passing = recent("Le conseil", "<p>On parla de routes, d’école, de compost, de tout.</p>", name="a")
    devoted = recent("Compost, compost", "<p>Le compost et encore le compost.</p>", name="b", days_ago=5)
    heard(people.workspace, passing, devoted, now=timezone.now())
    assert titles(read(alice, "?q=compost"))[0] == "Le conseil"
    assert titles(read(alice, "?q=compost&sort=closest"))[0] == "Compost, compost"


@pytest.mark.parametrize("query", ["", "?q=compost", "?q=compost&sort=closest"])
def test_the_number_of_queries_does_not_grow_with_the_posts(alice, people, query, django_assert_max_num_queries):
    posts = [recent(f"Compost {n}", f"<p>{LONG} {n}</p>", name=str(n), days_ago=n) for n in range(60)]
    heard(people.workspace, *posts, now=timezone.now())
    read(alice, query)
    with django_assert_max_num_queries(17):
        read(alice, query)


@pytest.mark.parametrize(("language", "words"), [("fr", "Dernières 24 heures"), ("en", "Last 24 hours")])
def test_the_stream_speaks_both_languages(alice, filled, language, words):
    assert words in read(alice, "?period=1", language)


def test_a_post_leads_back_to_the_filters_and_marks_the_words(alice, filled):
    post = Post.objects.get(title="A heap of our own")
    assert f"{alice.base}{post.pk}/?q=compost&language=en" in read(alice, "?q=compost&language=en")
    page = read(alice, f"{post.pk}/?q=compost&language=en")
    assert f'href="{alice.base}?q=compost&language=en"' in page
    assert "<p>We are <mark>composting</mark> together" in page


def test_marks_stay_out_of_tags_and_markup_stays_text(alice, people):
    html = '<p>Du compost &lt;b&gt;compost&lt;/b&gt; <a href="https://compost.example/compost" title="le > compost">là</a></p>'
    heard(people.workspace, recent("Un titre", html, name="1"), now=timezone.now())
    page = alice.get(f"{alice.base}{Post.objects.get().pk}/?q=compost").content.decode()
    assert "&lt;b&gt;<mark>compost</mark>&lt;/b&gt;" in page
    assert 'href="https://compost.example/compost"' in page


def test_an_edited_post_shows_the_words_that_changed(alice, people):
    source = heard(people.workspace, recent("Fête", "<p>Rendez-vous samedi matin.</p>", name="1"), now=timezone.now())
    edited = recent("Fête", "<p>Rendez-vous dimanche matin.</p>", name="1")
    record_result(source, result=FetchResult([edited], Cursor()), now=timezone.now())
    page = read(alice, f"{Post.objects.get().pk}/")
    assert re.search(r"Rendez-vous <del>.*?samedi</del><ins>.*?dimanche</ins> matin", page)
    assert "1 word added" in page
    assert "edited" in read(alice)


def test_a_post_that_was_taken_away_says_so(alice, filled):
    Post.objects.filter(title="Le vélo").update(removed_at=timezone.now())
    assert "The source took this post away" in read(alice, f"{Post.objects.get(title='Le vélo').pk}/")
    assert "taken away</span>" in read(alice)
    assert "Le vélo" not in titles(read(alice, "?removed=no"))


def test_a_post_names_where_else_it_stands_but_not_what_others_hear(alice, people, filled):
    taken_up = recent("Vu ailleurs", f"<p>{LONG}</p><p>Et nous en sommes ravis, comme chacun.</p>", name="copie")
    heard(people.workspace, taken_up, address="https://echo.example/feed", title="L’écho", now=timezone.now())
    hidden = recent("Chez les autres", f"<p>{LONG}</p>", name="autre")
    heard(people.elsewhere, hidden, address="https://autre.example/feed", title="Autre", now=timezone.now())
    page = read(alice, f"{Post.objects.get(title='Le compost du quartier').pk}/")
    assert "L’écho" in page
    assert "100 % of this text" in page
    assert "Chez les autres" not in page
    assert read(alice).count("also in 1 other place<") == 2


def test_enclosures_links_and_language_stand_beside_the_post(alice, people):
    post = FetchedPost(
        "urn:1", "https://blog.example/1", "Émission", f'<p>{LONG} <a href="https://tri.example/x">ici</a></p>', "",
        timezone.now(), None, enclosures=(Enclosure("https://blog.example/son.mp3", "audio/mpeg", 2048),),
    )  # fmt: skip
    heard(people.workspace, post, now=timezone.now())
    page = read(alice, f"{Post.objects.get().pk}/").replace("\xa0", " ")
    assert "blog.example/son.mp3" in page
    assert "2.0 KB" in page
    assert ">tri.example</a>" in page
    assert "French" in page


def test_an_address_that_would_run_here_is_no_link(alice, filled):
    Post.objects.update(author_profile="javascript:alert(1)", links=["javascript:alert(1)"])
    assert "javascript:" not in read(alice, f"{Post.objects.first().pk}/")


def test_what_came_out_after_one_left_is_not_shown(alice, people, filled):
    source = Source.objects.get(title="La roue")
    unfollow(people.workspace, source=source, by=SYSTEM, now=timezone.now())
    later = recent("Plus tard", "<p>Du texte.</p>", name="tard")
    record_result(source, result=FetchResult([later], Cursor()), now=timezone.now() + timedelta(minutes=1))
    assert "Plus tard" not in titles(read(alice))
    assert alice.get(f"{alice.base}{Post.objects.get(title='Plus tard').pk}/").status_code == 404


def test_the_palette_finds_words_of_texts_while_they_are_typed(alice, people, filled):
    fragment = alice.get(f"/w/{people.workspace.slug}/find/?q=gratui", headers={"hx-request": "true"}).content.decode()
    assert "<mark>gratuité</mark>" in fragment
    assert "posts/?q=gratui" in fragment


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("un deux trois", "un deux trois", [("kept", "un deux trois")]),
        ("un deux", "un trois", [("kept", "un "), (REMOVED, "deux"), (ADDED, "trois")]),
        ("un deux quatre", "un cinq six quatre", [("kept", "un "), (REMOVED, "deux"), (ADDED, "cinq six"), ("kept", " quatre")]),
        ("", "un", [(ADDED, "un")]),
        ("un", "", [(REMOVED, "un")]),
    ],
)  # fmt: skip
def test_changes_are_told_by_words(before, after, found):
    assert [(one.kind, one.text) for one in changes(before, after)] == found


def test_what_stayed_the_same_far_from_a_change_is_left_out():
    same = "mot " * 200
    found = changes(f"{same}hier {same}", f"{same}demain {same}")
    assert [one.kind for one in found] == [LEFT_OUT, "kept", REMOVED, ADDED, "kept", LEFT_OUT]


def test_two_long_texts_without_a_word_in_common_are_told_at_once():
    before, after = (" ".join(f"{letter}{n}" for n in range(20_000)) for letter in "ab")
    assert [one.kind for one in changes(before, after)] == [REMOVED, ADDED]
