"""Every address of the product, as an anonymous visitor, a stranger and each role: nobody sees or does what is not theirs.

An address that is not in the tables of addresses.py fails the walk.
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from entregent.accounts.actions import add_closure, add_official_account, invite
from entregent.accounts.models import Membership, Role, User
from entregent.accounts.permissions import ROLES
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace, merge_contacts, note_fact
from entregent.contacts.actions import open_import as open_people
from entregent.contacts.actions.books import open_book
from entregent.contacts.actions.facts import Source
from entregent.contacts.actions.views import keep_view as keep_people_view
from entregent.contacts.models import Fact
from entregent.history.models import Entry
from entregent.listening.actions import open_import
from entregent.privacy.actions.asking import ask as ask_about_data
from entregent.relations.actions import make_promise, note_exchange, prepare_hand_over, receive_idea
from entregent.relations.models import Ask, SharedValue
from entregent.watches.actions import keep_view, keep_watch, match_watch
from entregent.watches.models import Mention
from tests.people import make_people, make_team
from tests.posts import fetched, heard
from tests.web.addresses import NEEDS, OPEN, OWN

pytestmark = pytest.mark.django_db


def patterns(resolver=None, prefix="/", space=""):
    """Name and address of everything that answers."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, prefix + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", prefix + str(entry.pattern)


def first_names() -> dict[str, str]:
    """Addresses by the first name of each: a library may know our pages by names of its own."""
    names: dict[str, str] = {}
    for name, pattern in patterns():
        names.setdefault(pattern, name)
    return {name: pattern for pattern, name in names.items()}


ADDRESSES = first_names()


@pytest.fixture(scope="module")
def people(lasting):
    """Made once, as the rest of what the walk visits: each step takes back what it did."""
    return make_people()


@pytest.fixture(scope="module")
def team(people):
    """A member of each role; the addresses below are about objects of their workspace."""
    return make_team(people.workspace)


@pytest.fixture(scope="module")
def filled(people, team):
    """Objects of the workspace, by the name of the address part that stands for them."""
    source = heard(people.workspace, fetched("Compost"))
    watch = keep_watch(people.workspace, name="Compost", query="compost", by=people.alice)
    match_watch(watch)
    someone = User.objects.create_user("dora@example.org", name="Dora")
    day = timezone.now().date()
    closure = add_closure(people.workspace, name="Pont", first_day=day, last_day=day, by=people.alice)
    invited, _ = invite(
        people.workspace, email="eve@example.org", role=Role.READER, by=people.alice, now=timezone.now()
    )
    listed = open_import(
        people.workspace, content=b"https://potager.example/feed", name="", by=people.alice, now=timezone.now()
    )
    account = add_official_account(people.workspace, network="site", address="https://tri.example", by=people.alice)
    mine = people.workspace.memberships.get(user=people.alice)
    view = keep_view(people.workspace, name="En retard", query="box=late", by=mine, for_team=True)
    return {
        "<slug:workspace_slug>": people.workspace.slug,
        "<int:view_id>": view.pk,
        "<int:watch_id>": watch.pk,
        "<int:source_id>": source.pk,
        "<int:post_id>": source.posts.get().pk,
        "<int:mention_id>": Mention.objects.get().pk,
        "<int:member_id>": Membership.objects.create(user=someone, workspace=people.workspace, role=Role.READER).pk,
        "<int:invitation_id>": invited.pk,
        "<int:account_id>": account.pk,
        "<int:closure_id>": closure.pk,
        **somebody(people),
        "<str:secret>": "unknown",
        "<str:key>": "unknown",
        "<int:import_id>": listed.pk,
    }


def somebody(people) -> dict[str, object]:
    """A contact of the workspace, something known of them, that they are left in peace, a call, a promise."""
    now = timezone.now()
    identity = Identity(name="Fatou Diop", owner=people.alice, tags=("presse",))
    contact = keep_contact(people.workspace, identity, by=people.alice)
    passing = prepare_hand_over(people.workspace, leaver=people.alice, receiver=people.bob, by=people.alice, now=now)
    source = Source(Fact.How.SAID, now.date())
    fact = note_fact(contact, kind=Fact.Kind.EMAIL, value="fatou@example.org", source=source, by=people.alice, now=now)
    peace = leave_in_peace(contact, by=people.alice, now=now)
    call = note_exchange(contact, manner="call", side="both", at=now, by=people.alice, now=now)
    day = now.date()
    promise = make_promise(contact, side="us", what="Un bac", made_on=day, due_on=day, by=people.alice)
    ask = Ask.objects.create(contact=contact, purpose="Une photo", asked_at=now)
    listed = open_people(people.workspace, content=b"Nom\nZoe", name="amis.csv", by=people.alice, now=now)
    idea = receive_idea(contact, "Un bac de plus", at=now, by=people.alice, now=now)
    namesake = keep_contact(people.workspace, Identity(name="F. Diop"), by=people.alice)
    merged = merge_contacts(contact, namesake, by=people.alice, now=now)
    mine = people.workspace.memberships.get(user=people.alice)
    return {
        "<int:book_id>": open_book(mine, device="Téléphone", reason="Voyage", now=now)[0].pk,
        "<slug:book_slug>": people.workspace.slug,
        "<int:card_id>": contact.pk,
        "<int:message_id>": contact.messages.create(workspace=people.workspace, by=people.alice, state="sent").pk,
        "<str:code>": "W103",
        "<int:request_id>": ask_about_data(contact, kind="access", via="letter", by=people.alice, now=now).pk,
        "<slug:document>": "record",
        "<int:kept_id>": keep_people_view(name="Presse", query="q=presse", by=mine, for_team=True).pk,
        "<int:contact_id>": contact.pk,
        "<int:idea_id>": idea.pk,
        "<int:value_id>": SharedValue.objects.create(contact=contact, value="Le tri", theirs="a", ours="b").pk,
        "<int:tag_id>": contact.tags.get().pk,
        "<int:hand_over_id>": passing.pk,
        "<int:letter_id>": passing.letters.get().pk,
        "<int:ask_id>": ask.pk,
        "<int:list_id>": listed.pk,
        "<int:merge_id>": merged.pk,
        "<int:fact_id>": fact.pk,
        "<int:peace_id>": peace.pk,
        "<int:exchange_id>": call.pk,
        "<int:promise_id>": promise.pk,
    }


def address(name: str, parts: dict[str, object]) -> str:
    pattern = ADDRESSES[name]
    for part, value in parts.items():
        pattern = pattern.replace(part, str(value))
    assert "<" not in pattern, f"the walk does not know a part of {pattern}"
    return pattern


def ask(client, method: str, url: str):
    """Ask and undo: what one visitor did is not there for the next. Returns the status and whether anything was done."""
    with transaction.atomic():
        before = Entry.objects.count()
        answer = getattr(client, method)(url)
        done = Entry.objects.count() > before
        transaction.set_rollback(True)
    return answer, done


def test_the_walk_knows_every_address():
    assert set(ADDRESSES) == OPEN | OWN | set(NEEDS)


def test_what_belongs_to_a_workspace_stands_below_it_and_nothing_else_does():
    below = {name for name, pattern in ADDRESSES.items() if pattern.startswith("/w/<slug:workspace_slug>/")}
    assert below == set(NEEDS)


@pytest.mark.parametrize("name", sorted(NEEDS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_may_what_it_may_and_no_more(name, method, filled, team, client):
    url = address(name, filled)
    for role, user in team.items():
        client.force_login(user)
        answer, done = ask(client, method, url)
        if answer.status_code == 405:
            continue
        if NEEDS[name] in ROLES[role]:
            assert answer.status_code in (200, 204, 302, 422), f"{role} {method} {url}: {answer.status_code}"
        else:
            assert answer.status_code == 403, f"{role} {method} {url}: {answer.status_code}"
            assert not done, f"{role} {method} {url} did something"
            assert answer.templates[0].name == "accounts/not_allowed.html"


@pytest.mark.parametrize("name", sorted(NEEDS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing_and_visitors_are_asked_to_log_in(name, method, filled, people, client):
    url = address(name, filled)
    answer, done = ask(client, method, url)
    assert answer.status_code in (302, 405), url
    assert not done
    if answer.status_code == 302:
        assert answer.url.startswith("/log-in/?next=/w/")
    client.force_login(people.charlie)
    answer, done = ask(client, method, url)
    assert answer.status_code in (404, 405), url
    assert not done


@pytest.mark.parametrize("name", sorted(name for name in NEEDS if "<int:" in ADDRESSES[name]))
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_belongs_elsewhere_is_not_found_through_ones_own_workspace(name, method, filled, people, client):
    client.force_login(people.charlie)
    answer, done = ask(client, method, address(name, filled | {"<slug:workspace_slug>": people.elsewhere.slug}))
    assert answer.status_code in (404, 405)
    assert not done


@pytest.mark.parametrize("name", sorted(OWN))
def test_what_is_ones_own_asks_visitors_to_log_in(name, filled, client):
    for method in ("get", "post"):
        answer, done = ask(client, method, address(name, filled))
        assert answer.status_code in (302, 405)
        assert not done


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_shows_nothing_of_a_workspace(name, filled, people, client):
    for user in (None, people.charlie):
        if user:
            client.force_login(user)
        answer, done = ask(client, "get", address(name, filled))
        assert people.workspace.name not in answer.content.decode()
        assert not done
