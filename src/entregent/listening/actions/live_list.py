"""The list of sources that other readers follow at a secret address: opened, renewed, closed."""

import secrets
from datetime import datetime

from django.db import transaction

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record
from entregent.listening.list_models import LiveList


@transaction.atomic
def open_live_list(workspace: Workspace, *, by: Actor, now: datetime) -> LiveList:
    """Give the list an address; where it has one, another, and the former opens nothing any more. Raises NotAllowedError."""
    require(by, workspace, Permission.LISTEN)
    opener = by if isinstance(by, User) else None
    fresh = {"nonce": secrets.token_urlsafe(32), "opened_by": opener, "opened_at": now, "asked_at": None}
    live, _ = LiveList.objects.update_or_create(workspace=workspace, defaults=fresh)
    record("listening.live_list_opened", by=by, workspace=workspace)
    return live


@transaction.atomic
def close_live_list(workspace: Workspace, *, by: Actor) -> bool:
    """Take the address away; False when there is none. Raises NotAllowedError."""
    require(by, workspace, Permission.LISTEN)
    closed = LiveList.objects.filter(workspace=workspace).delete()[0] > 0
    if closed:
        record("listening.live_list_closed", by=by, workspace=workspace)
    return closed
