"""The list of sources, what is done to several of them, and the page of one."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.translation import override

from entregent.accounts.permissions import SYSTEM
from entregent.connectors.contract import Cursor, FetchResult, SourceError, Trouble
from entregent.history.models import Entry
from entregent.listening.actions import ask_reading, declare_region, follow, record_failure, record_result
from entregent.listening.health import rhythm_of
from entregent.listening.models import Following, Source
from entregent.listening.selectors import Filters, stream
from entregent.listening.source_list import SourceFilters, listed_sources, rows_of
from tests.posts import NOW, fetched, heard

pytestmark = pytest.mark.django_db
DAY = 86_400


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    client.base = f"/w/{people.workspace.slug}/listen/sources/"
    return client


def read(client, path: str = "", language: str = "en") -> str:
    page = client.get(client.base + path, headers={"accept-language": language})
    assert page.status_code == 200
    return unescape(page.content.decode())


def said(workspace, about: str, *posts, address: str = "https://blog.example/feed", title: str = "Le blog") -> Source:
    source, _ = follow(workspace, address=address, by=SYSTEM)
    record_result(source, result=FetchResult(posts, Cursor(), title=title, about=about), now=timezone.now())
    return source


@pytest.fixture
def several(people):
    """One well, one in trouble, one that ended, one never read."""
    workspace = people.workspace
    well = heard(workspace, fetched(), title="L’Écho d’Évreux")
    ill, ended, unread = (
        follow(workspace, address=f"https://{name}.example/feed", by=SYSTEM, title=name)[0]
        for name in ("malade", "fini", "neuf")
    )
    record_failure(ill, error=SourceError(Trouble.TIMEOUT), now=NOW)
    record_failure(ended, error=SourceError(Trouble.GONE), now=NOW)
    return well, ill, ended, unread


def names(workspace, **filters) -> list[str]:
    return [str(one) for one in listed_sources(workspace, SourceFilters(**filters))]


@pytest.mark.parametrize("words", ["echo evreux", "ÉVREUX", "l'echo", "blog.example", "Écho d’Évreux"])
def test_words_find_a_source_whatever_case_and_accents(people, several, words):
    assert names(people.workspace, words=words) == ["L’Écho d’Évreux"]


@pytest.mark.parametrize(
    ("state", "found"),
    [("well", ["L’Écho d’Évreux"]), ("trouble", ["malade"]), ("ended", ["fini"]), ("unread", ["neuf"])],
)
def test_each_state_of_health_is_a_filter_with_its_count(alice, people, several, state, found):
    assert names(people.workspace, state=state) == found
    page = read(alice, f"?state={state}")
    assert page.count("<tr data-item") == 1
    assert "4 sources" in page


def test_those_in_trouble_come_first_unless_the_name_is_asked(people, several):
    assert names(people.workspace)[:2] == ["fini", "malade"]
    assert names(people.workspace, sort="name") == ["fini", "L’Écho d’Évreux", "malade", "neuf"]


def test_a_row_counts_its_posts_and_says_why_it_fails_and_when_it_is_tried_again(alice, people, several):
    heard(people.workspace, fetched(name="2", days_ago=None))
    rows = {str(row): row for row in rows_of([one.pk for one in several], people.workspace)}
    assert rows["Le blog"].post_count == 2
    assert rows["Le blog"].latest_post == NOW - timedelta(days=1)
    page = read(alice)
    for words in ("The site took too long to answer.", "1 failure in a row", "never read yet", "gone for good"):
        assert words in page


def test_the_list_takes_a_fixed_number_of_queries(alice, people, several, django_assert_max_num_queries):
    for number in range(30):
        follow(people.workspace, address=f"https://s{number}.example/feed", by=SYSTEM)
    read(alice)
    with django_assert_max_num_queries(14):
        read(alice)


def test_those_ticked_are_left_and_taken_back_as_they_were(alice, people, several):
    well, ill, *_ = several
    before = set(Following.objects.filter(ended_at=None).values_list("pk", flat=True))
    page = alice.post(
        alice.base + "act/",
        {"act": "leave", "source": [well.pk, ill.pk]},
        follow=True,
        headers={"accept-language": "en"},
    )
    assert "2 sources are no longer listened to." in page.content.decode()
    assert names(people.workspace, sort="name") == ["fini", "neuf"]
    left_at = Following.objects.exclude(ended_at=None).first().ended_at
    alice.post(alice.base + "undo/", {"left_at": left_at.isoformat()})
    assert set(Following.objects.filter(ended_at=None).values_list("pk", flat=True)) == before
    assert list(Entry.objects.order_by("pk").values_list("event", flat=True))[-2:] == [
        "listening.left_several",
        "listening.taken_back",
    ]


def test_all_that_answer_are_left_at_once(alice, people, several):
    alice.post(alice.base + "act/?state=trouble", {"act": "leave", "whole": "1"})
    assert names(people.workspace, sort="name") == ["fini", "L’Écho d’Évreux", "neuf"]


def test_another_workspace_keeps_what_it_listens_to(alice, people, several):
    theirs = heard(people.elsewhere, fetched(), address="https://theirs.example/feed")
    follow(people.elsewhere, address=several[0].address, by=SYSTEM)
    alice.post(alice.base + "act/", {"act": "leave", "source": [theirs.pk, several[0].pk]})
    assert Following.objects.filter(workspace=people.elsewhere, ended_at=None).count() == 2
    assert alice.get(f"{alice.base}{theirs.pk}/").status_code == 404


def test_read_now_puts_a_source_first_and_spares_one_tried_a_moment_ago(people, several):
    well, _, ended, _ = several
    now = timezone.now()
    record_failure(well, error=SourceError(Trouble.TIMEOUT), now=now)
    sources = Source.objects.filter(pk__in=[well.pk, ended.pk])
    asked = ask_reading(people.workspace, sources=sources, by=people.alice, now=now)
    assert (asked.sources, asked.spared) == ([ended.pk], 1)
    assert list(Source.objects.due(now + timedelta(seconds=1)).filter(pk__in=[well.pk, ended.pk])) == [ended]


def test_the_page_says_by_itself_what_came_of_a_reading(alice, people, several):
    unread = several[3]
    page = alice.post(alice.base + "act/", {"only": unread.pk}, follow=True, headers={"accept-language": "en"})
    assert "being read…" in page.content.decode()
    assert f"/{unread.pk}/health/" in page.content.decode()
    record_result(unread, result=FetchResult((fetched(name="9"),), Cursor(), title="Neuf"), now=timezone.now())
    cell = read(alice, f"{unread.pk}/health/")
    assert "1 new post" in cell
    assert "hx-trigger" not in cell


def test_the_page_of_a_source_shows_what_it_is(alice, people):
    posts = [fetched(f"Billet {n}", name=str(n), days_ago=4 * n) for n in range(1, 8)]
    source = said(people.workspace, "Un blog de jardin, à Nantes", *posts)
    page = read(alice, f"{source.pk}/")
    for words in ("Un blog de jardin, à Nantes", "Pays de la Loire", "inferred from what it says of itself", "Billet 1",
                  "https://blog.example/feed", "7 new posts", "Last readings, oldest first: 1 with something new"):  # fmt: skip
        assert words in page, words


def test_a_place_that_is_not_clear_stays_unknown(alice, people):
    source = said(people.workspace, "Tout ce que vous n’avez jamais osé lire")
    assert source.region == ""
    assert "Not known" in read(alice, f"{source.pk}/")


def test_a_description_that_changes_changes_the_region(people):
    source = said(people.workspace, "Un blog de jardin, à Nantes")
    assert (source.region, source.region_how, source.region_evidence) == (
        "52",
        "inferred",
        "Un blog de jardin, à Nantes",
    )
    assert said(people.workspace, "Un blog de jardin, à Rennes").region == "53"
    assert said(people.workspace, "Un blog de jardin").region == ""


def test_a_declared_region_is_the_teams_own_and_filters_the_stream(alice, people):
    source = said(people.workspace, "Un blog de jardin, à Nantes", fetched())
    follow(people.elsewhere, address=source.address, by=SYSTEM)
    alice.post(f"{alice.base}{source.pk}/region/", {"region": "53"})
    assert "declared by Alice" in read(alice, f"{source.pk}/")
    found = {
        (workspace, code): stream(workspace, Filters(region=code)).count()
        for workspace in (people.workspace, people.elsewhere)
        for code in ("52", "53")
    }
    assert found[people.workspace, "53"] == 1
    assert found[people.workspace, "52"] == 0
    assert found[people.elsewhere, "53"] == 0
    assert names(people.workspace, region="53") == ["Le blog"]
    declare_region(people.workspace, source=source, region="-", by=people.alice, now=NOW)
    assert stream(people.workspace, Filters(region="52")).count() == 0
    assert names(people.workspace, region="?") == ["Le blog"]


def test_a_region_that_is_none_is_refused(alice, people):
    source = said(people.workspace, "")
    alice.post(f"{alice.base}{source.pk}/region/", {"region": "zz"})
    assert Following.objects.get(source=source).region == ""


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0.1, "several times a day"), (1, "about once a day"), (3.5, "about 2 times a week"), (7, "about once a week"),
     (14, "about twice a month"), (30, "about once a month"), (90, "every few months"), (200, "once or twice a year")],
)  # fmt: skip
def test_the_rhythm_is_said_in_words(gap, words):
    end = int(NOW.timestamp())
    with override("en"):
        assert rhythm_of([end - int(n * gap * DAY) for n in range(8)], NOW) == words


def test_too_few_posts_tell_no_rhythm_and_a_silence_is_said():
    end = int(NOW.timestamp())
    assert rhythm_of([end, end - DAY], NOW) == ""
    with override("en"):
        assert "but nothing since" in rhythm_of([end - (60 + n) * DAY for n in range(8)], NOW)
