"""Who speaks in a mention is somebody the team knows: for those alone who may see them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from entregent.accounts.actions import change_role
from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact
from entregent.history.models import Entry
from entregent.watches.actions import keep_watch, match_watch, people_like, say_who_speaks, speaker_of
from entregent.watches.models import Mention
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 3, 8, tzinfo=UTC)


@pytest.fixture
def mentions(people):
    """Two of Fatou's, one of Marc's, in one source."""
    posts = [
        fetched(f"Compost {n}", name=str(n), author=author)
        for n, author in enumerate(("Fatou Diop", "Fatou Diop", "Marc"))
    ]
    heard(people.workspace, *posts)
    match_watch(keep_watch(people.workspace, name="Compost", query="compost", by=people.alice))
    return list(Mention.objects.select_related("post", "workspace").order_by("post__stable_id"))


@pytest.fixture
def fatou(people):
    return keep_contact(people.workspace, Identity(name="Fatou Diop"), by=people.alice)


def test_who_signs_so_is_known_in_all_they_said_there(people, mentions, fatou):
    say_who_speaks(mentions[0], fatou, by=people.bob, now=NOW)
    assert [speaker_of(one) for one in mentions] == [fatou, fatou, None]


def test_the_author_is_looked_for_among_those_known(people, mentions, fatou):
    assert people_like(mentions[0]) == [fatou]
    assert people_like(mentions[2]) == []
    assert people_like(mentions[2], "diop") == [fatou]


def test_it_is_said_and_unsaid_on_the_page(people, mentions, fatou, client):
    client.force_login(people.bob)
    page = reverse("watches:mention", args=[people.workspace.slug, mentions[0].pk])
    place = reverse("watches:speaker", args=[people.workspace.slug, mentions[0].pk])
    assert "Fatou Diop</button>" in client.get(page).content.decode()
    client.post(place, {"contact": fatou.pk})
    file = reverse("contacts:contact", args=[people.workspace.slug, fatou.pk])
    assert file in client.get(page).content.decode()
    client.post(place, {"nobody": "1"})
    assert file not in client.get(page).content.decode()


def test_a_contact_of_another_workspace_is_not_there(people, mentions, client):
    theirs = keep_contact(people.elsewhere, Identity(name="Zoé"), by=people.charlie)
    client.force_login(people.bob)
    place = reverse("watches:speaker", args=[people.workspace.slug, mentions[0].pk])
    assert client.post(place, {"contact": theirs.pk}).status_code == 404
    with pytest.raises(ValueError, match=str(theirs.pk)):
        say_who_speaks(mentions[0], theirs, by=people.bob, now=NOW)


def test_who_may_not_see_contacts_learns_nothing_of_them(people, mentions, fatou, client):
    fatou.name = "Fatou Ndiaye"
    fatou.save()
    say_who_speaks(mentions[0], fatou, by=people.alice, now=NOW)
    change_role(people.workspace.memberships.get(user=people.bob), role=Role.READER, by=people.alice)
    client.force_login(people.bob)
    shown = client.get(reverse("watches:mention", args=[people.workspace.slug, mentions[0].pk]))
    assert "Ndiaye" not in shown.content.decode()
    with pytest.raises(NotAllowedError):
        say_who_speaks(mentions[0], fatou, by=people.bob, now=NOW)
    said = Entry.objects.get(event="watches.speaker_said")
    assert "Ndiaye" not in f"{said.about_name} {said.facts} {said.folded}"
