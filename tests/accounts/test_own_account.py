"""One's own account: name and language, a new password, sessions elsewhere."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from entregent.accounts.models import User
from tests.people import PASSWORD
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}
NEW = "une autre phrase, plus longue"
OWN = (
    "/account/",
    "/account/password/",
    "/account/confirm/",
    "/account/confirm/code/",
    "/account/second-step/",
    "/account/second-step/on/",
    "/account/second-step/off/",
    "/account/second-step/codes/",
    "/account/second-step/codes/new/",
    "/account/second-step/codes/file/",
    "/account/sign-on/",
    "/account/sign-on/part/",
    "/account/elsewhere/",
)


def logged_in(password=PASSWORD, email="alice@example.org") -> Client:
    client = Client()
    assert client.post("/log-in/", {"email": email, "password": password}).status_code == 302
    return client


def is_in(client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("path", OWN)
def test_strangers_are_sent_to_log_in(path, client):
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer.url.startswith(("/log-in/", "/account/"))
            assert client.get("/account/").url == "/log-in/?next=/account/"


@pytest.mark.parametrize(("language", "opening"), [("fr", "Mon compte"), ("en", "My account")])
def test_the_page_opens_in_ones_language(people, language, opening):
    page = logged_in().get("/account/", headers={"accept-language": language}).content.decode()
    assert opening in page
    assert "alice@example.org" in page


def test_the_page_asks_few_questions(people, django_assert_max_num_queries):
    alice = logged_in()
    with django_assert_max_num_queries(8):
        alice.get("/account/")


def test_name_and_language_are_kept_and_followed_everywhere(people):
    alice = logged_in()
    answer = alice.post("/account/", {"name": "  Alice\n Martin ", "language": "en"}, headers=FRENCH)
    assert answer.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "en"
    user = User.objects.get(pk=people.alice.pk)
    assert (user.name, user.language) == ("Alice Martin", "en")
    assert "My account" in alice.get("/account/", headers=FRENCH).content.decode()
    elsewhere = logged_in()
    assert "My account" in elsewhere.get("/account/", headers=FRENCH).content.decode()
    alice.post("/account/", {"name": "Alice", "language": "browser"})
    assert "Mon compte" in alice.get("/account/", headers=FRENCH).content.decode()


def test_a_language_that_we_do_not_speak_is_refused(people):
    assert logged_in().post("/account/", {"name": "Alice", "language": "tlh"}).status_code == 422


def test_a_new_password_logs_out_everywhere_else_and_is_told_by_letter(people, letterbox):
    here, elsewhere = logged_in(), logged_in()
    assert here.post("/account/password/", {"password": NEW}, headers=FRENCH).url == "/account/"
    assert is_in(here)
    assert not is_in(elsewhere)
    former = Client().post("/log-in/", {"email": "alice@example.org", "password": PASSWORD})
    assert former.status_code == 422
    logged_in(NEW)
    assert "Le mot de passe de votre compte Entregent a été changé." in text_of(letterbox.next_letter())


@pytest.mark.parametrize("weak", ["court", "q1w2e3r4t5y6", "alice@example.org", ""])
def test_a_weak_password_is_refused_and_the_former_kept(people, weak):
    alice = logged_in()
    answer = alice.post("/account/password/", {"password": weak}, headers=FRENCH)
    assert answer.status_code == 422
    assert "n’a pas changé" in answer.content.decode()
    assert weak == "" or f'value="{weak}"' not in answer.content.decode()
    logged_in()


def test_an_hour_after_coming_in_the_password_is_asked_before_it_is_changed(people, minutes_pass):
    alice = logged_in()
    minutes_pass(60)
    assert alice.get("/account/password/").url == "/account/confirm/?next=%2Faccount%2Fpassword%2F"
    assert alice.post("/account/password/", {"password": NEW}).url == "/account/password/"
    assert NEW not in str(dict(alice.session)), "no password waits in a session"
    people.alice.refresh_from_db()
    assert people.alice.check_password(PASSWORD)


def test_confirming_is_not_a_way_to_guess(people, minutes_pass):
    alice = logged_in()
    minutes_pass(60)
    answers = [alice.post("/account/confirm/", {"password": f"wrong {n}"}, headers=FRENCH) for n in range(15)]
    assert {answer.status_code for answer in answers[:5]} == {422}
    assert "Patientez" in answers[5].content.decode()
    assert answers[-1].status_code == 429
    assert "Trop d’essais" in answers[-1].content.decode()
    assert alice.post("/account/confirm/", {"password": PASSWORD}).status_code == 429


def test_one_logs_out_everywhere_else(people):
    here, there, bob = logged_in(), logged_in(), logged_in(email="bob@example.org")
    page = here.post("/account/elsewhere/", follow=True, headers=FRENCH).content.decode()
    assert "Une autre session a été fermée." in page
    assert (is_in(here), is_in(there), is_in(bob)) == (True, False, True)


def test_passwords_are_hidden_from_reports(people):
    from django.views.debug import SafeExceptionReporterFilter

    client = Client()
    answer = client.post("/log-in/", {"email": "alice@example.org", "password": "wrong and secret"})
    shown = SafeExceptionReporterFilter().get_post_parameters(answer.wsgi_request)
    assert shown["password"] != "wrong and secret"
