"""Invitations: a place kept for an address, and for no other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entregent.accounts.actions import accept, find_invitation, invite, join_workspace, remove, withdraw
from entregent.accounts.errors import (
    AlreadyMemberError,
    InvitationError,
    NotAllowedError,
    OwnersOnlyError,
    WrongPersonError,
)
from entregent.accounts.models import Invitation, Role, User
from entregent.accounts.permissions import SYSTEM
from entregent.accounts.selectors import open_invitation
from tests.people import PASSWORD, make_team

pytestmark = pytest.mark.django_db
NOW = timezone.now()
EVE = "eve@example.org"
FRENCH = {"accept-language": "fr"}


@pytest.fixture
def invited(people):
    return invite(people.workspace, email=" Eve@Example.org ", role=Role.WRITER, by=people.alice, now=timezone.now())


def page(secret: str) -> str:
    return reverse("accounts:invitation", args=[secret])


def test_a_place_is_kept_for_an_address_and_only_the_hash_of_its_secret(invited):
    invitation, secret = invited
    assert invitation.email == EVE
    assert secret not in str(Invitation.objects.values_list().get())
    assert find_invitation(secret, now=timezone.now()) == invitation
    assert open_invitation("EVE@example.org", now=timezone.now()) == invitation


def test_inviting_again_kills_the_former_link(people, invited):
    invite(people.workspace, email=EVE, role=Role.READER, by=people.alice, now=timezone.now())
    with pytest.raises(InvitationError):
        find_invitation(invited[1], now=timezone.now())
    assert Invitation.objects.get().role == Role.READER


def test_it_works_for_two_weeks(invited):
    with pytest.raises(InvitationError):
        find_invitation(invited[1], now=timezone.now() + timedelta(days=14))
    assert open_invitation(EVE, now=timezone.now() + timedelta(days=14)) is None


def test_it_is_withdrawn(people, invited):
    withdraw(invited[0], by=people.alice)
    with pytest.raises(InvitationError):
        find_invitation(invited[1], now=timezone.now())


def test_somebody_who_works_here_is_not_invited(people):
    with pytest.raises(AlreadyMemberError):
        invite(people.workspace, email="BOB@example.org", role=Role.READER, by=people.alice, now=NOW)


def test_a_lead_invites_no_owner_and_a_reader_nobody(people):
    team = make_team(people.workspace)
    with pytest.raises(OwnersOnlyError):
        invite(people.workspace, email=EVE, role=Role.OWNER, by=team[Role.LEAD], now=NOW)
    with pytest.raises(NotAllowedError):
        invite(people.workspace, email=EVE, role=Role.READER, by=team[Role.READER], now=NOW)


def test_what_cannot_be_sent_again_is_a_sentence(people, client):
    """Of an owner by a lead; of somebody who works here meanwhile, invited again by somebody else."""
    invitation, _ = invite(people.workspace, email=EVE, role=Role.OWNER, by=people.alice, now=NOW)
    client.force_login(make_team(people.workspace)[Role.LEAD])
    again = f"/w/les-amis-du-tri/settings/people/invitations/{invitation.pk}/again/"
    assert "Seul un propriétaire" in client.post(again, follow=True, headers=FRENCH).content.decode()
    Invitation.objects.filter(pk=invitation.pk).update(email="bob@example.org", role=Role.READER)
    assert "travaille déjà ici" in client.post(again, follow=True, headers=FRENCH).content.decode()


def test_an_invitation_ends_when_the_place_is_taken_by_another_door(people, invited):
    """Removed afterwards, the person would come back by it."""
    eve = User.objects.create_user(EVE)
    remove(join_workspace(people.workspace, user=eve, role=Role.READER, by=SYSTEM), by=people.alice)
    with pytest.raises(InvitationError):
        accept(invited[0], user=eve, now=timezone.now())


def test_it_is_accepted_once_and_by_the_invited_address_alone(people, invited):
    invitation, _ = invited
    with pytest.raises(WrongPersonError):
        accept(invitation, user=people.charlie, now=timezone.now())
    eve = User.objects.create_user(EVE)
    assert accept(invitation, user=eve, now=timezone.now()).role == Role.WRITER
    with pytest.raises(InvitationError):
        accept(invitation, user=eve, now=timezone.now())


def test_a_new_person_types_the_address_and_comes_in(people, invited, client):
    given = {"email": EVE, "name": "Ève", "password": PASSWORD}
    answer = client.post(page(invited[1]), given, follow=True)
    assert answer.redirect_chain[-1][0] == "/w/les-amis-du-tri/today/"
    assert people.workspace.memberships.get(user__email=EVE).role == Role.WRITER
    client.post("/log-out/")
    assert client.get(page(invited[1])).status_code == 410


def test_a_link_that_went_astray_is_not_enough(people, invited, client):
    given = {"email": "mallory@example.org", "name": "Mallory", "password": PASSWORD}
    answer = client.post(page(invited[1]), given, headers={"accept-language": "fr"})
    assert answer.status_code == 422
    assert "à une autre adresse" in answer.content.decode()
    assert EVE not in answer.content.decode()
    assert not User.objects.filter(email__in=(EVE, "mallory@example.org")).exists()


def test_guessing_who_was_invited_ends_after_five(people, invited, client):
    given = {"name": "Mallory", "password": PASSWORD}
    guesses = [client.post(page(invited[1]), given | {"email": f"e{n}@example.org"}, headers=FRENCH) for n in range(6)]
    assert [guess.status_code for guess in guesses] == [422] * 5 + [429]
    assert "Trop d’essais" in guesses[-1].content.decode()
    assert client.post(page(invited[1]), given | {"email": EVE}).status_code == 429
    assert not User.objects.filter(email=EVE).exists()


def test_logging_out_of_another_account_leads_back_to_the_invitation(people, invited, client):
    client.force_login(people.charlie)
    assert f'value="{page(invited[1])}"' in client.get(page(invited[1])).content.decode()
    assert client.post("/log-out/", {"next": page(invited[1])}).url == page(invited[1])


def test_a_weak_password_is_refused_and_the_rest_is_kept(invited, client):
    answer = client.post(page(invited[1]), {"email": EVE, "name": "Ève", "password": "eve"})
    assert answer.status_code == 422
    assert 'value="Ève"' in answer.content.decode()


def test_somebody_with_an_account_logs_in_first(people, client):
    _, secret = invite(people.workspace, email="charlie@example.org", role=Role.AGENCY, by=people.alice, now=NOW)
    assert f"/log-in/?next={page(secret)}" in client.get(page(secret)).content.decode()
    assert (
        client.post(page(secret), {"email": "charlie@example.org", "name": "X", "password": PASSWORD}).status_code
        == 200
    )
    assert User.objects.get(email="charlie@example.org").name == "Charlie"
    client.force_login(people.charlie)
    assert client.get(page(secret)).status_code == 200
    assert client.post(page(secret)).url == "/"
    assert people.workspace.memberships.get(user=people.charlie).role == Role.AGENCY


def test_an_invitation_for_somebody_else_lets_nobody_in(people, invited, client):
    client.force_login(people.charlie)
    for method in (client.get, client.post):
        answer = method(page(invited[1]), headers={"accept-language": "fr"})
        assert answer.status_code == 403
        assert "à une autre adresse que la vôtre" in answer.content.decode()
        assert EVE not in answer.content.decode()
    assert not people.workspace.memberships.filter(user=people.charlie).exists()


def test_without_a_mail_server_the_link_is_shown_once_to_be_sent_by_hand(people, client):
    client.force_login(people.alice)
    answer = client.post("/w/les-amis-du-tri/settings/people/invite/", {"email": EVE, "role": "reader"})
    shown = answer.content.decode()
    assert "http://testserver/invitation/" in shown
    assert Invitation.objects.get().email == EVE
    assert "/invitation/" not in client.get("/w/les-amis-du-tri/settings/people/").content.decode().replace(
        "/invitations/", ""
    )
