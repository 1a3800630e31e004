"""What a hub asks at the address that it was given: whether we meant it; or it says no."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from entregent.listening.content import storable
from entregent.listening.models import Source, Subscription

LONGEST_LEASE = timedelta(days=90)
RENEWED_AFTER = 2 / 3  # of a lease: a hub that is away for a while is asked again before the end
SOONEST = timedelta(minutes=10)
AFTER_DENIAL = timedelta(days=7)
State = Subscription.State


@dataclass(frozen=True, slots=True)
class Intent:
    """What a hub says or asks. lease: None when it gives none; reason: of a denial."""

    mode: str
    topic: str
    lease: timedelta | None = None
    reason: str = ""


@transaction.atomic
def answer_hub(key: str, *, intent: Intent, now: datetime) -> bool:
    """Confirm what we asked this hub for, and take its denials; False for what we never asked, which changes nothing."""
    subscription = Subscription.objects.select_for_update().filter(key=key, topic=intent.topic).first()
    if subscription is None:
        return False
    if intent.mode == "denied":
        _deny(subscription, intent, now)
        return True
    if not subscription.is_pending:
        return False
    if intent.mode == "unsubscribe" and subscription.state == State.LEAVING:
        subscription.delete()
        return True
    if intent.mode == "subscribe" and subscription.state != State.LEAVING and intent.lease:
        _confirm(subscription, intent.lease, now)
        return True
    return False


def _confirm(subscription: Subscription, lease: timedelta, now: datetime) -> None:
    lasts = min(lease, LONGEST_LEASE)
    subscription.state = State.ACTIVE
    subscription.is_pending = False
    subscription.ends_at = now + lasts
    subscription.next_at = now + max(lasts * RENEWED_AFTER, SOONEST)
    subscription.failures, subscription.trouble, subscription.reason = 0, "", ""
    subscription.save()
    source = Source.objects.filter(pk=subscription.source_id, pushed_until__gt=now)
    source.update(pushed_until=subscription.ends_at)


def _deny(subscription: Subscription, intent: Intent, now: datetime) -> None:
    """A hub may deny at any time, also what it had granted (5.2)."""
    if subscription.state == State.LEAVING:
        subscription.delete()
        return
    subscription.state = State.DENIED
    subscription.is_pending = False
    subscription.ends_at = None
    subscription.next_at = now + AFTER_DENIAL
    subscription.reason = storable(intent.reason, 300)
    subscription.save()
    source = Source.objects.filter(pk=subscription.source_id).exclude(pushed_until=None)
    source.update(pushed_until=None, next_read_at=now)
