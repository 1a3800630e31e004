"""Views of the people known: kept, of one member or of the team; opened, taken away, acted on, removed."""

import pytest
from django.urls import reverse

from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact
from entregent.contacts.actions.views import keep_view, rename_view, views_for
from entregent.contacts.models import Contact, PeopleView, Tag
from entregent.contacts.views.contacts import PER_PAGE
from entregent.history.models import Entry

pytestmark = pytest.mark.django_db


def member(people, user):
    return people.workspace.memberships.get(user=user)


def page(people, name, *args):
    return reverse(f"contacts:{name}", args=[people.workspace.slug, *args])


def kept(people, *, for_team=False, name="La presse", query="q=presse", by=None):
    return keep_view(name=name, query=query, by=member(people, by or people.alice), for_team=for_team)


def test_what_one_keeps_is_ones_own_and_what_the_team_keeps_is_everybodys(people):
    mine, ours = kept(people), kept(people, for_team=True, name="Radios", query="q=radio")
    assert views_for(member(people, people.alice)) == [mine, ours]
    assert views_for(member(people, people.bob)) == [ours]
    assert views_for(people.elsewhere.memberships.get()) == []


def test_nobody_touches_the_view_of_a_colleague(people, client):
    mine = kept(people)
    with pytest.raises(ValueError, match=str(mine.pk)):
        rename_view(mine, name="À moi", by=member(people, people.bob))
    client.force_login(people.bob)
    for name in ("view", "remove_view", "restore_view"):
        assert client.post(page(people, name, mine.pk), {"name": "À moi"}).status_code == 404


def test_filters_are_kept_by_the_page_less_what_they_cannot_mean(people, client):
    client.force_login(people.bob)
    given = {"name": " Presse  locale ", "query": "peace=no&evil=1&q= presse &tag=x&page=3", "whose": "team"}
    answer = client.post(page(people, "keep_view"), given)
    view = PeopleView.objects.get()
    assert (view.name, view.query, view.member) == ("Presse locale", "q=presse&peace=no", None)
    assert answer.url == f"{page(people, 'people')}?q=presse&peace=no"
    shown = client.get(answer.url).content.decode()
    assert "Presse locale" in shown
    assert page(people, "view", view.pk) in shown  # the view that is shown can be changed


def test_a_name_kept_again_gets_the_new_filters_and_none_keeps_nothing(people, client):
    client.force_login(people.alice)
    kept(people)
    kept(people, query="q=radio")
    client.post(page(people, "keep_view"), {"name": "  ", "query": "q=x"})
    assert PeopleView.objects.get().query == "q=radio"


def test_it_counts_is_renamed_removed_and_brought_back(people, client):
    keep_contact(people.workspace, Identity("Fatou Diop", outlets=("La presse d’ici",)), by=people.alice)
    view = kept(people, for_team=True)
    client.force_login(people.bob)
    said = client.get(page(people, "view", view.pk), headers={"accept-language": "en"}).content.decode()
    assert "It shows 1 person." in said
    client.post(page(people, "view", view.pk), {"name": "Presse"})
    removed = client.post(page(people, "remove_view", view.pk), follow=True).content.decode()
    assert "Presse" in removed
    assert views_for(member(people, people.bob)) == []
    assert page(people, "restore_view", view.pk) not in client.get(page(people, "people")).content.decode()
    client.post(page(people, "restore_view", view.pk))
    assert [one.name for one in views_for(member(people, people.bob))] == ["Presse"]
    deeds = Entry.objects.filter(event__startswith="contacts.view").order_by("pk").values_list("event", flat=True)
    assert [deed.rpartition("_")[2] for deed in deeds] == ["kept", "renamed", "removed", "restored"]


def test_whoever_may_not_see_people_sees_no_view(people, client):
    kept(people, for_team=True)
    reader = member(people, people.bob)
    reader.role = Role.READER
    reader.save()
    client.force_login(people.bob)
    assert client.get(page(people, "view", PeopleView.objects.get().pk)).status_code == 403


def test_all_whom_a_view_shows_get_a_tag_and_lose_it(people, client):
    for number in range(PER_PAGE + 5):
        keep_contact(people.workspace, Identity(f"Presse {number:03}"), by=people.alice)
    keep_contact(people.workspace, Identity("Une radio"), by=people.alice)
    client.force_login(people.alice)
    view = kept(people)
    assert 'name="everybody"' in client.get(f"{page(people, 'people')}?{view.query}").content.decode()
    given = {"everybody": "on", "query": view.query, "act": "tag", "tag": "vœux"}
    answer = client.post(page(people, "act"), given)
    assert answer.url.endswith("?q=presse")
    assert Contact.objects.filter(tags=Tag.objects.get()).count() == PER_PAGE + 5
    client.post(page(people, "undo"))
    assert not Contact.objects.filter(tags=Tag.objects.get()).exists()


def test_a_view_is_taken_away_as_a_file(people, client):
    keep_contact(people.workspace, Identity("Fatou Diop", outlets=("La presse d’ici",)), by=people.alice)
    keep_contact(people.workspace, Identity("Une radio"), by=people.alice)
    client.force_login(people.alice)
    answer = client.post(f"{page(people, 'export')}?{kept(people).query}", {"form": "csv", "reason": "Vœux"})
    table = b"".join(answer.streaming_content).decode()
    assert "Fatou Diop" in table
    assert "Une radio" not in table
