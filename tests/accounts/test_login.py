import pytest
from django.urls import reverse

from entregent.accounts.actions import open_workspace
from entregent.accounts.models import User
from entregent.web.views.entrance import welcome_secret
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def test_e_mail_in_any_case_and_password_let_in(people, client):
    answer = client.post("/log-in/", {"email": "ALICE@example.org", "password": PASSWORD})
    assert answer.url == "/"


@pytest.mark.parametrize(
    "given",
    [
        {"email": "alice@example.org", "password": "wrong"},
        {"email": "nobody@example.org", "password": PASSWORD},
    ],
)
def test_what_does_not_go_together_is_said_in_the_same_words(people, client, given):
    answer = client.post("/log-in/", given, headers={"accept-language": "fr"})
    assert answer.status_code == 422
    assert "ne vont pas ensemble" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_logging_in(people, client, wanted):
    answer = client.post("/log-in/", {"email": "alice@example.org", "password": PASSWORD, "next": wanted})
    assert answer.url == "/"


def test_logging_out_needs_a_form(people, client):
    client.force_login(people.alice)
    assert client.get("/log-out/").status_code == 405
    assert client.post("/log-out/").url == "/log-in/"


def test_the_first_account_opens_once_and_finds_what_was_gathered(client):
    gathered = open_workspace("Premiers pas", owner=None)
    url = reverse("web:welcome", args=[welcome_secret()])
    given = {"name": "Alice", "email": "Alice@Example.org", "password": PASSWORD, "workspace": "Les Amis"}
    assert client.post(url, given | {"password": "short"}).status_code == 422
    assert client.post(url, given).url == "/"
    user = User.objects.get(email="alice@example.org")
    assert set(user.workspaces.values_list("name", flat=True)) == {"Les Amis", gathered.name}
    assert client.post(url, given).status_code == 404


def test_an_address_that_has_an_account_makes_no_first_account(client):
    """An account made in the terminal, without a password: the welcome must neither fail nor take it over."""
    User.objects.create_user("alice@example.org", name="Alice")
    given = {"name": "Mallory", "email": "Alice@example.org", "password": PASSWORD, "workspace": "W"}
    answer = client.post(reverse("web:welcome", args=[welcome_secret()]), given, headers={"accept-language": "fr"})
    assert answer.status_code == 422
    assert "a déjà un compte ici" in answer.content.decode()
    assert (User.objects.get().name, User.objects.get().has_usable_password()) == ("Alice", False)


def test_a_forged_welcome_opens_nothing(client):
    assert client.get(reverse("web:welcome", args=["welcome:x:y"])).status_code == 404


def test_two_workspaces_of_one_name_have_two_addresses(people):
    slugs = {open_workspace("Les Amis du tri", owner=people.bob).slug, people.workspace.slug}
    assert len(slugs) == 2


def test_the_demonstration_leaves_the_first_account_to_make(client):
    User.objects.create_user("camille@terreau-commun.example", name="Camille")
    assert client.get(reverse("web:welcome", args=[welcome_secret()])).status_code == 200


def test_a_password_like_ones_name_is_refused(client):
    given = {
        "name": "Marguerite Yourcenar",
        "email": "m@example.org",
        "password": "marguerite yourcenar",
        "workspace": "W",
    }
    assert client.post(reverse("web:welcome", args=[welcome_secret()]), given).status_code == 422
    assert not User.objects.exists()
