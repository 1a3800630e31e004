"""Views of the inbox: kept, of one member or of the team; read elsewhere; taken away as a table."""

import csv
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from entregent.accounts.actions import change_role
from entregent.accounts.actions import remove as remove_member
from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.history.models import Entry
from entregent.watches import actions
from entregent.watches.actions import feed_at, feed_secret_of, keep_view, keep_watch, match_watch, views_for
from entregent.watches.models import Catch, Mention, SavedView, State
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 3, 8, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def caught(people, *posts):
    heard(people.workspace, *posts)
    match_watch(keep_watch(people.workspace, name="Compost", query="compost*", by=people.alice))
    Mention.objects.update(state=State.OPEN)
    Catch.objects.update(state=State.OPEN)


def member(people, user):
    return people.workspace.memberships.get(user=user)


def page(people, name, *args):
    return reverse(f"watches:{name}", args=[people.workspace.slug, *args])


def kept(people, *, for_team=False, name="En retard", query="box=late", by=None):
    return keep_view(people.workspace, name=name, query=query, by=member(people, by or people.alice), for_team=for_team)


def test_what_one_keeps_is_ones_own_and_what_the_team_keeps_is_everybodys(people):
    mine, ours = kept(people), kept(people, for_team=True, name="Questions", query="sort=question")
    assert views_for(member(people, people.alice)) == [mine, ours]
    assert views_for(member(people, people.bob)) == [ours]
    assert views_for(people.elsewhere.memberships.get()) == []


def test_a_name_kept_again_gets_the_new_filters(people):
    kept(people)
    kept(people, query="box=mine")
    assert SavedView.objects.get().query == "box=mine"


def test_filters_are_kept_by_the_page_less_what_they_cannot_mean(people, client):
    client.force_login(people.bob)
    answer = client.post(
        page(people, "keep_view"), {"name": "Louanges", "query": "box=late&sort=praise&evil=1&watch=99"}
    )
    assert SavedView.objects.get().query == "box=late&sort=praise"
    assert answer.url == f"{page(people, 'mentions')}?box=late&sort=praise"
    shown = client.get(answer.url)
    assert "Louanges" in shown.content.decode()


def test_it_is_renamed_removed_and_brought_back(people, client):
    view = kept(people, for_team=True)
    client.force_login(people.bob)
    client.post(page(people, "view", view.pk), {"name": "Ce qui presse"})
    view.refresh_from_db()
    assert view.name == "Ce qui presse"
    answer = client.post(page(people, "remove_view", view.pk), follow=True)
    assert "Ce qui presse" in answer.content.decode()
    assert views_for(member(people, people.bob)) == []
    client.post(page(people, "restore_view", view.pk))
    assert views_for(member(people, people.bob)) == [view]


def test_somebody_elses_view_is_not_there(people, client):
    view = kept(people)
    client.force_login(people.bob)
    for name in ("view", "remove_view", "restore_view", "open_feed", "close_feed"):
        assert client.post(page(people, name, view.pk)).status_code == 404


def test_who_only_reads_keeps_and_removes_their_own_but_none_of_the_team(people, client):
    change_role(member(people, people.bob), role=Role.READER, by=people.alice)
    ours, mine = kept(people, for_team=True), kept(people, by=people.bob)
    client.force_login(people.bob)
    assert client.post(page(people, "remove_view", ours.pk)).status_code == 403
    assert client.post(page(people, "keep_view"), {"name": "x", "whose": "team"}).status_code == 403
    assert client.post(page(people, "open_feed", mine.pk)).status_code == 403
    assert client.post(page(people, "remove_view", mine.pk)).status_code == 302
    with pytest.raises(NotAllowedError):
        actions.open_feed(mine, by=member(people, people.bob), now=NOW)


def test_a_feed_is_read_by_whoever_has_its_address(people, client):
    caught(people, fetched("Le <compost>", "<p>Du <b>compost</b> & du café</p>", author="Marie"))
    view = actions.open_feed(kept(people, query="", name="Tout"), by=member(people, people.alice), now=NOW)
    address = reverse("views:feed", args=[feed_secret_of(view)])
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "private, no-store")
    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Le <compost>"
    assert entry.find(f"{ATOM}link").get("href") == "https://blog.example/1"
    assert entry.findtext(f"{ATOM}summary") == "<p>Du <mark>compost</mark> &amp; du café</p>"
    view.refresh_from_db()
    assert view.feed_asked_at is not None


def test_an_address_that_was_renewed_closed_or_removed_opens_nothing(people, client):
    alice, view = member(people, people.alice), kept(people)
    secrets = [feed_secret_of(actions.open_feed(view, by=alice, now=NOW)) for _ in range(2)]
    assert (feed_at(secrets[0]), feed_at(secrets[1])) == (None, view)
    actions.remove_view(view, by=alice, now=NOW)
    assert feed_at(secrets[1]) is None
    actions.restore_view(view, by=alice)
    assert feed_at(secrets[1]) == view
    actions.close_feed(view, by=alice)
    assert feed_at(secrets[1]) is None
    for forged in (f"{view.pk}-", f"{view.pk}-{'0' * 64}", "x", "²-3"):
        assert client.get(reverse("views:feed", args=[forged])).status_code == 404


def test_the_feed_of_somebody_who_left_opens_nothing(people):
    view = kept(people, for_team=True)
    secret = feed_secret_of(actions.open_feed(view, by=member(people, people.bob), now=NOW))
    assert feed_at(secret) == view
    remove_member(member(people, people.bob), by=people.alice)
    assert feed_at(secret) is None


def test_what_is_shown_is_taken_away_and_no_cell_is_a_formula(people, client):
    caught(people, fetched("=SUM(A1) compost", name="1"), fetched('Compost; "deux"', name="2", days_ago=2))
    client.force_login(people.bob)
    client.cookies["django_language"] = "fr"
    answer = client.post(page(people, "export"), {"query": ""})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert [row["Titre"] for row in rows] == ["'=SUM(A1) compost", 'Compost; "deux"']
    assert Entry.objects.filter(event="watches.exported", by_id=people.bob.pk).count() == 1
    assert client.get(page(people, "export")).status_code == 405


def test_the_table_holds_what_the_filters_show_beyond_a_page(people, client):
    caught(
        people, *(fetched(f"Compost {number}", name=str(number)) for number in range(40)), fetched("Autre", name="x")
    )
    client.force_login(people.bob)
    shown = client.post(page(people, "export"), {"query": "q=compost"}).getvalue().decode()
    assert shown.count("Compost ") == 40
    nothing = client.post(page(people, "export"), {"query": "box=late"}).getvalue().decode()
    assert len(nothing.splitlines()) == 1
