"""Subscriptions to hubs: begun when a source announces one, renewed, ended when nobody listens any more."""

import secrets
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from entregent.connectors.contract import SourceError, Trouble
from entregent.connectors.http import Allowed
from entregent.connectors.hub import Request, ask_each
from entregent.core.polling import next_reading
from entregent.listening.models import Following, Source, Subscription

LEASE = timedelta(days=10)  # what the Recommendation advises (8.2); the hub decides
AT_ONCE = 100
FAREWELLS = 3  # times a hub is told that we leave; then the lease ends by itself
# After another trouble, the hub may have heard us, and ask back.
REFUSALS = frozenset({Trouble.FORBIDDEN, Trouble.NOT_FOUND, Trouble.GONE, Trouble.PRIVATE_ADDRESS, Trouble.BAD_ADDRESS})
State = Subscription.State


def tend_subscriptions(
    *, public_address: str, user_agent: str, allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> int:
    """Subscribe to hubs that were announced, renew what ends soon, leave what is not listened to; return how many hubs were asked.

    public_address: of this installation, as hubs reach it; "" where they cannot: then feeds are read, as without a hub.
    """
    if not public_address:
        return 0
    now = timezone.now()
    _leave_unwanted(now)
    _begin(now)
    due = list(Subscription.objects.filter(next_at__lte=now).order_by("next_at", "pk")[:AT_ONCE])
    return _ask(due, public_address, user_agent=user_agent, allowed=allowed, stop=stop)


def secret_of(subscription: Subscription) -> str:
    """What the hub signs with: made from the installation's own secret, so that no copy of the database holds it."""
    return salted_hmac("entregent.listening.hub", subscription.key, algorithm="sha256").hexdigest()


def callback_path(subscription: Subscription) -> str:
    return reverse("hub:callback", args=[subscription.key])


def _announced(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Those that somebody follows and that announce a hub."""
    is_followed = Exists(Following.objects.filter(source=OuterRef("pk"), ended_at=None))
    return sources.filter(is_followed, ended_at=None).exclude(hub="")


def _leave_unwanted(now: datetime) -> None:
    same_topic = Q(topic=OuterRef("topic")) | Q(topic="", address=OuterRef("topic"))
    wanted = _announced(Source.objects.filter(same_topic, pk=OuterRef("source"), hub=OuterRef("hub")))
    unwanted = Subscription.objects.exclude(state=State.LEAVING).exclude(Exists(wanted))
    left = dict(unwanted.values_list("pk", "source"))
    if not left:
        return
    rows = Subscription.objects.filter(pk__in=left)
    rows.filter(ends_at=None, is_pending=False).delete()  # the hub knows nothing of it
    rows.update(state=State.LEAVING, is_pending=False, failures=0, next_at=now)
    Source.objects.filter(pk__in=left.values()).exclude(pushed_until=None).update(pushed_until=None, next_read_at=now)


def _begin(now: datetime) -> None:
    has_one = Exists(Subscription.objects.filter(~Q(state=State.LEAVING), source=OuterRef("pk")))
    fresh = _announced(Source.objects.exclude(has_one))[:AT_ONCE]
    begun = [
        Subscription(
            source=one, hub=one.hub, topic=one.topic or one.address, key=secrets.token_urlsafe(32), next_at=now
        )
        for one in fresh
    ]
    Subscription.objects.bulk_create(begun, ignore_conflicts=True)


def _ask(
    due: Iterable[Subscription],
    public_address: str,
    *,
    user_agent: str,
    allowed: Allowed,
    stop: threading.Event | None,
) -> int:
    by_key = {one.pk: one for one in due}
    requests = [_request(one, public_address) for one in by_key.values()]
    # Before the hub is asked: it may ask back before it answers.
    Subscription.objects.filter(pk__in=by_key).update(is_pending=True)
    asked = 0
    for request, error in ask_each(requests, user_agent=user_agent, allowed=allowed, stop=stop):
        _note(by_key[request.key], error, now=timezone.now())
        asked += 1
    return asked


def _request(subscription: Subscription, public_address: str) -> Request:
    return Request(
        key=subscription.pk,
        hub=subscription.hub,
        mode="unsubscribe" if subscription.state == State.LEAVING else "subscribe",
        topic=subscription.topic,
        callback=public_address.rstrip("/") + callback_path(subscription),
        secret=secret_of(subscription),
        lease=LEASE,
    )


def _note(subscription: Subscription, error: SourceError | None, *, now: datetime) -> None:
    """Write what the hub said to our request, unless it has asked back meanwhile, which says more."""
    row = Subscription.objects.filter(pk=subscription.pk, is_pending=True)
    failures = subscription.failures + 1
    if subscription.state == State.LEAVING and failures >= FAREWELLS:
        row.delete()
        return
    again = now + next_reading(failures=failures, retry_after=error.retry_after if error else None)
    said: dict[str, object] = {"failures": failures, "next_at": again, "trouble": error.trouble if error else ""}
    is_lasting = subscription.ends_at is not None and subscription.ends_at > now
    if subscription.state != State.LEAVING and not is_lasting:
        unheard = State.UNVERIFIED if subscription.failures else State.ASKED
        said["state"] = State.FAILED if error else unheard
    if error and error.trouble in REFUSALS:
        said["is_pending"] = False
    row.update(**said)
