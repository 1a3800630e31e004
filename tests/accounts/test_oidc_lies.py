"""Single sign-on against a provider that breaks or lies: a sentence each, nobody let in."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from entregent.accounts.actions import invite
from entregent.accounts.models import Role, User
from tests.accounts.signing_on import FRENCH, VERIFIED, is_refused, leave, who
from tests.services import oidc

pytestmark = pytest.mark.django_db


@pytest.fixture
def liar(settings):
    with oidc.liar() as lies:
        settings.SIGN_ON = oidc.sign_on(lies.url, trusted=True)
        lies.describe_itself()
        yield lies


@pytest.mark.parametrize(
    "answer",
    [
        (500, "oops"), (404, ""), (200, ""), (200, "<html>"), (200, "[]"), (200, "null"), (200, '"text"'), (200, b"\xff\xfe"),
        (200, {}), (200, {"issuer": 5}), (200, b"x" * 2_000_000),
    ],
)  # fmt: skip
def test_a_description_that_makes_no_sense_is_a_sentence(client, liar, answer):
    liar.answers["/.well-known/openid-configuration"] = answer
    refused = client.post("/log-in/sign-on/", headers=FRENCH)
    assert refused.status_code in (502, 503)
    assert is_refused(refused, refused.status_code, "Keycloak")


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://another.example"}, {"token_endpoint": None}, {"userinfo_endpoint": 5}, {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"}, {"authorization_endpoint": "//nowhere"},
    ],
)  # fmt: skip
def test_a_provider_that_is_not_what_it_should_be_is_not_gone_to(client, liar, change):
    liar.describe_itself(**change)
    assert is_refused(client.post("/log-in/sign-on/", headers=FRENCH), 502, "n’a pas confirmé")


def answered(client, liar, state, token, userinfo=None):
    """Come back from a provider that gives this token and says this of the person."""
    liar.answers["/token"] = 200, token
    liar.answers["/userinfo"] = 200, userinfo if userinfo is not None else {"sub": "a1"} | VERIFIED
    return client.get(f"/log-in/sign-on/back/?state={state}&code=x", headers=FRENCH)


@pytest.mark.parametrize(
    "token",
    [
        "", "[]", "null", "5", {}, {"access_token": "x"}, {"access_token": "x", "id_token": 5},
        {"access_token": "x", "id_token": "not.a.token"}, {"access_token": "x", "id_token": "x", "expires_in": "soon"},
    ],
)  # fmt: skip
def test_tokens_that_make_no_sense_let_nobody_in(people, client, liar, token):
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    assert is_refused(answered(client, liar, state, token), 502, "n’a pas confirmé")
    assert who(client) is None


class Forger:
    """Keys and tokens of a provider."""

    def __init__(self, liar, client) -> None:
        self.liar, self.client, self.key = liar, client, new_key()
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        liar.answers["/jwks"] = 200, {"keys": [public | {"alg": "RS256", "kid": "1", "use": "sig"}]}

    def come_back(self, *, key=None, header=None, algorithm="RS256", userinfo=None, **claims):
        asked = parse_qs(urlsplit(leave(self.client)).query)
        now = int(time.time())
        said = {
            "iss": self.liar.url,
            "aud": "entregent",
            "sub": "a1",
            "exp": now + 60,
            "iat": now,
            "nonce": asked["nonce"][0],
        }
        said = {name: value for name, value in (said | claims).items() if value is not None}
        headers = {"kid": "1"} if header is None else header
        token = jwt.encode(said, self.key if key is None else key, algorithm=algorithm, headers=headers)
        return answered(self.client, self.liar, asked["state"][0], {"access_token": "x", "id_token": token}, userinfo)


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def forger(people, liar, client) -> Forger:
    return Forger(liar, client)


def test_an_honest_token_lets_in(forger, client):
    """So that the refusals below are for their own reason."""
    assert forger.come_back().url == "/"
    assert who(client) == "alice@example.org"


def test_a_token_without_the_name_of_its_key_is_read_where_there_is_one(forger, client):
    assert forger.come_back(header={}).url == "/"
    client.post("/log-out/")
    keys = forger.liar.answers["/jwks"][1]["keys"]
    keys.append(keys[0] | {"kid": "2"})
    assert is_refused(forger.come_back(header={}), 502, "n’a pas confirmé")


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://another.example"}, {"aud": "another application"}, {"exp": 1}, {"exp": None}, {"sub": None}, {"sub": "b2"},
        {"nonce": None}, {"nonce": "of another exchange"}, {"azp": "another application"}, {"iat": None},
        {"header": {"kid": "unknown"}}, {"algorithm": "none", "key": ""}, {"algorithm": "HS256", "key": "not a secret" * 3},
        {"userinfo": []}, {"userinfo": {"sub": "someone else"} | VERIFIED}, {"userinfo": VERIFIED}, {"userinfo": "nonsense"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_lies_lets_nobody_in(forger, client, lie):
    assert is_refused(forger.come_back(**lie), 502, "n’a pas confirmé")
    assert who(client) is None
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("sub", ["", " ", "a\0b", "x" * 192], ids=repr)
def test_an_identity_that_cannot_be_kept_lets_nobody_in(forger, client, sub):
    assert is_refused(forger.come_back(sub=sub, userinfo={"sub": sub} | VERIFIED), 502, "n’a pas confirmé")
    assert who(client) is None


@pytest.mark.parametrize("name", [None, "a\0b", "a\ud800b", "x" * 5000], ids=lambda name: repr(name)[:20])
def test_an_odd_name_keeps_nobody_out(people, forger, client, name):
    """Providers say null of somebody who gave none."""
    invite(people.workspace, email="dora@example.org", role=Role.WRITER, by=people.alice, now=timezone.now())
    said = {"sub": "d1", "email": "dora@example.org", "email_verified": True, "name": name}
    assert forger.come_back(sub="d1", userinfo=said).url == "/"
    assert User.objects.get(email="dora@example.org").name in ("", "a b", "x" * 120)


def test_a_token_signed_by_somebody_else_lets_nobody_in(forger, client):
    assert is_refused(forger.come_back(key=new_key()), 502, "n’a pas confirmé")
    assert who(client) is None
