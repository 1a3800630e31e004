"""One life of a relation: exchanges, promises, asks, ideas, what they publish and where they speak of us."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source as Known
from entregent.contacts.models import Fact
from entregent.relations.actions import make_promise, note_exchange, receive_idea
from entregent.relations.models import Ask
from entregent.relations.selectors.life import PER_PAGE, Kind, life_of
from entregent.watches.actions import keep_watch, match_watch, say_who_speaks
from entregent.watches.models import Mention, Watch
from tests.posts import NOW, fetched, heard

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def fatou(people):
    return keep_contact(people.workspace, Identity("Fatou Diop"), by=people.alice)


def site(contact, people, address="http://www.blog.example"):
    known = Known(Fact.How.SAID, NOW.date())
    return note_fact(contact, kind=Fact.Kind.SITE, value=address, source=known, by=people.alice, now=NOW)


def told(contact, **asked):
    return [(line.kind.value, str(line.row)) for line in life_of(contact, **asked).lines]


def test_everything_stands_on_one_thread_the_latest_first(people, fatou):
    heard(people.workspace, fetched("Mes vers", author="Fatou", days_ago=3))
    site(fatou, people)
    note_exchange(fatou, manner="call", side="both", at=NOW - 4 * DAY, by=people.alice, now=NOW)
    day = (NOW - 2 * DAY).date()
    make_promise(fatou, side="us", what="Un bac", made_on=day, due_on=day, by=people.alice)
    receive_idea(fatou, "Un bac de plus", at=NOW - DAY, by=people.alice, now=NOW)
    Ask.objects.create(contact=fatou, purpose="Une photo", asked_at=NOW - 5 * DAY)
    assert [kind for kind, _row in told(fatou)] == ["ideas", "promises", "posts", "exchanges", "asks"]
    for kind in (Kind.IDEA, Kind.PROMISE, Kind.POST, Kind.EXCHANGE, Kind.ASK):
        assert [one for one, _row in told(fatou, kind=kind)] == [kind.value]


def test_their_site_is_known_however_it_is_written_and_no_longer_once_it_is_not_theirs(people, fatou):
    heard(people.workspace, fetched("Mes vers"))
    fact = site(fatou, people)
    assert told(fatou) == [("posts", "Mes vers")]
    fact.ended_at = NOW
    fact.save()
    assert told(fatou) == []


def test_in_a_source_of_several_only_what_they_sign_is_theirs(people, fatou):
    heard(
        people.workspace,
        fetched("Compost, par Fatou", name="1", author="Fatou"),
        fetched("Compost, par Marc", name="2", author="Marc"),
    )
    match_watch(keep_watch(people.workspace, name="Compost", query="compost", by=people.alice))
    fatous = Mention.objects.get(post__author="Fatou")
    say_who_speaks(fatous, fatou, by=people.alice, now=NOW)
    site(fatou, people)
    assert told(fatou) == [("posts", "Compost, par Fatou")]
    marc = keep_contact(people.workspace, Identity("Marc"), by=people.alice)
    site(marc, people)
    assert told(marc) == [("posts", "Compost, par Marc")]  # who else is known to sign there is somebody else


@pytest.mark.parametrize(("kind", "speaks"), [(Watch.Kind.TOPIC, True), (Watch.Kind.COMPETITOR, False)])
def test_where_they_speak_of_us_is_what_our_watches_heard(people, fatou, kind, speaks):
    heard(people.workspace, fetched("Le compost", name="1"), fetched("Le vélo", name="2"))
    site(fatou, people)
    watch = keep_watch(people.workspace, name="Compost", query="compost", by=people.alice)
    Watch.objects.filter(pk=watch.pk).update(kind=kind)
    match_watch(watch)
    assert told(fatou, kind=Kind.OF_US) == ([("posts", "Le compost")] if speaks else [])
    assert [bool(line.mention) for line in life_of(fatou).lines if line.row.title == "Le compost"] == [speaks]


def test_what_another_workspace_hears_is_not_told(people, fatou):
    heard(people.elsewhere, fetched("Mes vers"))
    site(fatou, people)
    assert told(fatou) == []


def test_it_goes_back_a_page_at_a_time_and_asks_a_constant_number_of_questions(people, fatou, client):
    posts = [fetched(f"Vers {n}", name=str(n), days_ago=n + 1) for n in range(2)]
    heard(people.workspace, *posts)
    site(fatou, people)
    client.force_login(people.alice)
    address = reverse("contacts:contact", args=[people.workspace.slug, fatou.pk])
    note_exchange(fatou, manner="call", side="both", at=NOW, by=people.alice, now=NOW)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    heard(people.workspace, *[fetched(f"Vers {n}", name=str(n), days_ago=n + 1) for n in range(2, 40)])
    for n in range(30):
        note_exchange(fatou, manner="call", side="both", at=NOW - n * DAY, by=people.alice, now=NOW)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address).content.decode()
    assert len(many) == len(few)
    assert "?page=2#life" in page
    pages = [told(fatou, page=number) for number in range(1, 7)]
    assert [len(lines) for lines in pages] == [PER_PAGE] * 4 + [71 - 4 * PER_PAGE, 0]
    assert len({line for lines in pages for line in lines if line[0] == "posts"}) == 40


@pytest.mark.parametrize("asked", ["?show=posts", "?show=of-us", "?show=nothing", "?page=999", "?page=-1", "?page=x"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_any_choice_of_an_empty_life_says_something(people, fatou, client, asked, language):
    client.force_login(people.alice)
    address = reverse("contacts:contact", args=[people.workspace.slug, fatou.pk])
    assert 'id="life"' in client.get(address + asked, headers={"accept-language": language}).content.decode()
