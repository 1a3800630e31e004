"""What hubs push: taken in at once, kept by a worker in the same way as a reading."""

import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from django.db import DataError
from django.db.models import F
from django.utils import timezone

from entregent.connectors.contract import Cursor, FetchResult
from entregent.connectors.feed import NotAFeedError, parse_feed
from entregent.connectors.hub import is_signed
from entregent.jobs.leases import LostLeaseError, claim, free, give_back, read_clock
from entregent.listening.actions.record import record_result
from entregent.listening.actions.subscribe import secret_of
from entregent.listening.models import LEASE, Push, Reading, Source, Subscription

log = logging.getLogger(__name__)
AT_ONCE = 50
MOST_WAITING = 20  # pushes of one source; beyond, it is read instead
State = Subscription.State


class Reception(StrEnum):
    """What became of a push. UNSIGNED is answered like TAKEN, as the Recommendation says: a forger learns nothing."""

    TAKEN = "taken"
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"  # nobody asked for pushes at this address, or no longer


def is_awaited(key: str) -> bool:
    """Whether a hub was asked to push to this address, and granted it."""
    return Subscription.objects.filter(key=key, state=State.ACTIVE).exists()


def take_push(key: str, *, body: bytes, content_type: str, signature: str, now: datetime) -> Reception:
    """Put what a hub pushed where a worker finds it, when it is signed with the secret that this hub alone has."""
    subscription = Subscription.objects.filter(key=key, state=State.ACTIVE).first()
    if subscription is None:
        return Reception.UNKNOWN
    if not is_signed(body, signature, secret=secret_of(subscription)):
        Subscription.objects.filter(pk=subscription.pk).update(unsigned=F("unsigned") + 1)
        return Reception.UNSIGNED
    if subscription.pushed.count() >= MOST_WAITING:
        Source.objects.filter(pk=subscription.source_id).update(next_read_at=now)
    else:
        Push.objects.create(subscription=subscription, received_at=now, content_type=content_type[:100], body=body)
    Subscription.objects.filter(pk=subscription.pk).update(last_push_at=now)
    return Reception.TAKEN


def keep_pushes(*, worker: str = "", stop: threading.Event | None = None) -> Iterator[Reading]:
    """Keep what hubs pushed, oldest first; yield the reading of each. What is of a source that is being read now waits."""
    now = read_clock().now()
    waiting = Push.objects.order_by("pk").values_list("pk", "subscription__source")
    busy = set()
    for pk, source in list(waiting[:AT_ONCE]):
        if stop is not None and stop.is_set():
            return
        if source in busy:
            continue
        rows = Source.objects.filter(free(now, lease=LEASE), pk=source)
        claimed = claim(rows, worker=worker, now=read_clock().now(), limit=1, lease=LEASE)
        if not claimed:
            busy.add(source)
            continue
        try:
            reading = _keep(claimed[0], pk)
        finally:
            give_back(claimed)
        if reading is not None:
            yield reading


def _keep(source: Source, pk: int) -> Reading | None:
    """Keep one push of a source whose lease is ours; None when it could not be kept, or another worker was faster.

    It is forgotten once it is kept, so that a worker that dies meanwhile loses nothing: kept twice, it brings nothing new.
    """
    push = Push.objects.select_related("subscription").filter(pk=pk).first()
    if push is None:
        return None
    until = push.subscription.ends_at or push.received_at
    with suppress(LostLeaseError):
        try:
            result = _result(source, push)
            reading = record_result(source, result=result, now=timezone.now(), pushed_until=until)
        except (NotAFeedError, ValueError, DataError) as error:
            log.info("a push could not be kept", extra={"source": source.pk, "error": type(error).__name__})
            push.delete()
            Source.objects.filter(pk=source.pk).update(next_read_at=timezone.now())
            return None
        push.delete()
        return reading
    return None


def _result(source: Source, push: Push) -> FetchResult:
    """Read a push as the feed it is a piece of. Raises NotAFeedError."""
    feed = parse_feed(bytes(push.body), address=source.address, content_type=push.content_type)
    cursor = Cursor(source.cursor)
    said = (feed.title, feed.site, feed.language)
    return FetchResult(feed.posts, cursor, *said, hub=source.hub, topic=source.topic, about=feed.about)
