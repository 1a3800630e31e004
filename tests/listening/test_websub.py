"""Pushed instead of asked: subscriptions to a real hub, what it sends, and what a forger sends."""

import hmac
import threading
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from entregent.accounts.permissions import SYSTEM
from entregent.accounts.rates import LIMITS
from entregent.connectors.contract import Cursor, FetchedPost, FetchResult
from entregent.core.polling import PUSHED
from entregent.listening.actions import follow, keep_pushes, read_sources, record_result, tend_subscriptions, unfollow
from entregent.listening.actions.pushes import MOST_WAITING
from entregent.listening.actions.subscribe import FAREWELLS, secret_of
from entregent.listening.models import Post, Push, Source, Subscription
from entregent.listening.templatetags.listening import about_hub
from entregent.listening.views import hub as hub_views
from entregent.watches.actions import keep_watch
from entregent.watches.models import Mention
from entregent.web.duties import take_in
from tests.people import make_people
from tests.services.hub import ENTRY, FEED, hub_at_work

State = Subscription.State
HUB, TOPIC = "https://hub.invalid/", "https://blog.example/feed"
SIGNED = ("sha1", "sha256", "sha384", "sha512")


def until(holds, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return bool(held)


# With a real hub


@pytest.fixture
def hub(tmp_path):
    with hub_at_work(tmp_path) as working:
        yield working


def tend(hub, address: str) -> int:
    return tend_subscriptions(public_address=address, user_agent="Entregent/test", allowed=hub.allowed)


@pytest.fixture
def followed(hub, transactional_db):
    people = make_people()
    hub.publish("Le premier", name="1")
    source, _ = follow(people.workspace, address=hub.topic, by=SYSTEM)
    list(read_sources([source], user_agent="Entregent/test", allowed=hub.allowed))
    return people.workspace, Source.objects.get()


def subscribed(hub, address: str) -> Subscription:
    tend(hub, address)
    assert until(lambda: Subscription.objects.filter(state=State.ACTIVE).exists() and hub.subscribers())
    return Subscription.objects.get()


def test_a_real_hub_is_subscribed_to_pushes_and_is_left(hub, followed, live_server):
    workspace, source = followed
    assert (source.hub, source.topic, Post.objects.count()) == (hub.address, hub.topic, 1)
    subscription = subscribed(hub, live_server.url)
    assert hub.subscribers() == [
        (f"{live_server.url}/hub/{subscription.key}/", secret_of(subscription)),
    ]
    assert subscription.ends_at - timezone.now() > timedelta(days=9)
    source.refresh_from_db()
    assert not source.is_pushed()  # a hub that grants and never pushes changes nothing

    hub.publish("Le second", name="2")
    assert until(Push.objects.exists)
    (reading,) = keep_pushes()
    assert (reading.new_posts, reading.edited_posts, reading.removed_posts) == (1, 0, 0)
    assert "script" not in Post.objects.get(title="Le second").html
    source.refresh_from_db()
    assert source.is_pushed()
    assert source.next_read_at - timezone.now() > PUSHED - timedelta(minutes=5)
    assert not Push.objects.exists()

    unfollow(workspace, source=source, by=SYSTEM, now=timezone.now())
    tend(hub, live_server.url)
    assert until(lambda: not hub.subscribers())
    assert until(lambda: not Subscription.objects.exists())


def test_a_real_hub_is_asked_again_before_its_lease_ends(hub, followed, live_server):
    before = subscribed(hub, live_server.url)
    assert tend(hub, live_server.url) == 0
    soon = timezone.now() + timedelta(hours=1)
    Subscription.objects.update(next_at=timezone.now(), ends_at=soon)
    assert tend(hub, live_server.url) == 1
    assert until(lambda: Subscription.objects.get().ends_at > soon)
    assert Subscription.objects.get().key == before.key


def test_a_real_hub_that_says_no_is_noted_and_the_feed_is_read(hub, followed, live_server):
    hub.refusal = "Members only"
    tend(hub, live_server.url)
    assert until(lambda: Subscription.objects.filter(state=State.DENIED).exists())
    subscription = Subscription.objects.get()
    assert subscription.reason == "Members only"
    assert not Source.objects.get().is_pushed()


def test_a_hub_that_nobody_reaches_is_noted_and_asked_again_later(hub, followed):
    Source.objects.update(hub="http://127.0.0.1:8089/", topic=hub.topic)
    tend(hub, "https://entregent.example.org")
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.trouble) == (State.FAILED, "private address")
    assert subscription.next_at > timezone.now() + timedelta(minutes=30)


def test_an_installation_that_hubs_do_not_reach_says_so_and_reads(hub, followed):
    assert tend(hub, "") == 0
    assert not Subscription.objects.exists()
    tend(hub, "http://127.0.0.1:9")  # the hub takes the request, and calls back in vain
    Subscription.objects.update(next_at=timezone.now())
    tend(hub, "http://127.0.0.1:9")
    assert Subscription.objects.get().state == State.UNVERIFIED
    assert not Source.objects.get().is_pushed()


# By the letter of the Recommendation


@pytest.fixture
def subscription(people) -> Subscription:
    source, _ = follow(people.workspace, address=TOPIC, by=SYSTEM)
    Source.objects.filter(pk=source.pk).update(hub=HUB, topic=TOPIC, last_success_at=timezone.now())
    return Subscription.objects.create(
        source=source, hub=HUB, topic=TOPIC, key="a-key-that-nobody-guesses", is_pending=True
    )


def ask(client, subscription, mode: str = "subscribe", **changes):
    asked = {"mode": mode, "topic": TOPIC, "challenge": "<b>said</b>", "lease_seconds": "86400"} | changes
    query = {f"hub.{name}": value for name, value in asked.items() if value}
    return client.get(reverse("hub:callback", args=[subscription.key]), query)


@pytest.fixture
def active(subscription, client) -> Subscription:
    assert ask(client, subscription).status_code == 200
    subscription.refresh_from_db()
    return subscription


def feed(*names: str, hub: str = HUB) -> bytes:
    date = timezone.now().isoformat()
    entries = "".join(ENTRY.format(title=f"Billet {one}", name=one, text="Du compost.", date=date) for one in names)
    return FEED.format(self=TOPIC, hub=hub, entries=entries).encode()


def push(client, subscription, body: bytes, *, method: str = "sha256", signature: str | None = None, **headers):
    right = hmac.new(secret_of(subscription).encode(), body, method).hexdigest()
    headers = {"content_type": "application/atom+xml"} | headers
    signed = f"{method}={right}" if signature is None else signature
    return client.post(
        reverse("hub:callback", args=[subscription.key]), body, headers={"X-Hub-Signature": signed}, **headers
    )


def test_an_intent_is_confirmed_in_the_hubs_own_words_as_plain_text(client, subscription):
    answer = ask(client, subscription)
    assert (answer.status_code, answer.content) == (200, b"<b>said</b>")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    subscription.refresh_from_db()
    assert (subscription.state, subscription.is_pending) == (State.ACTIVE, False)
    assert timedelta(hours=15) < subscription.next_at - timezone.now() < timedelta(hours=17)


@pytest.mark.parametrize(
    "changes",
    [{"topic": "https://other.example/feed"}, {"mode": "unsubscribe"}, {"mode": "publish"}, {"lease_seconds": ""},
     {"lease_seconds": "0"}, {"lease_seconds": "-5"}, {"lease_seconds": "9" * 40}],
)  # fmt: skip
def test_what_was_not_asked_is_not_confirmed(client, subscription, changes):
    answer = ask(client, subscription, **({"mode": "subscribe"} | changes))
    assert answer.status_code == 404
    assert b"said" not in answer.content
    subscription.refresh_from_db()
    assert (subscription.state, subscription.is_pending) == (State.ASKED, True)


def test_an_intent_is_confirmed_once(client, active):
    assert ask(client, active, lease_seconds="99999999").status_code == 404
    assert ask(client, active, mode="unsubscribe").status_code == 404
    assert Subscription.objects.get().ends_at == active.ends_at


def test_an_address_that_nobody_was_given_knows_nothing(client, subscription):
    stranger = Subscription(key="guessed", source=subscription.source)
    assert ask(client, stranger).status_code == 404
    assert push(client, stranger, feed("1")).status_code == 410
    assert push(client, subscription, feed("1")).status_code == 410  # not granted yet


def test_guesses_are_counted(client, subscription):
    stranger = Subscription(key="guessed", source=subscription.source)
    statuses = [ask(client, stranger).status_code for _ in range(61)]
    assert statuses[:60] == [404] * 60
    assert statuses[60] == 429
    assert ask(client, subscription).status_code == 200  # whoever knows an address does not wait for whoever guesses


@pytest.mark.parametrize("method", SIGNED)
def test_a_push_is_kept_like_a_reading(client, active, method):
    answer = push(client, active, feed("1", "2"), method=method)
    assert (answer.status_code, answer.content) == (202, b"")
    assert not answer.cookies
    (reading,) = keep_pushes()
    assert reading.new_posts == 2
    push(client, active, feed("1", "2"))
    (again,) = keep_pushes()
    assert (again.new_posts, again.edited_posts, Post.objects.count()) == (0, 0, 2)
    source = Source.objects.get()
    assert (source.hub, source.topic, source.title, source.lease) == (HUB, TOPIC, "Le blog", "")


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha256=" + "0" * 64, "md5=0cc175b9c0f1b6a831c399e269772661", "sha1", "=", "é", "sha256=é"],
)
def test_a_push_with_another_hand_is_acknowledged_and_not_kept(client, active, signature):
    answer = push(client, active, feed("1"), signature=signature)
    assert answer.status_code == 202
    assert not Push.objects.exists()
    active.refresh_from_db()
    assert (active.unsigned, active.last_push_at) == (1, None)


def test_a_push_signed_for_other_words_is_not_kept(client, active):
    right = hmac.new(secret_of(active).encode(), feed("1"), "sha256").hexdigest()
    push(client, active, feed("1") + b" ", signature=f"sha256={right}")
    assert not Push.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "text/html"}, 415),
        ({"content_type": "image/png"}, 415),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"CONTENT_LENGTH": ""}, 411),
    ],
)
def test_what_is_no_feed_or_hides_its_length_is_refused(client, active, headers, status):
    assert push(client, active, feed("1"), **headers).status_code == status
    assert not Push.objects.exists()


def test_a_push_that_is_too_large_is_refused(client, active, monkeypatch):
    monkeypatch.setattr(hub_views, "LARGEST", 1000)
    assert push(client, active, feed("1") + b" " * 1000).status_code == 413
    assert not Push.objects.exists()


def test_a_push_that_is_no_feed_after_all_has_the_feed_read_soon(client, active):
    assert push(client, active, b"<html>Bonjour</html>").status_code == 202
    assert list(keep_pushes()) == []
    assert not Push.objects.exists()
    source = Source.objects.get()
    assert source.next_read_at <= timezone.now()
    assert source.lease == ""


def test_a_push_of_what_is_new_takes_nothing_away(client, active):
    push(client, active, feed(*map(str, range(9, 0, -1))))
    list(keep_pushes())
    push(client, active, feed("10"))
    (reading,) = keep_pushes()
    assert (reading.new_posts, reading.removed_posts) == (1, 0)


def test_pushes_of_a_source_that_is_being_read_wait(client, active):
    push(client, active, feed("1"))
    now = timezone.now()
    Source.objects.update(lease="theirs", lease_until=now + timedelta(minutes=5))
    assert list(keep_pushes()) == []
    assert Push.objects.count() == 1
    Source.objects.update(lease="", lease_until=None)
    assert len(list(keep_pushes())) == 1


def test_the_watches_are_asked_about_a_push_at_once(client, active, people):
    keep_watch(people.workspace, name="Compost", query="compost", by=people.alice)
    push(client, active, feed("1"))
    assert take_in(threading.Event())
    assert Mention.objects.get().post.stable_id == "urn:1"
    assert not take_in(threading.Event())


def test_a_worker_killed_after_it_kept_a_push_and_before_it_forgot_it_brings_nothing_twice(client, active):
    push(client, active, feed("1"))
    push(client, active, feed("1"))  # the row that it would have left
    readings = list(keep_pushes())
    assert [reading.new_posts for reading in readings] == [1, 0]
    assert Post.objects.count() == 1


def test_a_reading_that_finds_what_the_hub_forgot_does_not_wait_for_it_again(client, active):
    push(client, active, feed("1"))
    list(keep_pushes())
    source = Source.objects.get()
    assert source.is_pushed()
    now = timezone.now()
    just_out = FetchedPost("urn:2", "", "Deux", "", "", now - timedelta(minutes=5), None)
    forgotten = FetchedPost("urn:3", "", "Trois", "", "", now - timedelta(hours=2), None)
    record_result(source, result=FetchResult((just_out,), Cursor(), hub=HUB, topic=TOPIC), now=now)
    assert Source.objects.get().is_pushed()
    record_result(source, result=FetchResult((forgotten,), Cursor(), hub=HUB, topic=TOPIC), now=now)
    source.refresh_from_db()
    assert not source.is_pushed()
    assert source.next_read_at < now + PUSHED
    push(client, active, feed("4"))
    list(keep_pushes())
    assert Source.objects.get().is_pushed()


def test_too_many_pushes_become_a_reading(client, active):
    for number in range(MOST_WAITING + 2):
        assert push(client, active, feed(str(number))).status_code == 202
    assert Push.objects.count() == MOST_WAITING
    assert Source.objects.get().next_read_at <= timezone.now()


def test_what_hubs_send_is_limited_by_the_hour(client, active, monkeypatch):
    monkeypatch.setitem(LIMITS, "pushes_to_here", "5/h/key")
    assert {push(client, active, b"x", signature="sha1=0").status_code for _ in range(5)} == {202}
    answer = push(client, active, b"x", signature="sha1=0")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 60


def test_a_denial_is_taken_at_any_time(client, active):
    Source.objects.update(pushed_until=timezone.now() + timedelta(days=1))
    assert ask(client, active, mode="denied", reason="Gone elsewhere").status_code == 200
    active.refresh_from_db()
    assert (active.state, active.reason) == (State.DENIED, "Gone elsewhere")
    assert not Source.objects.get().is_pushed()
    assert push(client, active, feed("1")).status_code == 410


def test_a_source_that_moves_to_another_hub_is_subscribed_to_there(active):
    Source.objects.update(hub="https://other-hub.invalid/", pushed_until=timezone.now() + timedelta(days=1))
    tend_subscriptions(public_address="https://entregent.example.org", user_agent="t")
    states = dict(Subscription.objects.values_list("hub", "state"))
    assert states == {HUB: State.LEAVING, "https://other-hub.invalid/": State.FAILED}
    assert not Source.objects.get().is_pushed()


def test_a_hub_that_does_not_hear_us_leave_is_told_a_few_times(active, people):
    unfollow(people.workspace, source=active.source, by=SYSTEM, now=timezone.now())
    for told in range(1, FAREWELLS + 1):
        assert Subscription.objects.count() == 1
        Subscription.objects.update(next_at=timezone.now())
        assert tend_subscriptions(public_address="https://entregent.example.org", user_agent="t") == 1
        assert Subscription.objects.filter(failures=told).exists() == (told < FAREWELLS)
    assert not Subscription.objects.exists()


def test_the_callback_needs_no_token_of_ours_and_changes_nothing_by_other_ways(active):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert push(strict, active, feed("1")).status_code == 202
    assert strict.put(reverse("hub:callback", args=[active.key])).status_code == 405


@pytest.mark.parametrize(
    ("state", "reachable", "expected"),
    [
        (State.ACTIVE, "https://entregent.example.org", "tells us of new posts"),
        (State.DENIED, "https://entregent.example.org", "does not want"),
        (State.UNVERIFIED, "https://entregent.example.org", "does not reach this installation"),
        (State.ACTIVE, "", "cannot reach this installation"),
    ],
)
def test_the_health_of_a_source_says_what_its_hub_does(subscription, settings, state, reachable, expected):
    settings.PUBLIC_ADDRESS = reachable
    Subscription.objects.update(state=state)
    with translation.override("en"):
        assert expected in about_hub(Source.objects.get())
    Source.objects.update(hub="")
    assert about_hub(Source.objects.get()) == ""
