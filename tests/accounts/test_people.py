"""The team on screen, the organisation, its names."""

from datetime import timedelta

import pytest

from entregent.accounts.actions import change_role, join_workspace, set_known_names
from entregent.accounts.clock import today_in
from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import KnownName, Role, User, Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.history.models import Entry
from tests.people import make_team

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/settings/"


@pytest.fixture
def team(people):
    return make_team(people.workspace)


def member_url(people, user, deed="") -> str:
    return f"{BASE}people/{people.workspace.memberships.get(user=user).pk}/{deed}"


def test_everybody_sees_who_works_here_and_leads_alone_the_addresses(people, team, client):
    for role, sees in ((Role.LEAD, True), (Role.READER, False)):
        client.force_login(team[role])
        shown = client.get(f"{BASE}people/", headers={"accept-language": "fr"}).content.decode()
        assert "Alice" in shown
        assert ("alice@example.org" in shown) is sees
        assert ("Inviter quelqu’un" in shown) is sees


def test_a_role_is_changed_and_history_says_so(people, client):
    client.force_login(people.alice)
    assert client.post(member_url(people, people.bob, "role/"), {"role": "moderator"}).status_code == 302
    assert people.workspace.memberships.get(user=people.bob).role == Role.MODERATOR
    entry = Entry.objects.latest("pk")
    assert (entry.event, entry.by_name, entry.about_name) == ("accounts.role_changed", "Alice", "Bob")
    assert entry.facts == {"before": "conductor", "role": "moderator"}


def test_the_last_owner_is_told_why_they_stay(people, client):
    client.force_login(people.alice)
    answer = client.post(f"{BASE}people/leave/", follow=True, headers={"accept-language": "fr"})
    assert "garde au moins un propriétaire" in answer.content.decode()


def test_somebody_removed_is_brought_back_with_their_role(people, client):
    client.force_login(people.alice)
    client.post(member_url(people, people.bob, "remove/"))
    assert not people.workspace.memberships.filter(user=people.bob).exists()
    assert "Bob" in client.get(f"{BASE}people/").content.decode()
    client.post(f"{BASE}people/bring-back/")
    assert people.workspace.memberships.get(user=people.bob).role == Role.CONDUCTOR


def test_whoever_is_no_owner_any_more_brings_no_owner_back(people, team, client):
    client.force_login(people.alice)
    client.post(member_url(people, team[Role.OWNER], "remove/"))
    join_workspace(people.workspace, user=people.charlie, role=Role.OWNER, by=SYSTEM)
    change_role(people.workspace.memberships.get(user=people.alice), role=Role.LEAD, by=people.charlie)
    answer = client.post(f"{BASE}people/bring-back/", follow=True, headers={"accept-language": "fr"})
    assert "Seul un propriétaire" in answer.content.decode()
    assert not people.workspace.memberships.filter(user=team[Role.OWNER]).exists()


def test_nobody_is_brought_back_into_another_workspace(people, client):
    elsewhere = people.elsewhere.memberships.get()
    client.force_login(people.alice)
    client.post(member_url(people, people.bob, "remove/"))
    session = client.session
    session["may_return"] = session["may_return"] | {"workspace": elsewhere.workspace_id}
    session.save()
    client.post(f"{BASE}people/bring-back/")
    assert not User.objects.get(pk=people.bob.pk).memberships.exists()


def test_everybody_notes_their_own_absence_and_nobody_another_s(people, team, client):
    day = today_in(people.workspace)
    cover = people.workspace.memberships.get(user=people.bob)
    given = {"cover": cover.pk, "first": day.isoformat(), "last": (day + timedelta(days=3)).isoformat()}
    client.force_login(team[Role.MODERATOR])
    assert client.post(member_url(people, team[Role.MODERATOR], "absence/"), given).status_code == 302
    assert client.post(member_url(people, team[Role.READER], "absence/"), given).status_code == 403
    shown = client.get(f"{BASE}people/", headers={"accept-language": "fr"}).content.decode()
    assert "<strong>Bob</strong>" in shown
    client.post(member_url(people, team[Role.MODERATOR], "absence/"), {"back": "1"})
    assert people.workspace.memberships.get(user=team[Role.MODERATOR]).cover is None


def test_dates_in_disorder_are_sent_back_with_a_sentence(people, client):
    client.force_login(people.alice)
    cover = people.workspace.memberships.get(user=people.bob)
    given = {"cover": cover.pk, "first": "2026-12-24", "last": "2026-12-20"}
    answer = client.post(member_url(people, people.alice, "absence/"), given, headers={"accept-language": "fr"})
    assert answer.status_code == 422
    assert "vient avant le premier" in answer.content.decode()
    assert 'value="2026-12-24"' in answer.content.decode()


def test_a_role_changed_while_a_page_is_open_keeps_what_was_written(people, client):
    client.force_login(people.bob)
    assert client.get("/w/les-amis-du-tri/listen/watches/new/").status_code == 200
    people.workspace.memberships.filter(user=people.bob).update(role=Role.READER)
    written = {"name": "Une veille", "query": "compost* OU lombric*"}
    answer = client.post("/w/les-amis-du-tri/listen/watches/new/", written, headers={"accept-language": "fr"})
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert "compost* OU lombric*" in shown
    assert "Lecture seule" in shown
    assert "<li>Alice</li>" in shown


def test_the_organisation_is_renamed_and_its_address_stays(people, client):
    client.force_login(people.alice)
    page = client.get(f"{BASE}organisation/", headers={"accept-language": "fr"}).content.decode()
    assert "Belgique" in page
    given = {"name": "Le tri ensemble", "language": "en", "country": "BE", "time_zone": "Europe/Brussels"}
    client.post(f"{BASE}organisation/", given)
    workspace = Workspace.objects.get(pk=people.workspace.pk)
    assert (workspace.name, workspace.slug, workspace.country) == ("Le tri ensemble", "les-amis-du-tri", "BE")
    assert Entry.objects.latest("pk").facts["changed"] == ["name", "language", "country", "time_zone"] or set(
        Entry.objects.latest("pk").facts["changed"]
    ) == {"name", "language", "country", "time_zone"}


@pytest.mark.parametrize("given", [{"country": "ZZ"}, {"time_zone": "Mars/Olympus"}, {"name": ""}])
def test_what_makes_no_organisation_is_sent_back(people, client, given):
    client.force_login(people.alice)
    good = {"name": "Le tri", "language": "fr", "country": "FR", "time_zone": "Europe/Paris"}
    assert client.post(f"{BASE}organisation/", good | given).status_code == 422


def test_names_are_kept_once_trimmed_in_their_order(people):
    kept = set_known_names(
        people.workspace, kind=KnownName.Kind.BRAND, names=["  Les  Amis ", "", "les amis", "LADT"], by=people.alice
    )
    assert kept == ["les amis", "LADT"]
    assert [name.text for name in people.workspace.known_names.all()] == kept
    before = Entry.objects.count()
    set_known_names(people.workspace, kind=KnownName.Kind.BRAND, names=kept, by=people.alice)
    assert Entry.objects.count() == before
    with pytest.raises(NotAllowedError):
        set_known_names(people.workspace, kind=KnownName.Kind.BRAND, names=[], by=people.charlie)


def test_a_watch_is_proposed_for_a_name_until_one_asks_for_it(people, client):
    client.force_login(people.alice)
    client.post(f"{BASE}names/", {"brand": "Les Amis du tri\nLADT", "competitor": "Zéro Déchet"})
    new = "/w/les-amis-du-tri/listen/watches/new/"
    assert "?about=LADT" in client.get(new).content.decode()
    page = client.get(new, {"about": "LADT"}).content.decode()
    assert 'value="LADT"' in page
    client.post(new, {"name": "Nous", "query": '"LADT"'})
    assert "?about=LADT" not in client.get(new).content.decode()
    assert "?about=Z" in client.get(new).content.decode()


def test_an_official_account_is_added_once_removed_and_put_back(people, client):
    client.force_login(people.alice)
    given = {"network": "mastodon", "address": "https://mastodon.example/@tri"}
    for _ in range(2):
        client.post(f"{BASE}names/accounts/add/", given)
    account = people.workspace.official_accounts.get()
    shown = client.post(f"{BASE}names/accounts/{account.pk}/remove/", follow=True).content.decode()
    assert given["address"] in shown
    assert not people.workspace.official_accounts.exists()
    assert client.post(f"{BASE}names/accounts/add/", {"network": "nowhere", "address": "x"}).status_code == 422


def test_an_owner_opens_another_workspace_and_a_reader_does_not(people, team, client):
    client.force_login(team[Role.READER])
    assert client.get("/workspaces/new/").status_code == 403
    assert client.post("/workspaces/new/", {"name": "Pirate"}).status_code == 403
    client.force_login(people.alice)
    assert (
        client.post("/workspaces/new/", {"name": "Cliente de l’agence"}).url
        == "/w/cliente-de-lagence/settings/organisation/"
    )
    assert Workspace.objects.get(slug="cliente-de-lagence").memberships.get().role == Role.OWNER


def test_the_front_door_leads_where_one_was_last(people, client):
    client.force_login(people.alice)
    client.post("/workspaces/new/", {"name": "Autre client"})
    client.get("/w/autre-client/today/")
    assert client.get("/").url == "/w/autre-client/today/"
    client.get("/w/les-amis-du-tri/today/")
    assert client.get("/").url == "/w/les-amis-du-tri/today/"
