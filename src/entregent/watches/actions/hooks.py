"""Webhooks are opened, tried, closed; what views heard is told until it is accepted. docs/decisions/0038-webhooks.md"""

import asyncio
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse

from entregent.accounts.models import Membership
from entregent.accounts.permissions import Permission, require
from entregent.connectors.contract import SourceError, Trouble
from entregent.connectors.http import Allowed, Http
from entregent.history.actions import record
from entregent.jobs.leases import Clock, claim, finish, read_clock, wait_before
from entregent.watches.errors import BadAddressError
from entregent.watches.hook_models import Hook
from entregent.watches.hooks import body_of, headers, new_secret
from entregent.watches.inbox import heard_after
from entregent.watches.inbox_form import InboxForm
from entregent.watches.models import Mention
from entregent.watches.view_models import SavedView

SETTLED = timedelta(seconds=20)  # what was heard later may still be on its way into the database
EVERY = timedelta(seconds=30)
GIVES_UP = timedelta(days=3)
AT_ONCE = 50  # mentions of a message
PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Sender:
    """What it takes to send: our name, the machines of ours that may be reached, where the pages are ("" when not known)."""

    user_agent: str
    allowed: Allowed
    pages: str


@transaction.atomic
def open_hook(view: SavedView, *, address: str, by: Membership, now: datetime) -> Hook:
    """Tell a program at this address what the view hears from now on; one told already gets another address and secret.

    Raises NotAllowedError, BadAddressError.
    """
    require(by.user, view.workspace, Permission.LISTEN)
    address = address.strip()
    if not _is_of_the_web(address):
        raise BadAddressError(address)
    newest = Mention.objects.filter(workspace=view.workspace).aggregate(top=Max("pk"))["top"] or 0
    opened = {
        "opened_for": by, "address": address, "secret": new_secret(), "opened_at": now, "up_to": newest, "due_at": now,
        "attempts": 0, "failing_since": None, "trouble": "", "told_at": None, "told_count": 0,
    }  # fmt: skip
    hook, _ = Hook.objects.update_or_create(view=view, defaults=opened)
    record("watches.hook_opened", by=by.user, workspace=view.workspace, about=view, host=urlsplit(address).netloc)
    return hook


@transaction.atomic
def close_hook(view: SavedView, *, by: Membership) -> None:
    """Raises NotAllowedError."""
    require(by.user, view.workspace, Permission.LISTEN)
    if Hook.objects.filter(view=view).delete()[0]:
        record("watches.hook_closed", by=by.user, workspace=view.workspace, about=view)


def try_hook(hook: Hook, *, by: Membership, sender: Sender, now: datetime) -> Trouble | None:
    """Send a message without mentions; return why it was not accepted. One that was stopped goes on. Raises NotAllowedError."""
    require(by.user, hook.view.workspace, Permission.LISTEN)
    trouble = _send(hook, f"test-{secrets.token_hex(8)}", "test", [], sender, now)
    if trouble is None:
        Hook.objects.filter(pk=hook.pk).update(due_at=now, attempts=0, failing_since=None, trouble="")
    return trouble


def tend_hooks(stop: threading.Event, *, worker: str, sender: Sender) -> int:
    """Tell what was heard to whoever waits for it; return how many mentions were accepted."""
    clock, told = read_clock(), 0
    while not stop.is_set():
        rows = Hook.objects.filter(due_at__lte=clock.now(), view__removed_at=None, opened_for__user__is_active=True)
        claimed = claim(rows.order_by("due_at", "pk"), worker=worker, now=clock.now(), limit=1)
        if not claimed:
            return told
        told += _tell(claimed[0], sender, clock)
    return told


def _tell(hook: Hook, sender: Sender, clock: Clock) -> int:
    """One message. The cursor moves once it was accepted: a worker that dies in between has it sent again, under the same name."""
    now, view = clock.now(), hook.view
    until = now - SETTLED
    filters = InboxForm(QueryDict(view.query), view.workspace, hook.opened_for).filters(now)
    top = Mention.objects.filter(workspace=view.workspace, heard_at__lte=until).aggregate(top=Max("pk"))["top"] or 0
    mentions = heard_after(view.workspace, filters, hook.up_to, until=until, limit=AT_ONCE)
    if not mentions:
        finish(hook, up_to=max(top, hook.up_to), due_at=now + EVERY)
        return 0
    last = mentions[-1].pk
    trouble = _send(hook, f"{hook.pk}-{hook.up_to}-{last}", "mentions.heard", mentions, sender, now)
    if trouble is not None:
        return _put_off(hook, trouble, clock)
    further = now if len(mentions) == AT_ONCE else now + EVERY
    finish(
        hook, up_to=last, due_at=further, attempts=0, failing_since=None, trouble="", told_at=now,
        told_count=hook.told_count + len(mentions),
    )  # fmt: skip
    return len(mentions)


def _put_off(hook: Hook, trouble: Trouble, clock: Clock) -> int:
    """Try again later; after three days without an answer, only when somebody asks."""
    now = clock.now()
    since, attempts = hook.failing_since or now, hook.attempts + 1
    again = None if now - since > GIVES_UP else now + wait_before(attempts)
    finish(hook, attempts=attempts, failing_since=since, trouble=trouble.value, due_at=again)
    return 0


def _send(
    hook: Hook, message: str, kind: str, mentions: Iterable[Mention], sender: Sender, now: datetime
) -> Trouble | None:
    inbox = (
        sender.pages.rstrip("/") + reverse("watches:mentions", args=[hook.view.workspace.slug]) if sender.pages else ""
    )
    body = body_of(kind, hook.view.name, list(mentions), inbox, now)
    try:
        asyncio.run(_post(hook.address, body, headers(hook.secret, message, now, body), sender))
    except SourceError as error:
        return error.trouble
    return None


async def _post(address: str, body: bytes, named: dict[str, str], sender: Sender) -> None:
    async with Http(user_agent=sender.user_agent, allowed=sender.allowed, patience=PATIENCE) as http:
        await http.send(address, body, headers=named)


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and len(address) <= 2000
        )
    except ValueError:
        return False
