import json
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from entregent.accounts.actions import change_role, close_account, make_login_link, reopen_account, use_login_link
from entregent.accounts.errors import LastOwnerError, LoginLinkError
from entregent.accounts.models import Role, User
from entregent.accounts.permissions import SYSTEM
from entregent.accounts.selectors import owned_alone
from entregent.cli.addresses import base_address
from entregent.cli.errors import INPUT, REFUSED, USAGE
from entregent.history.models import Entry
from entregent.history.selectors import entries_of
from entregent.web import environment
from tests.people import PASSWORD

ADDED = ("user", "add", "zoe@example.org", "--name", "Zoé", "--workspace", "les-amis-du-tri", "--role", "writer")


def role_of(email: str, workspace) -> str | None:
    return workspace.memberships.filter(user__email=email).values_list("role", flat=True).first()


# Making and listing


def test_it_makes_an_account_with_a_place(ran, people):
    said = ran(*ADDED).output
    assert "zoe@example.org has an account now." in said
    assert "Zoé works in “Les Amis du tri”: Writer." in said
    assert not User.objects.get(email="zoe@example.org").has_usable_password()
    assert role_of("zoe@example.org", people.workspace) == "writer"
    assert Entry.objects.get(event="accounts.user_added").workspace_id is None
    assert entries_of(people.workspace.pk)[0].by_id is None


def test_making_it_again_changes_nothing(ran, people):
    ran(*ADDED)
    before = Entry.objects.count()
    said = ran("user", "add", "ZOE@example.org", "--workspace", "les-amis-du-tri", "--role", "owner").output
    assert "has an account already; it was not changed" in said
    assert "`entregent user role zoe@example.org les-amis-du-tri owner` does that" in said
    assert role_of("zoe@example.org", people.workspace) == "writer"
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("given", "said", "code"),
    [
        (("zoe",), "“zoe” is no e-mail address", INPUT),
        (("zoe@example.org", "--workspace", "x", "--role", "writer"), "There is no workspace “x”", INPUT),
        (("zoe@example.org", "--workspace", "ailleurs", "--role", "chief"), "There is no role “chief”. There are: owner", INPUT),
        (("zoe@example.org", "--workspace", "ailleurs"), "--workspace and --role go together", USAGE),
        (("zoe@example.org", "--role", "owner"), "--workspace and --role go together", USAGE),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_and_no_account_is_made(ran, people, given, said, code):
    assert said in ran("user", "add", *given, check=code).stderr
    assert not User.objects.filter(email__startswith="zoe").exists()


def test_it_lists_accounts_and_their_places(ran, people):
    close_account(people.bob, by=SYSTEM, now=timezone.now())
    said = ran("user", "list").output
    assert re.search(r"bob@example.org.*les-amis-du-tri \(Conductor\).*closed", said)
    listed = {one["email"]: one for one in json.loads(ran("user", "list", "--json").output)}
    assert listed["bob@example.org"]["open"] is False
    assert listed["alice@example.org"]["workspaces"] == [{"slug": "les-amis-du-tri", "role": "owner"}]


def test_an_empty_installation_says_what_to_do(ran):
    assert "entregent user add EMAIL" in ran("user", "list").output


@pytest.mark.parametrize(
    "words", [("link",), ("role", "ailleurs", "owner"), ("leave", "ailleurs"), ("close",), ("open",)]
)
def test_an_unknown_address_is_said(ran, people, words):
    said = ran("user", words[0], "zoe@example.org", *words[1:], check=INPUT).stderr
    assert said.startswith("Nobody has the address zoe@example.org here.")


# Links


def test_a_link_is_alone_on_its_line_and_lets_in_once(ran, people):
    said = ran("user", "link", "Bob@example.org")
    (secret,) = re.fullmatch(r"http://127\.0\.0\.1:8000/log-in/([\w-]+)/\n", said.stdout).groups()
    assert "It lets Bob in, once, within a day." in said.stderr
    assert use_login_link(secret, now=timezone.now()) == people.bob
    with pytest.raises(LoginLinkError):
        use_login_link(secret, now=timezone.now())


def test_a_closed_account_gets_no_link(ran, people):
    close_account(people.bob, by=SYSTEM, now=timezone.now())
    assert "is closed" in ran("user", "link", "bob@example.org", check=REFUSED).stderr


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"ENTREGENT_BIND": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"),
        ({"ENTREGENT_BIND": "::1"}, "http://[::1]:8000"),
        ({"ENTREGENT_HTTPS": "1", "ENTREGENT_HOSTS": "tri.example,www.tri.example"}, "https://tri.example"),
        ({"ENTREGENT_HTTPS": "1", "ENTREGENT_HOSTS": ".tri.example"}, "https://tri.example"),
        ({"ENTREGENT_HTTPS": "1", "ENTREGENT_HOSTS": "*"}, ""),
    ],
)
def test_addresses_begin_as_a_browser_should_open_them(tmp_path, variables, address):
    assert base_address(environment.read({"ENTREGENT_HOME": str(tmp_path)} | variables)) == address


# Places


def test_it_changes_a_role(ran, people):
    said = ran("user", "role", "bob@example.org", "les-amis-du-tri", "OWNER").output
    assert said == "Bob works in “Les Amis du tri”: Owner.\n"
    assert role_of("bob@example.org", people.workspace) == "owner"
    ran("user", "role", "bob@example.org", "les-amis-du-tri", "owner")
    assert entries_of(people.workspace.pk).filter(event="accounts.role_changed").count() == 1


def test_somebody_without_a_place_has_no_role_there(ran, people):
    said = ran("user", "role", "charlie@example.org", "les-amis-du-tri", "reader", check=INPUT).stderr
    assert (
        "`entregent user add charlie@example.org --workspace les-amis-du-tri --role reader` gives them a place" in said
    )


def test_it_takes_a_place_away_and_does_so_twice_without_a_word(ran, people):
    for _ in range(2):
        said = ran("user", "leave", "bob@example.org", "les-amis-du-tri").output
        assert said == "Bob does not work in “Les Amis du tri” any more.\n"
    assert role_of("bob@example.org", people.workspace) is None
    assert entries_of(people.workspace.pk).filter(event="accounts.removed").count() == 1


@pytest.mark.parametrize(
    "words",
    [
        ("role", "alice@example.org", "les-amis-du-tri", "reader"),
        ("leave", "alice@example.org", "les-amis-du-tri"),
        ("close", "alice@example.org"),
    ],
)
def test_the_last_owner_stays(ran, people, words):
    said = ran("user", *words, check=REFUSED).stderr
    assert said.startswith("Alice is the last owner of Les Amis du tri. Make somebody else an owner first")
    people.alice.refresh_from_db()
    assert people.alice.is_active
    assert role_of("alice@example.org", people.workspace) == "owner"


# Closing


@pytest.fixture
def logged_in(people) -> Client:
    """Bob, in a browser."""
    client = Client()
    assert client.post("/log-in/", {"email": "bob@example.org", "password": PASSWORD}).status_code == 302
    assert client.get(f"/w/{people.workspace.slug}/today/").status_code == 200
    return client


def is_out(client: Client, people) -> bool:
    pages = (f"/w/{people.workspace.slug}/today/", "/", "/account/")
    return (
        all(client.get(page).status_code in (302, 404) for page in pages)
        and not client.get("/log-in/").wsgi_request.user.is_authenticated
    )


def test_a_closed_account_is_out_at_once_and_its_session_does_not_come_back(ran, people, logged_in):
    said = ran("user", "close", "bob@example.org").output
    assert said == "The account of bob@example.org is closed; its sessions and its links are ended.\n"
    assert is_out(logged_in, people)
    ran("user", "open", "bob@example.org")
    assert is_out(logged_in, people)
    again = logged_in.post("/log-in/", {"email": "bob@example.org", "password": PASSWORD})
    assert again.status_code == 302
    assert logged_in.get(f"/w/{people.workspace.slug}/today/").status_code == 200


def test_no_door_lets_a_closed_account_in(people, client):
    link = make_login_link(people.bob, now=timezone.now())
    late = make_login_link(people.bob, now=timezone.now() - timedelta(days=3))
    close_account(people.bob, by=SYSTEM, now=timezone.now())
    assert client.post("/log-in/", {"email": "bob@example.org", "password": PASSWORD}).status_code == 422
    for method in (client.get, client.post):
        assert method(f"/log-in/{link}/").status_code == 410
    assert is_out(client, people)
    reopen_account(people.bob, by=SYSTEM)
    for secret in (link, late):
        with pytest.raises(LoginLinkError):
            use_login_link(secret, now=timezone.now())


def test_closing_and_opening_are_told_once_where_they_work(people):
    for _ in range(2):
        close_account(people.bob, by=SYSTEM, now=timezone.now())
    for _ in range(2):
        reopen_account(people.bob, by=SYSTEM)
    told = entries_of(people.workspace.pk).filter(event__startswith="accounts.user_").values_list("event", "by_id")
    assert list(told) == [("accounts.user_reopened", None), ("accounts.user_closed", None)]
    assert not entries_of(people.elsewhere.pk).filter(event__startswith="accounts.user_").exists()


def test_an_owner_whose_account_is_closed_does_not_count(people):
    change_role(people.workspace.memberships.get(user=people.bob), role=Role.OWNER, by=SYSTEM)
    assert not owned_alone(people.alice).exists()
    close_account(people.bob, by=SYSTEM, now=timezone.now())
    assert list(owned_alone(people.alice)) == [people.workspace]
    with pytest.raises(LastOwnerError):
        close_account(people.alice, by=SYSTEM, now=timezone.now())


# The command itself


def test_it_speaks_french(entregent):
    assert "a maintenant un compte" in entregent("user", "add", "zoe@example.org", language="fr").stdout
    said = entregent("user", "close", "nobody@example.org", language="fr", check=INPUT).stderr
    assert said.startswith("Personne n’a l’adresse nobody@example.org ici.")


@pytest.mark.parametrize("words", [["user", "--help"], ["user", "add", "--help"], ["workspace", "add", "--help"]])
def test_its_help_imports_no_django(words):
    code = (
        f"import sys; sys.argv = {['entregent', *words]!r}\nimport entregent.cli\n"
        "try: entregent.cli.main()\nexcept SystemExit: print('django' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip().endswith("False")


def test_its_help_names_every_role(ran):
    said = " ".join(ran("user", "add", "--help").output.split())
    assert ", ".join(Role.values) in said


# Second step


def test_it_turns_the_second_step_off(ran, people):
    Authenticator.objects.create(user=people.alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    said = ran("user", "second-step-off", "alice@example.org").output
    assert "The second step of alice@example.org is off." in said
    assert not Authenticator.objects.exists()
    assert "was not on" in ran("user", "second-step-off", "alice@example.org").output
