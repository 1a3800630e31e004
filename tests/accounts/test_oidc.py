"""Single sign-on against a real provider on loopback, and against one that lies, breaks or is not there."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.utils import timezone

from entregent.accounts.actions import invite
from entregent.accounts.models import Invitation, Role, User
from tests.people import PASSWORD
from tests.ports import free_port
from tests.second_step import code_shown, turn_on
from tests.services import oidc

pytestmark = pytest.mark.django_db
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


def test_a_joined_identity_lets_in(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    assert sign_on(client, provider, next="/account/").url == "/account/"
    assert who(client) == "alice@example.org"


def test_the_exchange_is_sealed(people, client, provider):
    """State ties the way back to this browser, PKCE the code to this exchange."""
    asked = parse_qs(urlsplit(leave(client)).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert asked["redirect_uri"] == ["http://testserver/log-in/sign-on/back/"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_the_log_in_page_offers_it_by_its_name_and_only_where_it_is_set_up(client, provider, settings):
    assert "Se connecter avec Keycloak" in client.get("/log-in/", headers=FRENCH).content.decode()
    settings.SIGN_ON = None
    assert "sign-on" not in client.get("/log-in/").content.decode()
    assert {client.post("/log-in/sign-on/").status_code, client.get("/log-in/sign-on/back/").status_code} == {404}


def test_nobody_is_sent_to_the_provider_by_a_link(client, provider):
    assert client.get("/log-in/sign-on/").url == "/log-in/"


def test_nobody_is_sent_elsewhere_afterwards(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    assert sign_on(client, provider, next="https://evil.example/").url == "/"


def test_a_second_step_is_asked_all_the_same(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    secret = turn_on(logged_in())
    assert sign_on(client, provider).url == "/log-in/second-step/"
    assert who(client) is None
    assert client.post("/log-in/second-step/", {"code": code_shown(secret, steps=1)}).url == "/"
    assert who(client) == "alice@example.org"


def test_a_known_address_alone_does_not_let_in(people, client, provider):
    provider.say("a1", **VERIFIED)
    assert is_refused(sign_on(client, provider), 403, "n’est pas relié à Keycloak")
    assert who(client) is None
    assert not SocialAccount.objects.exists()


def test_a_trusted_provider_lets_in_by_a_verified_address_and_joins_the_two(people, client, provider, settings):
    settings.SIGN_ON = oidc.sign_on(provider.url, trusted=True)
    provider.say("a1", **VERIFIED | {"email": "ALICE@example.org"})
    assert sign_on(client, provider).url == "/"
    assert who(client) == "alice@example.org"
    people.alice.refresh_from_db()
    assert people.alice.check_password(PASSWORD)
    settings.SIGN_ON = oidc.sign_on(provider.url)
    assert sign_on(Client(), provider).url == "/"


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(
    "claim", [{"email_verified": False}, {"email_verified": "false"}, {"email_verified": None}, {}]
)
def test_an_address_that_is_not_verified_lets_nobody_in(people, client, provider, settings, trusted, claim):
    settings.SIGN_ON = oidc.sign_on(provider.url, trusted=trusted)
    provider.say("a2", email="alice@example.org", **claim)
    assert is_refused(sign_on(client, provider, "a2"), 403, "ne se porte pas garant de votre adresse")
    assert who(client) is None
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("email", ["", None, "no address", 5, ["alice@example.org"], "alice@example.org\n"])
def test_what_is_no_address_lets_nobody_in(people, client, provider, settings, email):
    settings.SIGN_ON = oidc.sign_on(provider.url, trusted=True)
    provider.say("a3", email=email, email_verified=True)
    assert sign_on(client, provider, "a3").status_code in (403, 502)
    assert who(client) is None


def test_somebody_unknown_is_told_to_be_invited(people, client, provider):
    provider.say("d1", email="dora@example.org", email_verified=True)
    assert is_refused(sign_on(client, provider, "d1"), 403, "aucune invitation ne l’attend")
    assert not User.objects.filter(email="dora@example.org").exists()


def test_somebody_invited_gets_an_account_and_their_place(people, client, provider):
    invite(people.workspace, email="dora@example.org", role=Role.WRITER, by=people.alice, now=timezone.now())
    provider.say("d2", email="Dora@example.org", email_verified=True, name="Dora\n Blanc")
    assert sign_on(client, provider, "d2").url == "/"
    dora = User.objects.get(email="dora@example.org")
    assert who(client) == "dora@example.org"
    assert (dora.name, dora.has_usable_password()) == ("Dora Blanc", False)
    assert dora.memberships.get().role == Role.WRITER
    assert Invitation.objects.get().accepted_at
    assert sign_on(Client(), provider, "d2").url == "/"


def test_an_invitation_does_not_open_to_an_address_that_is_not_verified(people, client, provider):
    invite(people.workspace, email="dora@example.org", role=Role.WRITER, by=people.alice, now=timezone.now())
    provider.say("d3", email="dora@example.org", email_verified=False)
    assert is_refused(sign_on(client, provider, "d3"), 403, "ne se porte pas garant")
    assert not User.objects.filter(email="dora@example.org").exists()


def test_an_address_that_changes_there_changes_nothing_here(people, client, provider, settings):
    settings.SIGN_ON = oidc.sign_on(provider.url, trusted=True)
    provider.say("a1", **VERIFIED)
    joined(provider)
    provider.say("a1", email="bob@example.org", email_verified=True)
    assert sign_on(client, provider).url == "/"
    assert who(client) == "alice@example.org"
    assert set(User.objects.values_list("email", flat=True)) == {
        f"{name}@example.org" for name in ("alice", "bob", "charlie")
    }


def test_an_identity_that_takes_over_an_address_is_still_a_stranger(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    provider.say("a9", **VERIFIED)
    assert is_refused(sign_on(client, provider, "a9"), 403, "n’est pas relié")


def test_an_identity_opens_one_account_only(people, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    bob = logged_in("bob@example.org")
    assert sign_on(bob, provider, "a1", path="/account/sign-on/").url == "/account/"
    assert "ouvre déjà un autre compte" in bob.get("/account/", headers=FRENCH).content.decode()
    assert SocialAccount.objects.get().user == people.alice


def test_joining_asks_for_a_fresh_proof_and_then_goes_on(people, provider, minutes_pass):
    alice = logged_in()
    minutes_pass(60)
    assert alice.post("/account/sign-on/").url == "/account/confirm/?next=%2Faccount%2Fsign-on%2F"
    answer = alice.post("/account/confirm/", {"password": PASSWORD, "next": "/account/sign-on/"})
    assert answer["Refresh"].startswith(f"0;url={provider.url}/")


def test_parting_leaves_a_way_in(people, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    alice, identity = logged_in(), SocialAccount.objects.get()
    User.objects.filter(pk=people.alice.pk).update(password="!unusable")
    alice.force_login(User.objects.get(pk=people.alice.pk))
    answer = alice.post("/account/sign-on/part/", {"account": identity.pk}, follow=True, headers=FRENCH)
    assert "Choisissez d’abord un mot de passe" in answer.content.decode()
    assert SocialAccount.objects.exists()


def test_one_parts_from_ones_own_identity_alone(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    identity = SocialAccount.objects.get()
    logged_in("bob@example.org").post("/account/sign-on/part/", {"account": identity.pk})
    assert SocialAccount.objects.exists()
    assert logged_in().post("/account/sign-on/part/", {"account": identity.pk}).url == "/account/"
    assert is_refused(sign_on(client, provider), 403, "n’est pas relié")


def test_the_account_of_somebody_who_left_stays_closed(people, client, provider, settings):
    settings.SIGN_ON = oidc.sign_on(provider.url, trusted=True)
    provider.say("a1", **VERIFIED)
    joined(provider)
    User.objects.filter(pk=people.alice.pk).update(is_active=False)
    assert is_refused(sign_on(client, provider), 403, "Ce compte est fermé")
    provider.say("a8", **VERIFIED)
    assert is_refused(sign_on(Client(), provider, "a8"), 403, "Ce compte est fermé")
    assert who(client) is None


def test_identities_of_a_former_provider_open_nothing(people, client, provider, settings):
    """The same number there is another person."""
    provider.say("a1", **VERIFIED)
    joined(provider)
    with oidc.provider() as another:
        settings.SIGN_ON = oidc.sign_on(another.url)
        another.say("a1", email="mallory@example.org", email_verified=True)
        assert is_refused(sign_on(client, another), 403, "aucune invitation")


def test_the_person_may_change_their_mind(people, client, provider):
    answer = come_back(client, provider.refuse(leave(client)))
    assert answer.url == "/log-in/"
    assert "Vous êtes de retour" in client.get("/log-in/", headers=FRENCH).content.decode()


def test_a_way_back_without_a_beginning_leads_nowhere(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    back = provider.recognise("a1", leave(Client()))
    assert is_refused(come_back(client, back), 400, "a trop attendu")
    assert is_refused(client.get("/log-in/sign-on/back/", headers=FRENCH), 400, "a trop attendu")
    assert who(client) is None


def test_a_way_back_serves_once(people, client, provider):
    provider.say("a1", **VERIFIED)
    joined(provider)
    back = provider.recognise("a1", leave(client))
    assert come_back(client, back).url == "/"
    client.post("/log-out/")
    assert is_refused(come_back(client, back), 400, "a trop attendu")


def test_a_forged_code_is_refused_by_the_provider(people, client, provider):
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(f"/log-in/sign-on/back/?state={state}&code=forged", headers=FRENCH)
    assert is_refused(answer, 502, "n’a pas confirmé qui vous êtes")


def test_a_provider_that_is_down_is_said_and_passwords_still_do(people, client, settings):
    settings.SIGN_ON = oidc.sign_on(f"http://127.0.0.1:{free_port()}")
    answer = client.post("/log-in/sign-on/", headers=FRENCH)
    assert is_refused(answer, 503, "Keycloak ne répond pas")
    assert client.post("/log-in/", {"email": "alice@example.org", "password": PASSWORD}).url == "/"


def test_a_provider_that_goes_down_meanwhile_is_said(people, client, settings):
    with oidc.provider() as short_lived:
        settings.SIGN_ON = oidc.sign_on(short_lived.url)
        short_lived.say("a1", **VERIFIED)
        back = short_lived.recognise("a1", leave(client))
    assert is_refused(come_back(client, back), 503, "Keycloak ne répond pas")


def test_it_is_not_a_way_to_keep_the_provider_busy(client, settings):
    settings.SIGN_ON = oidc.sign_on(f"http://127.0.0.1:{free_port()}")
    answers = [client.post("/log-in/sign-on/").status_code for _ in range(31)]
    assert answers == [503] * 30 + [302]
    assert "Patientez" in client.get("/log-in/", headers=FRENCH).content.decode()


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


def test_a_token_signed_by_somebody_else_lets_nobody_in(forger, client):
    assert is_refused(forger.come_back(key=new_key()), 502, "n’a pas confirmé")
    assert who(client) is None
