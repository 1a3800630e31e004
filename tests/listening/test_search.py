"""Full-text search. Every test runs on both databases: the same questions, the same answers."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from entregent.connectors.contract import Cursor, FetchResult
from entregent.core.text import terms
from entregent.listening.actions import record_result, unfollow
from entregent.listening.models import Post, Terms
from entregent.listening.search import highlights, key_of, read_question, search
from entregent.listening.search.cutting import Placed, cut
from entregent.listening.search.keys import post_of
from entregent.listening.selectors import Filters, former_versions, same_elsewhere, search_stream, stream
from tests.posts import NOW, fetched, heard

FRENCH = "<p>Les communes rurales compostent leurs déchets verts. Le maire y tient beaucoup, et les habitants l’en remercient.</p>"
ENGLISH = "<p>Rural communities are composting their green waste. The mayor cares a lot about it, and neighbours thank her.</p>"
PHRASE = "<p>Nous avons planté des pommes de terre nouvelles dans le jardin partagé de la rue.</p>"


@pytest.fixture
def posts(people) -> dict[str, Post]:
    given = (
        fetched("Compost", FRENCH, name="fr", days_ago=3),
        fetched("Compost heap", ENGLISH, name="en", days_ago=2),
        fetched("Le potager", PHRASE, name="potager", days_ago=1),
        fetched("Œuvre d’été", "<p>Aujourd’hui à l’école, une œuvre naïve de Zoé.</p>", name="art", days_ago=4),
        fetched(
            "Annonce", "<p>@amap35 cherche des bras #ZéroDéchet, merci à tous et à toutes.</p>", name="tag", days_ago=5
        ),
    )
    heard(people.workspace, *given)
    return {post.stable_id.removeprefix("urn:"): post for post in Post.objects.all()}


def names(found) -> list[str]:
    return [post.stable_id.removeprefix("urn:") for post in found.posts]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("compost", ["en", "fr"]),
        ("composter", ["en", "fr"]),  # one stem in both languages
        ("compostent", ["en", "fr"]),
        ("composting", ["en", "fr"]),
        ("déchet", ["fr", "tag"]),
        ("DECHETS", ["fr", "tag"]),
        ("rurale déchets", ["fr"]),
        ("neighbour", ["en"]),
        ("neighbour maire", []),
        ('"pommes de terre"', ["potager"]),
        ("« pomme de terre »", ["potager"]),
        ('"terre pommes"', []),
        ('"potager planté"', []),  # title and text do not run into one another
        ("pota*", ["potager"]),
        ("comp*", ["en", "fr"]),
        ("publications*", []),
        ("oeuvre", ["art"]),
        ("Œuvres", ["art"]),
        ("ecole", ["art"]),
        ("zerodechet", ["tag"]),
        ("amap35", ["tag"]),
        ("le la les", []),
        ("", []),
        ('" " * "', []),
        ("compost OR maire", ["fr"]),  # « or » says nothing in French
        ("title: compost AND (x", []),
        ("'; DROP TABLE x; --", []),
        ("a" * 5000, []),
    ],
)
def test_words_are_found_in_any_inflection(posts, typed, answers):
    assert names(search(Post.objects.all(), typed)) == answers


@pytest.mark.django_db
def test_pages_follow_one_another_without_gap_or_repeat(people):
    heard(people.workspace, *[fetched(name=str(n), html="<p>du compost</p>", days_ago=n % 7) for n in range(25)])
    seen, below = [], None
    while True:
        found = search(Post.objects.all(), "compost", below=below, limit=10)
        seen += names(found)
        if (below := found.further) is None:
            break
    assert len(seen) == len(set(seen)) == 25
    dates = dict(Post.objects.values_list("stable_id", "published_at"))
    shown = [dates[f"urn:{name}"] for name in seen]
    assert shown == sorted(shown, reverse=True)


@pytest.mark.django_db
def test_the_index_follows_edits_and_deletions(people, posts):
    source = posts["fr"].source
    record_result(source, result=FetchResult((fetched("Vélos", "<p>Des pistes.</p>", name="fr"),), Cursor()), now=NOW)
    everything = Post.objects.all()
    assert names(search(everything, "déchets verts")) == []
    assert names(search(everything, "piste")) == ["fr"]
    posts["potager"].delete()
    assert names(search(everything, "potager")) == []
    Terms.objects.filter(post=posts["art"]).update(body="autre")
    assert names(search(everything, "école")) == []
    assert names(search(everything, "autre")) == ["art"]
    source.delete()
    assert not Terms.objects.exists()
    assert index_is_empty()


def index_is_empty() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO listening_search(listening_search) VALUES ('integrity-check')")
            cursor.execute("SELECT count(*) FROM listening_search WHERE listening_search MATCH 'autre OR pist*'")
        else:
            cursor.execute("SELECT count(*) FROM listening_terms")
        return cursor.fetchone()[0] == 0


@pytest.mark.django_db
def test_a_workspace_finds_what_it_heard_and_nothing_else(people, posts):
    assert names(search_stream(people.workspace, "compost")) == ["en", "fr"]
    assert names(search_stream(people.elsewhere, "compost")) == []
    source = posts["fr"].source
    unfollow(people.workspace, source=source, by=people.alice, now=NOW)
    after = NOW + timedelta(days=1)
    record_result(source, result=FetchResult((fetched("Compost", FRENCH, name="late"),), Cursor()), now=after)
    assert names(search_stream(people.workspace, "compost")) == ["en", "fr"]


@pytest.mark.django_db
def test_filters_narrow_the_stream_and_the_search(people, posts):
    heard(people.workspace, fetched("Compost", FRENCH, name="ailleurs"), address="https://autre.example/feed")
    other = Post.objects.get(stable_id="urn:ailleurs")
    type(other.source).objects.filter(pk=other.source.pk).update(region="53")
    workspace = people.workspace
    assert names(search_stream(workspace, "compost", Filters(source=other.source.pk))) == ["ailleurs"]
    assert names(search_stream(workspace, "compost", Filters(language="en"))) == ["en"]
    assert names(search_stream(workspace, "compost", Filters(region="53"))) == ["ailleurs"]
    since, until = NOW - timedelta(days=2, hours=1), NOW - timedelta(days=1, hours=1)
    assert names(search_stream(workspace, "compost", Filters(since=since, until=until))) == ["en"]
    assert [post.stable_id for post in stream(workspace, Filters(since=since, until=until))] == ["urn:en"]
    assert stream(workspace, Filters(language="fr")).count() >= 3


@pytest.mark.django_db
def test_a_page_of_results_costs_the_same_however_many_answer(people, django_assert_num_queries):
    heard(people.workspace, *[fetched(name=str(n), html="<p>du compost</p>") for n in range(150)])
    with django_assert_num_queries(4):
        found = search_stream(people.workspace, "compost", limit=40)
        assert [str(post.source) for post in found.posts]


@pytest.mark.django_db
def test_where_else_and_what_before(people, posts):
    long = "<p>" + " ".join(f"mot{n} jardin" for n in range(40)) + "</p>"
    heard(people.workspace, fetched("Un", long, name="un"), address="https://un.example/feed")
    heard(people.workspace, fetched("Deux", long, name="deux"), address="https://deux.example/feed")
    heard(people.elsewhere, fetched("Trois", long, name="trois"), address="https://trois.example/feed")
    one = Post.objects.get(stable_id="urn:un")
    assert [post.title for post in same_elsewhere(one, people.workspace)] == ["Deux"]
    assert list(former_versions(one)) == []


def marked(text: str, typed: str, language: str = "fr") -> list[str]:
    return [text[span.start : span.end] for span in highlights(text, read_question(typed), language=language)]


@pytest.mark.parametrize(
    ("text", "typed", "language", "found"),
    [
        ("Ils compostaient, et le marché aussi.", "composter MARCHES", "fr", ["compostaient", "marché"]),
        ("They are composting; compost!", "composts", "en", ["composting", "compost"]),
        ("des pommes de terre, une pomme mûre, la terre", '"pomme de terre"', "fr", ["pommes de terre"]),
        ("Le potager du Potier", "pot*", "fr", ["potager", "Potier"]),
        ("Vu sur https://exemple.fr/compost hier", "compost", "fr", []),
        ("#ZéroDéchet demain", "zerodechet", "fr", ["#ZéroDéchet"]),
        ("Ŝafo compost", "compost", "", ["compost"]),
        ("rien", "", "fr", []),
    ],
)
def test_what_answers_is_marked(text, typed, language, found):
    assert marked(text, typed, language) == found


@given(
    st.text(alphabet="aéÉœß’'-#@._ \n\u00a0\u202f0159%½ĳ,;:!?…«»\"()[]xX/:\u0301\u00ad🎉中", max_size=80),
    st.sampled_from(["fr", "en", None]),
)
def test_cutting_fast_is_cutting(text, language):
    assert cut(text, language) == terms(text, language)


@given(st.text(alphabet="aéÉœß’'-#@._ \n\u00a00159½,;:!?xX/Rr🎉中", max_size=80), st.sampled_from(["fr", "en", None]))
def test_terms_are_located_where_they_are_found(text, language):
    placed = Placed(text, language)
    places = [placed.where(at) for at in range(len(placed.terms))]
    assert [one.term for one in places] == placed.terms == terms(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in places)


@given(st.text(max_size=40))
def test_no_question_breaks(typed):
    read_question(typed)
    marked("Le compost du quartier", typed)


@given(
    st.datetimes(min_value=NOW.replace(year=1900, tzinfo=None), max_value=NOW.replace(year=2200, tzinfo=None)),
    st.integers(1, 1 << 36),
)
def test_a_key_keeps_order_and_post(moment, post):
    key = key_of(moment.replace(tzinfo=NOW.tzinfo), post % (1 << 36))
    assert post_of(key) == post % (1 << 36)
    assert key < key_of(moment.replace(tzinfo=NOW.tzinfo) + timedelta(minutes=1), 0)
    assert -(1 << 63) < key < 1 << 63
