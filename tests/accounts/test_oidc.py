"""Single sign-on against a real provider on loopback, and against one that lies, breaks or is not there."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from entregent.accounts.actions import invite
from entregent.accounts.models import Invitation, Role, User
from tests.accounts.signing_on import FRENCH, VERIFIED, come_back, is_refused, joined, leave, logged_in, sign_on, who
from tests.people import PASSWORD
from tests.ports import free_port
from tests.second_step import code_shown, turn_on
from tests.services import oidc

pytestmark = pytest.mark.django_db


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
