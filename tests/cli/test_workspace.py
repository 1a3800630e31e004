import json

import pytest

from entregent.accounts.models import Workspace
from entregent.cli.errors import INPUT
from entregent.history.selectors import entries_of


def test_it_opens_a_workspace_with_what_is_said_of_it(ran, people):
    given = ("--language", "en", "--country", "be", "--time-zone", "Europe/Brussels", "--owner", "BOB@example.org")
    said = ran("workspace", "add", "Les Amis  du vélo", *given).output
    assert said.splitlines() == [
        "The workspace “Les Amis du vélo” is open. Its short name is les-amis-du-velo.",
        "It is owned by Bob.",
    ]
    opened = Workspace.objects.get(slug="les-amis-du-velo")
    assert (opened.language, opened.country, opened.time_zone) == ("en", "BE", "Europe/Brussels")
    assert [(str(one), one.role) for one in opened.memberships.all()] == [("Bob", "owner")]
    assert set(entries_of(opened.pk).values_list("by_id", flat=True)) == {None}


def test_opening_it_again_changes_nothing(ran, people):
    ran("workspace", "add", "Vélo", "--country", "BE", "--owner", "bob@example.org")
    before = entries_of(Workspace.objects.get(slug="velo").pk).count()
    said = ran("workspace", "add", "Vélo", "--country", "CH", "--owner", "bob@example.org").output
    assert "is there already; it was not changed" in said
    assert Workspace.objects.get(name="Vélo").country == "BE"
    assert entries_of(Workspace.objects.get(slug="velo").pk).count() == before


def test_a_workspace_without_owner_says_how_to_give_one(ran):
    assert "Nobody owns it yet: `entregent user add EMAIL --workspace velo" in ran("workspace", "add", "Vélo").output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("Vélo", "--country", "XX"), "“XX” is no country"),
        (("Vélo", "--time-zone", "Paris"), "“Paris” is no time zone"),
        (("Vélo", "--owner", "zoe@example.org"), "Nobody has the address zoe@example.org here"),
        (("  ",), "A workspace has a name"),
        (("x" * 121,), "A workspace has a name, of 120 characters at most"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_opened(ran, people, given, said):
    before = Workspace.objects.count()
    assert said in ran("workspace", "add", *given, check=INPUT).stderr
    assert Workspace.objects.count() == before


def test_it_lists_workspaces_with_those_who_work_there(ran, people):
    people.bob.is_active = False
    people.bob.save()
    said = ran("workspace", "list").output
    assert "les-amis-du-tri" in said
    assert "ailleurs" in said
    listed = {one["slug"]: one for one in json.loads(ran("workspace", "list", "--json").output)}
    assert listed["les-amis-du-tri"]["members"] == 1
    assert set(listed["ailleurs"]) == {"slug", "name", "language", "country", "time_zone", "opened", "members"}


def test_an_empty_installation_says_what_to_do(ran):
    assert "entregent workspace add NAME" in ran("workspace", "list").output
    assert json.loads(ran("workspace", "list", "--json").output) == []


def test_it_shows_one_as_tables_and_as_json(ran, people):
    people.workspace.name = "[bold]Tri[/bold]"
    people.workspace.save()
    said = ran("workspace", "show", "les-amis-du-tri").output
    assert "[bold]Tri[/bold]" in said
    assert "alice@example.org" in said
    shown = json.loads(ran("workspace", "show", "les-amis-du-tri", "--json").output)
    assert shown["work_starts"] == "09:00"
    assert [(one["email"], one["role"]) for one in shown["members"]] == [
        ("alice@example.org", "owner"),
        ("bob@example.org", "conductor"),
    ]
    assert json.loads(ran("workspace", "members", "les-amis-du-tri", "--json").output) == shown["members"]
    assert "Conductor" in ran("workspace", "members", "les-amis-du-tri").output


def test_it_renames_one_and_leaves_its_addresses(ran, people):
    ran("workspace", "rename", "les-amis-du-tri", "Les Amis du vélo")
    people.workspace.refresh_from_db()
    assert (people.workspace.name, people.workspace.slug) == ("Les Amis du vélo", "les-amis-du-tri")
    assert entries_of(people.workspace.pk)[0].event == "accounts.workspace_changed"


@pytest.mark.parametrize("words", [("show", "x"), ("members", "x"), ("rename", "x", "y")])
def test_an_unknown_workspace_is_named_with_those_there_are(ran, people, words):
    said = ran("workspace", *words, check=INPUT).stderr
    assert said == "There is no workspace “x”. There are: ailleurs, les-amis-du-tri.\n"


def test_it_speaks_french(entregent):
    said = entregent("workspace", "add", "Les Amis du tri", "--country", "FR", language="fr").stdout
    assert said.startswith("L’espace «\u202fLes Amis du tri\u202f» est ouvert.")
    assert "Nom court" in entregent("workspace", "list", language="fr").stdout
    assert "Commandes" in entregent("workspace", "--help", language="fr").stdout
