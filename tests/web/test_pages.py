"""Pages as people see them: full, empty, in French and in English, wrong."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from entregent.connectors.contract import FetchedPost, SourceError, Trouble
from entregent.listening.actions import record_failure
from entregent.listening.models import Source
from entregent.listening.selectors import followed_sources
from entregent.watches.actions import keep_watch, match_watch
from entregent.watches.models import Mention, Watch
from tests import screens
from tests.posts import heard

pytestmark = pytest.mark.django_db
SCREENS = (*screens.SCREENS, "find/")


def recent(title: str, name: str) -> FetchedPost:
    return FetchedPost(
        name, f"https://blog.example/{name}", title, f"<p>{title} au jardin</p>", "", timezone.now(), None
    )


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    client.base = f"/w/{people.workspace.slug}/"
    return client


@pytest.fixture
def full(people, alice):
    posts = recent("Le compost", "1"), recent("Le vélo", "2"), recent("<script>compost</script>", "3")
    source = heard(people.workspace, *posts, now=timezone.now())
    watch = keep_watch(people.workspace, name="Compost", query="compost", by=people.alice)
    match_watch(watch)
    return source, watch


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_opens_empty(alice, screen, language):
    page = alice.get(alice.base + screen, headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_opens_full_and_quotes_safely(alice, full, screen):
    page = alice.get(alice.base + screen).content.decode()
    assert "<script>compost" not in page


# What each asks now: what is owed is of eight kinds, privacy's requests among them; lists have filters, boxes and views.
USUALLY = 10
MOST = {
    "today/": 28,
    "listen/": 15,
    "find/?q=compost": 14,
    "people/privacy/": 13,
    "listen/posts/": 12,
    "voices/": 11,
    "settings/work/": 11,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_asks_few_questions(alice, full, screen, django_assert_max_num_queries):
    alice.get(alice.base + screen)  # the first page of a session remembers its workspace
    with django_assert_max_num_queries(MOST.get(screen, USUALLY)):
        alice.get(alice.base + screen)


def test_today_greets_and_shows_what_was_heard(alice, full):
    page = alice.get(alice.base + "today/", headers={"accept-language": "fr"}).content.decode()
    assert "Bonjour Alice" in page
    assert "Une attention" in page
    assert "<mark>compost</mark>" in page.lower()


def test_today_says_which_source_asks_for_a_hand(alice, full):
    record_failure(full[0], error=SourceError(Trouble.TIMEOUT), now=timezone.now())
    page = alice.get(alice.base + "today/", headers={"accept-language": "fr"}).content.decode()
    assert "Le site a mis trop de temps à répondre." in page


def test_a_mention_shows_the_whole_post_with_its_words_marked(alice, full):
    mention = Mention.objects.get(post__title="Le compost")
    page = alice.get(f"{alice.base}listen/mentions/{mention.pk}/").content.decode()
    assert re.search(r"Le <mark>compost</mark> au jardin", page)


def test_a_watch_is_written_and_asks_the_past_at_once(alice, full):
    answer = alice.post(alice.base + "listen/watches/new/", {"name": "Vélo", "query": "vélo"}, follow=True)
    assert (
        "a relevé 1" in answer.content.decode().replace("\u202f", " ") or "has caught 1 post" in answer.content.decode()
    )


def test_a_watch_with_a_mistake_is_kept_on_screen_with_a_mend(alice):
    answer = alice.post(alice.base + "listen/watches/new/", {"query": "(compost"}, headers={"accept-language": "fr"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "La parenthèse du caractère 1 n’est jamais fermée" in page
    assert "(compost</textarea>" in page


def test_a_removed_watch_can_be_brought_back(alice, full):
    page = alice.post(f"{alice.base}listen/watches/{full[1].pk}/remove/", follow=True).content.decode()
    assert f"/listen/watches/{full[1].pk}/restore/" in page
    alice.post(f"{alice.base}listen/watches/{full[1].pk}/restore/")
    assert Watch.objects.get().removed_at is None


def test_a_source_can_be_left_and_taken_up_again(alice, full):
    page = alice.post(f"{alice.base}listen/sources/{full[0].pk}/leave/", follow=True).content.decode()
    assert not followed_sources(full[0].followings.get().workspace).filter(pk=full[0].pk).exists()
    left_at = re.search(r'name="left_at" value="([^"]+)"', page)
    alice.post(f"{alice.base}listen/sources/undo/", {"left_at": left_at[1]})
    assert followed_sources(full[0].followings.get().workspace).filter(pk=full[0].pk).exists()


def test_an_address_that_is_none_is_refused_on_the_form(alice):
    answer = alice.post(
        alice.base + "listen/sources/follow/", {"address": "ftp://x"}, headers={"accept-language": "fr"}
    )
    assert answer.status_code == 422
    assert "Ce n’est pas l’adresse d’un flux" in answer.content.decode()
    assert not Source.objects.exists()


def test_a_private_address_is_explained_and_not_kept(alice):
    given = {"address": "http://127.0.0.1/feed"}
    page = alice.post(alice.base + "listen/sources/follow/", given, headers={"accept-language": "fr"})
    assert page.status_code == 422
    assert "dans un réseau privé" in page.content.decode()
    assert 'value="http://127.0.0.1/feed"' in page.content.decode()
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "address", ["listen/?watch=²", "voices/?watch=²", "listen/posts/?source=²", "find/?q=%00", "listen/?page=²"]
)
def test_odd_addresses_are_no_failure(alice, full, address):
    assert alice.get(alice.base + address).status_code == 200


@pytest.mark.parametrize("asked", ["ECOLE", "école", "ecole"])
def test_finding_forgives_accents_and_capitals(alice, people, asked):
    heard(people.workspace, recent("L’École du compost", "e"), now=timezone.now())
    assert "<mark>École</mark> du compost" in alice.get(f"{alice.base}find/?q={asked}").content.decode()


def test_finding_answers_the_palette_with_a_fragment(alice, full):
    fragment = alice.get(alice.base + "find/?q=comp", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Le <mark>compost</mark>" in fragment


def test_a_voice_shows_all_it_published(alice, full):
    page = alice.get(f"{alice.base}voices/{full[1].pk}/{full[0].pk}/").content.decode()
    assert "Le vélo" in page
    assert "Le <mark>compost</mark> au jardin" in page
    assert alice.get(f"{alice.base}voices/{full[1].pk}/{full[0].pk}/?author=Personne").status_code == 404


def test_the_theme_and_the_language_are_remembered(alice):
    alice.post("/theme/", {"theme": "dark", "next": alice.base + "today/"})
    alice.post("/language/", {"language": "en", "next": "/"})
    page = alice.get(alice.base + "today/", headers={"accept-language": "fr"}).content.decode()
    assert 'data-bs-theme="dark"' in page
    assert 'lang="en"' in page
    assert alice.post("/theme/", {"theme": "system", "next": "//evil.example/"}).url == "/"


def test_pages_carry_a_policy_without_inline_code(alice):
    answer = alice.get(alice.base + "today/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_missing_page_says_so_in_ones_language(client, language):
    answer = client.get("/nowhere/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert {"fr": "Cette page n’est pas ici", "en": "This page is not here"}[language] in answer.content.decode()


def test_health_is_told_without_logging_in(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json() == {"database": True, "worker": False}


def test_somebody_without_workspace_is_told_what_to_do(people, client):
    people.bob.memberships.all().delete()
    client.force_login(people.bob)
    assert client.get(reverse("web:front_door")).status_code == 200
