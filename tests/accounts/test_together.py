"""Buttons pressed twice, and people who come at once: one of them wins, the others get a sentence."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entregent.accounts.actions import invite
from entregent.accounts.models import Invitation, Role, User
from entregent.web.views.entrance import welcome_secret
from tests.people import PASSWORD, make_people

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="writers of SQLite come one after the other"),
]
AT_ONCE = 4


def statuses(path: str, given: Callable[[int], dict[str, str]], *, user: User | None = None) -> list[int]:
    """Press a button in several browsers at once; return what they were answered."""
    gate, found = threading.Barrier(AT_ONCE), []
    clients = [Client(raise_request_exception=False) for _ in range(AT_ONCE)]
    for client in clients:
        if user:
            client.force_login(user)

    def press(number: int) -> None:
        gate.wait()
        found.append(clients[number].post(path, given(number)).status_code)
        connections.close_all()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def test_the_first_account_is_made_once():
    given = {"name": "A", "password": PASSWORD}
    path = reverse("web:welcome", args=[welcome_secret()])
    answers = statuses(path, lambda n: given | {"email": f"a{n}@example.org", "workspace": f"W{n}"})
    assert answers == [302, 404, 404, 404]
    assert User.objects.count() == 1


def test_an_invited_person_gets_one_account():
    people = make_people()
    _, secret = invite(people.workspace, email="eve@example.org", role=Role.READER, by=people.alice, now=timezone.now())
    given = {"name": "Ève", "email": "eve@example.org", "password": PASSWORD}
    answers = statuses(reverse("accounts:invitation", args=[secret]), lambda _: given)
    assert answers.count(302) == 1
    assert set(answers) <= {200, 302, 410}  # 200: “you have an account already: log in”


def test_somebody_invited_twice_at_once_has_one_invitation():
    people = make_people()
    path = reverse("accounts:invite", args=[people.workspace.slug])
    answers = statuses(path, lambda _: {"email": "eve@example.org", "role": "reader"}, user=people.alice)
    assert answers == [200] * AT_ONCE  # no mail server: the link is shown
    assert Invitation.objects.count() == 1
