"""Links: opened twice, too late, by a program that looks into letters, by somebody to whom a letter was forwarded."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entregent.accounts.actions import forget_dead_links, make_login_link, use_login_link
from entregent.accounts.errors import LoginLinkError
from entregent.accounts.models import LoginLink, User
from tests.people import PASSWORD
from tests.ports import free_port
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


def terminal_link(user):
    return reverse("accounts:log_in_by_link", args=[make_login_link(user, now=timezone.now())])


def ask(client, email="alice@example.org", **more):
    return client.post("/log-in/link/", {"email": email, **more}, headers=FRENCH)


def mailed_link(client, letterbox, **more) -> str:
    """Ask for a link and take it from the letter."""
    number = len(letterbox.letters) + 1
    assert ask(client, **more).url == "/log-in/link/sent/"
    return re.search(r"http://testserver(/log-in/\S+)", text_of(letterbox.next_letter(number))).group(1)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_link_of_the_terminal_shows_a_button_that_lets_in_once(people, client):
    url = terminal_link(people.alice)
    assert "Se connecter en tant que alice@example.org" in client.get(url, headers=FRENCH).content.decode()
    assert not is_in(client)
    assert client.post(url, follow=True).redirect_chain[-1][0] == "/w/les-amis-du-tri/today/"
    client.logout()
    assert (client.get(url).status_code, client.post(url).status_code) == (410, 410)
    assert not is_in(client)


def test_a_program_that_opens_every_link_spends_none(people, client):
    url = terminal_link(people.alice)
    for _ in range(3):
        assert Client().get(url).status_code == 200
        Client().head(url)
    assert client.post(url).url == "/"


def test_a_link_expires(people):
    secret = make_login_link(people.alice, now=timezone.now() - timedelta(days=2))
    with pytest.raises(LoginLinkError):
        use_login_link(secret, now=timezone.now())


def test_a_link_of_somebody_who_left_does_not_work(people, client):
    url = terminal_link(people.alice)
    User.objects.filter(pk=people.alice.pk).update(is_active=False)
    assert client.post(url).status_code == 410
    assert not is_in(client)


def test_the_secret_of_a_link_is_not_kept(people):
    secret = make_login_link(people.alice, now=timezone.now(), asked_in="a browser")
    kept = str(LoginLink.objects.values_list().get())
    assert secret not in kept
    assert "a browser" not in kept


def test_a_letter_lets_in_from_the_browser_that_asked(people, client, letterbox):
    url = mailed_link(client, letterbox)
    assert "alice@example.org" in client.get("/log-in/link/sent/").content.decode()
    page = client.get(url, headers=FRENCH).content.decode()
    assert "Se connecter en tant que alice@example.org" in page
    assert client.post(url).url == "/"
    assert is_in(client)


def test_a_letter_takes_one_where_one_wanted_to_go_and_nowhere_else(people, client, letterbox):
    url = mailed_link(client, letterbox, next="/account/")
    assert client.post(url).url == "/account/"
    elsewhere = mailed_link(Client(), letterbox, next="https://evil.example/")
    assert "evil" not in elsewhere


def test_a_letter_is_of_no_use_after_a_quarter_of_an_hour(people, client, letterbox):
    url = mailed_link(client, letterbox)
    link = LoginLink.objects.get()
    assert timedelta(minutes=14) < link.expires_at - timezone.now() <= timedelta(minutes=15)
    LoginLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(url, headers=FRENCH)
    assert answer.status_code == 410
    assert "personne n’est entré" in answer.content.decode()
    assert not is_in(client)


def test_a_forwarded_letter_asks_to_whom_it_was_sent(people, client, letterbox):
    url = mailed_link(client, letterbox)
    stranger = Client()
    page = stranger.get(url, headers=FRENCH).content.decode()
    assert "alice@example.org" not in page
    assert "à quelle adresse a-t-il été envoyé" in page
    for wrong in ("", "bob@example.org", "alice"):
        assert stranger.post(url, {"email": wrong}).status_code == 422
    assert not is_in(stranger)
    assert stranger.post(url, {"email": " Alice@Example.org "}).url == "/"
    assert client.post(url).status_code == 410


def test_guessing_to_whom_a_letter_was_sent_ends_after_five(people, client, letterbox):
    url = mailed_link(client, letterbox)
    guesses = [Client(REMOTE_ADDR=f"192.0.2.{n}").post(url, {"email": f"guess{n}@example.org"}) for n in range(7)]
    assert [guess.status_code for guess in guesses] == [422] * 5 + [429] * 2
    late = Client()
    assert late.post(url, {"email": "alice@example.org"}).status_code == 429
    assert not is_in(late)
    assert client.post(url).url == "/", "the browser that asked is asked nothing"


def test_the_answer_is_the_same_for_an_address_that_nobody_has(people, client, letterbox):
    known, unknown = Client(), Client()
    answers = ask(known), ask(unknown, "nobody@example.org")
    assert [answer.url for answer in answers] == ["/log-in/link/sent/"] * 2
    pages = [one.get("/log-in/link/sent/", headers=FRENCH).content.decode() for one in (known, unknown)]
    bare = [
        re.sub(r'value="\w{64}"', "", page.replace(name, ""))
        for page, name in zip(pages, ("alice", "nobody"), strict=True)
    ]
    assert bare[0] == bare[1]
    assert letterbox.next_letter()["To"] == "alice@example.org"
    assert len(letterbox.letters) == 1
    assert LoginLink.objects.count() == 1


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_a_mail_server_that_is_down_is_said_whoever_asks_and_nothing_is_lost(
    people, client, letterbox, settings, email
):
    settings.EMAIL_PORT = free_port()
    answer = ask(client, email)
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "notre serveur de courrier ne répond pas" in page
    assert email in page
    assert not LoginLink.objects.exists()


def test_without_a_mail_server_no_link_is_offered(people, client):
    page = client.get("/log-in/").content.decode()
    assert "entregent user link" in page
    assert "/log-in/link/" not in page
    assert client.get("/log-in/link/").status_code == 404


def test_one_address_is_not_drowned_in_letters(people, client, letterbox):
    answers = [ask(Client(REMOTE_ADDR=f"192.0.2.{n}")) for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 4 + [429] * 2
    assert "Patientez" in answers[-1].content.decode()
    letterbox.next_letter(4)
    assert len(letterbox.letters) == 4


def test_one_machine_cannot_ask_for_everybody(people, client, letterbox):
    answers = [ask(client, f"somebody{n}@example.org").status_code for n in range(22)]
    assert answers == [302] * 20 + [429] * 2


def test_a_forgotten_password_is_replaced_after_a_link(people, client, letterbox):
    page = client.get("/log-in/").content.decode()
    assert "/log-in/link/?next=/account/password/" in page
    url = mailed_link(client, letterbox, next="/account/password/")
    assert client.post(url).url == "/account/password/"
    assert client.post("/account/password/", {"password": "une autre phrase, plus longue"}).url == "/account/"
    people.alice.refresh_from_db()
    assert people.alice.check_password("une autre phrase, plus longue")
    assert not people.alice.check_password(PASSWORD)


def test_what_lets_nobody_in_any_more_is_forgotten(people, client):
    now = timezone.now()
    make_login_link(people.alice, now=now - timedelta(days=9))
    make_login_link(people.alice, now=now)
    client.force_login(people.alice)
    ended = client.session
    ended.set_expiry(-1)
    ended.save()
    assert forget_dead_links(now) == 2
    assert LoginLink.objects.count() == 1


def test_a_link_takes_the_place_of_whoever_was_logged_in(people, client):
    client.force_login(people.bob)
    client.post(terminal_link(people.alice))
    assert client.session["_auth_user_id"] == str(people.alice.pk)
