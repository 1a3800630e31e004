"""Leaving for the sign-on provider and coming back, as a browser does."""

import re

from django.test import Client

from entregent.accounts.models import User
from tests.people import PASSWORD

FRENCH = {"accept-language": "fr"}
VERIFIED = {"email": "alice@example.org", "email_verified": True, "name": "Alice Martin"}


def leave(client, path="/log-in/sign-on/", **given) -> str:
    """Set out, and return the provider's address."""
    answer = client.post(path, given, headers=FRENCH)
    assert answer.status_code == 200, answer
    assert answer["Refresh"].startswith("0;url=http")
    return str(answer["Refresh"].removeprefix("0;url="))


def come_back(client, address):
    """Follow the provider's redirect."""
    assert address.startswith("http://testserver/log-in/sign-on/back/?")
    return client.get(address.removeprefix("http://testserver"), headers=FRENCH)


def sign_on(client, provider, person="a1", path="/log-in/sign-on/", **given):
    return come_back(client, provider.recognise(person, leave(client, path, **given)))


def logged_in(email="alice@example.org") -> Client:
    client = Client()
    assert client.post("/log-in/", {"email": email, "password": PASSWORD}).status_code == 302
    return client


def joined(provider, person="a1") -> None:
    """Alice joins her account with her identity at the provider."""
    assert sign_on(logged_in(), provider, person, path="/account/sign-on/").url == "/account/"


def who(client) -> str | None:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


def is_refused(answer, status, words) -> bool:
    page = answer.content.decode().replace("\u202f", " ")
    assert answer.status_code == status, answer
    assert words in page, re.sub(r"<[^>]+>", " ", page)[-900:]
    assert 'href="/log-in/"' in page, "no way back"
    return True
