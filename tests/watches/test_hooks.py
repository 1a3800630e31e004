"""Webhooks: what a view hears is sent elsewhere, signed, until it is accepted."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.history.models import Entry
from entregent.jobs.leases import FREE
from entregent.watches.actions import (
    Sender,
    close_hook,
    keep_view,
    keep_watch,
    match_watch,
    open_hook,
    remove_view,
    tend_hooks,
)
from entregent.watches.errors import BadAddressError
from entregent.watches.models import Catch, Hook, Mention, State
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver():
    """A program that takes what is sent, or refuses it with the status it was told to."""
    taken = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((dict(self.headers), body))
            self.send_response(server.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.status, server.taken = 204, taken
    server.address = f"http://127.0.0.1:{server.server_port}/heard"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def member(people, user):
    return people.workspace.memberships.get(user=user)


def opened(people, receiver, query="box=all"):
    view = keep_view(people.workspace, name="Tout", query=query, by=member(people, people.alice), for_team=True)
    return open_hook(view, address=receiver.address, by=member(people, people.alice), now=timezone.now())


def hear(people, *posts):
    watch = people.workspace.watches.first() or keep_watch(
        people.workspace, name="Compost", query="compost*", by=people.alice
    )
    heard(people.workspace, *posts)
    match_watch(watch)
    long_ago = timezone.now() - timedelta(minutes=1)
    Mention.objects.update(state=State.OPEN, heard_at=long_ago)
    Catch.objects.update(state=State.OPEN)


def tend(receiver, **columns):
    Hook.objects.update(due_at=timezone.now(), **FREE, **columns)
    sender = Sender(
        "Entregent/1 (+https://example.org)", frozenset({("127.0.0.1", receiver.server_port)}), "https://ours.example"
    )
    return tend_hooks(threading.Event(), worker="w", sender=sender)


def test_what_is_heard_is_sent_once_with_its_words_and_signed(people, receiver):
    hook = opened(people, receiver)
    hear(
        people,
        fetched("Le compost", "<p>Un compost de quartier.</p>", name="1"),
        fetched("Rien", "<p>Autre chose.</p>", name="2"),
    )

    assert (tend(receiver), tend(receiver)) == (1, 0)

    ((headers, body),) = receiver.taken
    said = json.loads(body)
    assert said["type"] == "mentions.heard"
    (told,) = said["data"]["mentions"]
    assert (told["title"], told["watches"]) == ("Le compost", ["Compost"])
    assert told["page"] == f"https://ours.example/w/{people.workspace.slug}/listen/mentions/{told['id']}/"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    hook.refresh_from_db()
    assert (hook.told_count, hook.trouble) == (1, "")


def test_what_was_heard_before_or_is_not_of_the_view_is_not_sent(people, receiver):
    hear(people, fetched("Avant", "<p>Un compost.</p>", name="3"))
    opened(people, receiver, query="box=answered")
    hear(people, fetched("Après", "<p>Un autre compost.</p>", name="4"))

    assert tend(receiver) == 0
    assert receiver.taken == []


def test_what_was_refused_is_sent_again_under_the_same_name_and_later_and_later(people, receiver):
    opened(people, receiver)
    hear(people, fetched("Le compost", "<p>Un compost.</p>", name="5"))
    receiver.status = 503

    assert tend(receiver) == 0
    hook = Hook.objects.get()
    assert (hook.attempts, hook.trouble, hook.told_count) == (1, "server error", 0)
    assert hook.due_at > timezone.now()
    receiver.status = 200
    assert tend(receiver) == 1
    names = [headers["webhook-id"] for headers, _ in receiver.taken]
    assert names[0] == names[1]
    hook.refresh_from_db()
    assert (hook.attempts, hook.failing_since, hook.trouble) == (0, None, "")


def test_after_three_days_nothing_is_sent_until_a_test_is_accepted(people, receiver, client, settings):
    hook = opened(people, receiver)
    hear(people, fetched("Le compost", "<p>Un compost.</p>", name="6"))
    receiver.status = 500
    tend(receiver, failing_since=timezone.now() - timedelta(days=4))
    hook.refresh_from_db()
    assert hook.is_stopped

    receiver.status = 200
    settings.ALLOWED_ADDRESSES = frozenset({("127.0.0.1", receiver.server_port)})
    client.force_login(people.alice)
    client.post(reverse("watches:test_hook", args=[people.workspace.slug, hook.view_id]))
    page = client.get(reverse("watches:view", args=[people.workspace.slug, hook.view_id])).content.decode()
    assert "essai a été accepté" in page
    assert json.loads(receiver.taken[-1][1])["type"] == "test"
    hook.refresh_from_db()
    assert not hook.is_stopped
    assert tend(receiver) == 1


def test_a_worker_that_dies_after_sending_has_it_sent_again_under_the_same_name(people, receiver, monkeypatch):
    opened(people, receiver)
    hear(people, fetched("Le compost", "<p>Un compost.</p>", name="7"))

    def die(*_, **__):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("entregent.watches.actions.hooks.finish", die)
        with pytest.raises(SystemExit):
            tend(receiver)
    assert tend(receiver) == 1
    first, second = (headers["webhook-id"] for headers, _ in receiver.taken)
    assert first == second


def test_private_addresses_are_refused_in_words(people, receiver, client):
    hook = opened(people, receiver)
    client.force_login(people.alice)
    client.post(reverse("watches:test_hook", args=[people.workspace.slug, hook.view_id]))
    page = client.get(reverse("watches:view", args=[people.workspace.slug, hook.view_id])).content.decode()

    assert "réseau privé" in page
    assert receiver.taken == []


def test_the_secret_is_shown_once_and_kept_out_of_the_history(people, client):
    view = keep_view(people.workspace, name="Tout", query="", by=member(people, people.alice), for_team=True)
    client.force_login(people.alice)
    change = reverse("watches:change_hook", args=[people.workspace.slug, view.pk])
    shown = client.post(change, {"address": "https://example.org/x?token=abc"}, follow=True).content.decode()
    secret = Hook.objects.get().secret

    assert secret in shown
    assert secret not in client.get(reverse("watches:view", args=[people.workspace.slug, view.pk])).content.decode()
    told = json.dumps(list(Entry.objects.values("facts", "folded")), default=str)
    assert secret not in told
    assert "token=abc" not in told


@pytest.mark.parametrize(
    "address", ["", "ftp://example.org", "https://", "javascript:alert(1)", "https://a:b@example.org/"]
)
def test_what_is_no_address_of_the_web_is_refused_and_kept_on_the_page(people, client, address):
    view = keep_view(people.workspace, name="Tout", query="", by=member(people, people.alice), for_team=True)
    with pytest.raises(BadAddressError):
        open_hook(view, address=address, by=member(people, people.alice), now=timezone.now())
    client.force_login(people.alice)
    answer = client.post(reverse("watches:change_hook", args=[people.workspace.slug, view.pk]), {"address": address})

    assert answer.status_code == 422
    assert "commence par https://" in answer.content.decode()
    assert not Hook.objects.exists()


def test_it_is_closed_and_ends_with_its_view(people, receiver):
    hook = opened(people, receiver)
    hear(people, fetched("Le compost", "<p>Un compost.</p>", name="8"))
    remove_view(hook.view, by=member(people, people.alice), now=timezone.now())
    assert tend(receiver) == 0

    close_hook(hook.view, by=member(people, people.alice))
    assert not Hook.objects.exists()


def test_it_is_said_in_french(people, client, receiver):
    hook = opened(people, receiver)
    client.force_login(people.alice)
    address = reverse("watches:view", args=[people.workspace.slug, hook.view_id])
    page = client.get(address).content.decode()

    assert "Envoyer un essai" in page


def test_who_only_reads_opens_none(people, receiver):
    view = keep_view(people.workspace, name="Tout", query="", by=member(people, people.alice), for_team=True)
    membership = member(people, people.bob)
    membership.role = "reader"
    membership.save()
    with pytest.raises(NotAllowedError):
        open_hook(view, address=receiver.address, by=membership, now=timezone.now())
