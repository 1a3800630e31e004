"""Somebody without the right to see contacts finds no trace of one on any screen, in any search, export or feed."""

import pytest
from django.utils import timezone

from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace, note_fact
from entregent.contacts.actions.facts import Source
from entregent.relations.actions import Asked, make_ask, make_promise, note_exchange, open_calendar, receive_idea
from entregent.relations.calendars import secret_of
from tests.web.addresses import NEEDS, OPEN, OWN
from tests.web.test_permission_walk import address, filled, people, team  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
NAMES = ("Zéphyrine", "Quatrepommes", "zephyrine@", "secret de la rhubarbe")


@pytest.fixture
def seeded(people):  # noqa: F811
    """Somebody whose name, address and words can be told from everything else."""
    now = timezone.now()
    identity = Identity("Zéphyrine Quatrepommes", owner=people.bob, tags=("Quatrepommes",), outlets=("Quatrepommes",))
    contact = keep_contact(people.workspace, identity, by=people.alice)
    source = Source("said", now.date())
    note_fact(contact, kind="email", value="zephyrine@quatrepommes.example", source=source, by=people.alice, now=now)
    what = "le secret de la rhubarbe"
    note_exchange(contact, manner="call", side="both", at=now, by=people.alice, now=now, summary=what)
    make_promise(contact, side="us", what=what, made_on=now.date(), due_on=now.date(), by=people.alice)
    make_ask(contact, Asked(what), at=now, by=people.alice, now=now)
    receive_idea(contact, what, at=now, by=people.alice, now=now)
    leave_in_peace(contact, topic=what, by=people.alice, now=now)
    return contact


def trace(answer) -> list[str]:
    content = b"".join(answer) if answer.streaming else answer.content
    return [name for name in NAMES if name in content.decode(errors="replace")]


@pytest.mark.parametrize("role", [Role.READER, Role.SPONSOR])
def test_no_page_shows_a_contact_to_whoever_may_not_see_them(role, people, seeded, filled, team, client):  # noqa: F811
    client.force_login(team[role])
    seen = 0
    for name in sorted({*NEEDS, *OWN, *OPEN}):
        for query in ("", "?q=quatrepommes", "?as=csv&format=csv&kind=contacts"):
            answer = client.get(address(name, filled) + query)
            assert trace(answer) == [], f"{name}{query} names a contact to a {role}"
            seen += answer.status_code == 200
    assert seen > 50


def test_they_are_found_by_whoever_may(people, seeded, client):  # noqa: F811
    """The walk above would say nothing if nobody ever saw them."""
    client.force_login(people.bob)
    base = f"/w/{people.workspace.slug}/"
    for page in ("today/", "people/", "people/ideas/", "find/?q=quatrepommes", "settings/history/"):
        assert trace(client.get(base + page)), page


def test_a_calendar_dies_with_the_right(people, seeded, client):  # noqa: F811
    member = people.bob.memberships.get()
    secret = secret_of(open_calendar(member, now=timezone.now()))
    member.role = Role.READER
    member.save()
    answer = client.get(f"/calendars/{secret}/")
    assert answer.status_code == 404
    assert trace(answer) == []
