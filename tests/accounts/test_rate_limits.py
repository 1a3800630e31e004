"""Guessing: a hundred passwords, from one machine and from a hundred; every process counts in the same place."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.people import PASSWORD
from tests.second_step import code_shown, turn_on

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


def try_password(password, email="alice@example.org", *, address="192.0.2.1"):
    return Client(REMOTE_ADDR=address).post("/log-in/", {"email": email, "password": password}, headers=FRENCH)


def test_a_hundred_wrong_passwords_let_nobody_in_and_say_how_long_to_wait(people):
    answers = [try_password(f"wrong {n}") for n in range(100)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 95
    assert "Patientez 5 minutes" in answers[-1].content.decode()
    assert 'value="alice@example.org"' in answers[-1].content.decode()


def test_meanwhile_the_right_password_is_refused_from_there_and_accepted_elsewhere(people):
    for n in range(6):
        try_password(f"wrong {n}")
    assert try_password(PASSWORD).status_code == 429
    assert try_password(PASSWORD, "bob@example.org").status_code == 302
    assert try_password(PASSWORD, address="192.0.2.2").status_code == 302


def test_after_the_wait_the_right_password_lets_in(people, minutes_pass):
    for n in range(6):
        try_password(f"wrong {n}")
    minutes_pass(3)
    answer = try_password(PASSWORD)
    assert answer.status_code == 429
    assert "Patientez 2 minutes" in answer.content.decode()
    minutes_pass(5.1)
    assert try_password(PASSWORD).status_code == 302


def test_an_unknown_address_is_counted_in_the_same_words(people):
    for email in ("alice@example.org", "nobody@example.org"):
        answers = [try_password("wrong", email, address="192.0.2.9") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_one_machine_does_not_try_everybody(people):
    answers = [try_password("wrong", f"somebody{n}@example.org").status_code for n in range(31)]
    assert answers == [422] * 30 + [429]


def test_a_crowd_of_machines_does_not_guess_one_account(people):
    answers = [try_password("wrong", address=f"198.51.{n // 250}.{n % 250}").status_code for n in range(101)]
    assert answers == [422] * 100 + [429]


def test_the_right_password_costs_no_try(people):
    for _ in range(12):
        assert try_password(PASSWORD).status_code == 302


def test_a_second_step_is_not_guessed(people, minutes_pass):
    alice = Client()
    alice.post("/log-in/", {"email": "alice@example.org", "password": PASSWORD})
    secret = turn_on(alice)
    guesser = Client()
    assert guesser.post("/log-in/", {"email": "alice@example.org", "password": PASSWORD}).url == "/log-in/second-step/"
    minutes_pass(10)  # the code that turned it on is long gone
    guesses = [guesser.post("/log-in/second-step/", {"code": f"{n:06}"}, headers=FRENCH) for n in range(100)]
    assert {guess.status_code for guess in guesses} == {422}
    assert "Trop de codes faux" in guesses[-1].content.decode()
    assert guesser.post("/log-in/second-step/", {"code": code_shown(secret)}).status_code == 422
    assert "_auth_user_id" not in guesser.session


def test_behind_a_proxy_visitors_are_told_apart_by_what_the_proxy_adds(people, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def through_proxy(address, password):
        headers = {"x-forwarded-for": f"203.0.113.{len(address)}, {address}"}  # the first is whatever the visitor says
        return Client().post("/log-in/", {"email": "alice@example.org", "password": password}, headers=headers)

    for _ in range(6):
        through_proxy("192.0.2.1", "wrong")
    assert through_proxy("192.0.2.1", PASSWORD).status_code == 429
    assert through_proxy("192.0.2.77", PASSWORD).status_code == 302


def test_visitors_are_told_apart_where_the_server_listens_on_every_kind_of_address(people):
    """On "::" the server writes 192.0.2.1 so, and an IPv6 network counts as one visitor."""
    for n in range(6):
        try_password(f"wrong {n}", address="::ffff:192.0.2.1")
    assert try_password(PASSWORD, address="::ffff:192.0.2.1").status_code == 429
    assert try_password(PASSWORD, address="::ffff:192.0.2.2").status_code == 302


def test_processes_count_together(tmp_path):
    """Three processes that try at once have, together, the five tries of one."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {"ENTREGENT_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    running = [
        subprocess.Popen([sys.executable, "-c", TRY_TEN_TIMES], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    allowed = [int(one.communicate(timeout=60)[0]) for one in running]
    assert sum(allowed) == 5


TRY_TEN_TIMES = """
import django
django.setup()
from django.test import RequestFactory
from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.rates import spend
allowed = 0
for _ in range(10):
    try:
        spend(RequestFactory().post("/log-in/"), {"password": "alice"})
        allowed += 1
    except TooManyTriesError:
        pass
print(allowed)
"""
