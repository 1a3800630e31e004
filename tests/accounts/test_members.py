"""Roles, absences, ends: who may change them, and the owner that a workspace keeps."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from entregent.accounts.actions import (
    bring_back,
    change_role,
    close_account,
    end_absence,
    invite,
    join_workspace,
    leave,
    note_absence,
    remove,
)
from entregent.accounts.clock import today_in
from entregent.accounts.errors import LastOwnerError, NotAllowedError, OwnersOnlyError
from entregent.accounts.models import Role, User
from entregent.accounts.permissions import ROLES, SYSTEM, Permission, permissions_of, require
from entregent.accounts.selectors import moderators_on
from entregent.history.models import Entry
from entregent.watches.actions import keep_watch
from tests.people import make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(people):
    """Find the membership of a user in Alice's workspace."""
    return lambda user: people.workspace.memberships.get(user=user)


@pytest.fixture
def team(people):
    return make_team(people.workspace)


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_the_last_owner_neither_leaves_nor_becomes_somebody_else(people, place):
    alice = place(people.alice)
    with pytest.raises(LastOwnerError):
        leave(alice)
    with pytest.raises(LastOwnerError):
        change_role(alice, role=Role.READER, by=people.alice)
    with pytest.raises(LastOwnerError):
        remove(alice, by=people.alice)
    assert place(people.alice).role == Role.OWNER


def test_an_owner_whose_account_is_closed_does_not_count(people, place):
    gone = User.objects.create_user("gone@example.org")
    join_workspace(people.workspace, user=gone, role=Role.OWNER)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(LastOwnerError):
        leave(place(people.alice))


def test_with_another_owner_one_may_leave(people, place):
    change_role(place(people.bob), role=Role.OWNER, by=people.alice)
    leave(place(people.alice))
    assert not people.workspace.memberships.filter(user=people.alice).exists()
    assert events()[-2:] == ["accounts.role_changed", "accounts.left"]


@pytest.mark.parametrize("deed", [change_role, remove])
def test_a_lead_does_nothing_to_an_owner(people, team, place, deed):
    given = {"role": Role.READER} if deed is change_role else {}
    with pytest.raises(OwnersOnlyError):
        deed(place(people.alice), by=team[Role.LEAD], **given)


def test_a_lead_makes_no_owner(people, team, place):
    with pytest.raises(OwnersOnlyError):
        change_role(place(team[Role.READER]), role=Role.OWNER, by=team[Role.LEAD])
    change_role(place(team[Role.READER]), role=Role.MODERATOR, by=team[Role.LEAD])
    assert place(team[Role.READER]).role == Role.MODERATOR


@pytest.mark.parametrize("role", [role for role in Role if Permission.PEOPLE not in ROLES[role]])
def test_others_change_nobody(people, team, place, role):
    with pytest.raises(NotAllowedError):
        change_role(place(people.bob), role=Role.LEAD, by=team[role])
    with pytest.raises(NotAllowedError):
        remove(place(people.bob), by=team[role])
    with pytest.raises(NotAllowedError):
        note_absence(place(people.bob), cover=place(team[role]), first=date.max, last=date.max, by=team[role])


@pytest.mark.parametrize("role", list(Role))
def test_an_action_asks_the_same_permission_as_its_page(people, team, role):
    if Permission.LISTEN in ROLES[role]:
        assert keep_watch(people.workspace, name="", query="compost", by=team[role]).pk
    else:
        with pytest.raises(NotAllowedError):
            keep_watch(people.workspace, name="", query="compost", by=team[role])


def test_a_stranger_has_no_permission_and_entregent_has_all(people):
    with pytest.raises(NotAllowedError):
        require(people.charlie, people.workspace, Permission.READ)
    for permission in Permission:
        require(SYSTEM, people.workspace, permission)


def test_somebody_removed_may_nothing_any_more(people, place):
    remove(place(people.bob), by=people.alice)
    with pytest.raises(NotAllowedError):
        require(people.bob, people.workspace, Permission.READ)


def test_whoever_stands_in_may_the_same_on_those_days_and_not_after(people, team, place):
    today = today_in(people.workspace)
    moderator, reader = place(team[Role.MODERATOR]), place(team[Role.READER])
    note_absence(moderator, cover=reader, first=today, last=today, by=team[Role.MODERATOR])
    assert permissions_of(place(team[Role.READER])) == ROLES[Role.MODERATOR]
    assert moderators_on(people.workspace, today) == [reader]
    assert moderators_on(people.workspace, today + timedelta(days=1)) == [moderator]
    tomorrow = today + timedelta(days=1)
    note_absence(moderator, cover=reader, first=tomorrow, last=tomorrow, by=team[Role.LEAD])
    assert permissions_of(place(team[Role.READER])) == ROLES[Role.READER]
    end_absence(moderator, by=team[Role.MODERATOR])
    assert moderators_on(people.workspace, tomorrow) == [moderator]


def test_whoever_stands_in_gives_no_power_that_would_outlast_it(people, team, place):
    """Otherwise a reader who stands in for a day makes themselves a lead, or stands in for a year."""
    today = today_in(people.workspace)
    moderator, lead, owner = (place(team[role]) for role in (Role.MODERATOR, Role.LEAD, Role.OWNER))
    note_absence(lead, cover=moderator, first=today, last=today, by=team[Role.LEAD])
    note_absence(owner, cover=moderator, first=today, last=today, by=team[Role.OWNER])
    by, more = team[Role.MODERATOR], {"first": today, "last": today + timedelta(days=365)}
    for role in (Role.CONDUCTOR, Role.LEAD):
        with pytest.raises(NotAllowedError):
            change_role(moderator, role=role, by=by)
        with pytest.raises(NotAllowedError):
            invite(people.workspace, email="eve@example.org", role=role, by=by, now=timezone.now())
    with pytest.raises(NotAllowedError):
        note_absence(lead, cover=moderator, by=by, **more)
    with pytest.raises(OwnersOnlyError):
        note_absence(owner, cover=moderator, by=by, **more)
    invite(people.workspace, email="eve@example.org", role=Role.WRITER, by=by, now=timezone.now())
    change_role(place(team[Role.READER]), role=Role.MODERATOR, by=by)
    note_absence(place(team[Role.WRITER]), cover=place(team[Role.AGENCY]), by=by, **more)


def test_nobody_stands_in_for_a_closed_account(people, team, place):
    today = today_in(people.workspace)
    note_absence(place(team[Role.LEAD]), cover=place(team[Role.READER]), first=today, last=today, by=team[Role.LEAD])
    require(team[Role.READER], people.workspace, Permission.PEOPLE)
    close_account(team[Role.LEAD], by=SYSTEM, now=timezone.now())
    with pytest.raises(NotAllowedError):
        require(team[Role.READER], people.workspace, Permission.PEOPLE)


def test_an_owner_is_brought_back_by_an_owner_alone(people, team):
    remove(people.workspace.memberships.get(user=team[Role.OWNER]), by=people.alice)
    with pytest.raises(OwnersOnlyError):
        bring_back(people.workspace, user=team[Role.OWNER], role=Role.OWNER, by=team[Role.LEAD])
    assert bring_back(people.workspace, user=team[Role.OWNER], role=Role.OWNER, by=people.alice).role == Role.OWNER


def test_each_who_answers_today_is_named_once_and_is_there(people, team, place):
    today = today_in(people.workspace)
    moderator, bob, reader = place(team[Role.MODERATOR]), place(people.bob), place(team[Role.READER])
    change_role(bob, role=Role.MODERATOR, by=people.alice)
    note_absence(moderator, cover=bob, first=today, last=today, by=people.alice)
    assert moderators_on(people.workspace, today) == [bob]
    note_absence(bob, cover=reader, first=today, last=today, by=people.alice)
    assert moderators_on(people.workspace, today) == [reader]
    close_account(team[Role.READER], by=SYSTEM, now=timezone.now())
    assert moderators_on(people.workspace, today) == []


def test_a_lead_does_not_name_who_stands_in_for_an_owner(people, team, place):
    today = today_in(people.workspace)
    with pytest.raises(OwnersOnlyError):
        note_absence(place(people.alice), cover=place(team[Role.LEAD]), first=today, last=today, by=team[Role.LEAD])


def test_a_cover_comes_from_the_same_workspace_and_is_somebody_else(people, place):
    today = today_in(people.workspace)
    alice, elsewhere = place(people.alice), people.elsewhere.memberships.get()
    for cover, first, last in ((elsewhere, today, today), (alice, today, today), (place(people.bob), today, date.min)):
        with pytest.raises(ValueError, match=r"^$"):
            note_absence(alice, cover=cover, first=first, last=last, by=people.alice)


def test_joining_twice_changes_nothing(people, place):
    before = Entry.objects.count()
    join_workspace(people.workspace, user=people.bob, role=Role.OWNER)
    assert place(people.bob).role == Role.CONDUCTOR
    assert Entry.objects.count() == before
