"""The second step: turned on, asked by whatever way one comes, its codes used once, turned off."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entregent.accounts.actions import drop_second_step, make_login_link
from entregent.accounts.permissions import SYSTEM
from entregent.history.models import Entry
from tests.people import PASSWORD
from tests.second_step import code_shown, turn_on

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}
ASKED = "/log-in/second-step/"


def give_password(client, wanted="/"):
    return client.post("/log-in/", {"email": "alice@example.org", "password": PASSWORD, "next": wanted})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def alice(people):
    """Alice at her own machine, just logged in."""
    client = Client()
    give_password(client)
    return client


@pytest.fixture
def secret(alice) -> str:
    """Her telephone's secret: the second step is on."""
    return turn_on(alice)


def test_the_page_shows_a_square_and_the_same_secret_in_letters(alice):
    page = alice.get("/account/second-step/on/", headers=FRENCH).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert re.search(r'<code class="secret">[A-Z2-7]{32}</code>', page)
    assert "<style" not in page
    assert "style=" not in page


def test_a_wrong_code_turns_nothing_on_and_keeps_the_secret(alice):
    page = alice.get("/account/second-step/on/").content.decode()
    answer = alice.post("/account/second-step/on/", {"code": "000000"}, headers=FRENCH)
    assert answer.status_code == 422
    assert "Ce code ne convient pas" in answer.content.decode()
    secret = re.search(r'secret">([A-Z2-7]+)<', page).group(1)
    assert secret in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_password_is_not_enough_any_more(secret):
    client = Client()
    assert give_password(client, "/account/").url == ASKED
    assert not is_in(client)
    assert client.get("/account/").url.startswith("/log-in/")
    assert "Encore une étape" in client.get(ASKED, headers=FRENCH).content.decode()
    answer = client.post(ASKED, {"code": code_shown(secret, steps=1)})
    assert answer.url == "/account/"
    assert is_in(client)


def test_a_link_is_not_enough_any_more(people, secret):
    client = Client()
    url = reverse("accounts:log_in_by_link", args=[make_login_link(people.alice, now=timezone.now())])
    assert client.post(url).url == ASKED
    assert not is_in(client)
    assert client.post(ASKED, {"code": f" {code_shown(secret, steps=1)} "}).url == "/"


def test_a_code_serves_once(secret, minutes_pass):
    minutes_pass(2)
    code = code_shown(secret)
    first, second = Client(), Client()
    give_password(first), give_password(second)
    assert first.post(ASKED, {"code": code}).status_code == 302
    minutes_pass(2.6)  # one step later: the code would still do, were it not used
    answer = second.post(ASKED, {"code": code}, headers=FRENCH)
    assert answer.status_code == 422
    assert not is_in(second)


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_does_not_do(secret, steps):
    client = Client()
    give_password(client)
    assert client.post(ASKED, {"code": code_shown(secret, steps=steps)}).status_code == 422


def test_a_recovery_code_replaces_the_telephone_once(alice, secret):
    page = alice.get("/account/second-step/codes/", headers=FRENCH).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    for expected in (302, 422):
        client = Client()
        give_password(client)
        assert client.post(ASKED, {"code": codes[0]}).status_code == expected
    assert codes[0] not in alice.get("/account/second-step/codes/").content.decode()


def test_recovery_codes_are_saved_as_a_file_and_made_anew(alice, secret):
    file = alice.get("/account/second-step/codes/file/", headers=FRENCH)
    former = re.findall(r"^\d{8}$", file.content.decode(), re.MULTILINE)
    assert file["Content-Type"].startswith("text/plain")
    assert len(former) == 10
    assert alice.post("/account/second-step/codes/new/").url == "/account/second-step/codes/"
    assert not set(former) & set(re.findall(r"\d{8}", alice.get("/account/second-step/codes/").content.decode()))


def test_pages_that_show_secrets_are_kept_nowhere(alice, secret):
    for path in ("codes/", "codes/file/"):
        assert "no-store" in alice.get(f"/account/second-step/{path}")["Cache-Control"]


def test_it_is_turned_off_after_a_fresh_proof(alice, secret, minutes_pass):
    minutes_pass(20)
    assert alice.get("/account/second-step/off/").url == "/account/confirm/?next=%2Faccount%2Fsecond-step%2Foff%2F"
    wrong = alice.post("/account/confirm/", {"password": "wrong", "next": "/account/second-step/off/"}, headers=FRENCH)
    assert wrong.status_code == 422
    assert "Ce n’est pas votre mot de passe" in wrong.content.decode()
    proof = {"password": PASSWORD, "next": "/account/second-step/off/"}
    assert alice.post("/account/confirm/", proof).url == "/account/second-step/off/"
    assert alice.post("/account/second-step/off/").url == "/account/second-step/"
    assert not Authenticator.objects.exists()
    client = Client()
    assert give_password(client).url == "/"


def test_a_code_proves_as_well_as_the_password(alice, secret, minutes_pass):
    minutes_pass(20)
    proof = {"code": code_shown(secret), "next": "/account/password/"}
    assert alice.post("/account/confirm/code/", proof).url == "/account/password/"
    assert alice.get("/account/password/").status_code == 200


def test_somebody_else_can_log_in_where_a_step_was_left(people, secret):
    client = Client()
    give_password(client)
    client.post("/log-out/")
    client.post("/log-in/", {"email": "bob@example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(people.bob.pk)


def test_the_step_forgets_who_was_there_after_a_quarter_of_an_hour(secret, minutes_pass):
    client = Client()
    give_password(client)
    minutes_pass(16)
    assert client.post(ASKED, {"code": code_shown(secret)}).url == "/log-in/"
    assert not is_in(client)


def test_whoever_lost_telephone_and_codes_is_helped_from_the_terminal(
    people, secret, letterbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_second_step(people.alice, by=SYSTEM)
    assert not drop_second_step(people.alice, by=SYSTEM)
    client = Client()
    assert give_password(client).url == "/"
    assert letterbox.next_letter()["To"] == "alice@example.org"
    assert Entry.objects.get(event="accounts.second_step_dropped").about_name == "Alice"


def test_another_persons_pages_are_not_ones_own(people, secret):
    bob = Client()
    bob.force_login(people.bob)
    assert bob.get("/account/second-step/codes/").status_code == 404
    assert bob.get("/account/second-step/off/").status_code == 404


def test_nothing_is_sent_where_no_mail_is_set_up(secret):
    assert mail.outbox == []


def test_both_changes_are_told_by_letter(people, letterbox, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        turn_on(alice)
    assert letterbox.next_letter()["To"] == "alice@example.org"
    alice.post("/account/second-step/off/")
    assert "Entregent" in letterbox.next_letter(2)["Subject"]
