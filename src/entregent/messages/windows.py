"""A draft may be open in two windows: none overwrites what the other kept meanwhile."""

import secrets
from datetime import datetime

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from entregent.messages.models import Message, MessageQuerySet


def version_of(message: Message) -> str:
    """What a page that shows a draft sends back with each change: a name of its own, and when the draft was last changed."""
    return f"{secrets.token_hex(8)} {message.changed_at.isoformat()}"


def window_of(version: str) -> str:
    return version.partition(" ")[0][:16]


def unchanged_since(drafts: MessageQuerySet, version: str) -> MessageQuerySet:
    """Those that nobody changed since, or only that window, whose answers may be lost or late; all where no version is known."""
    if not version:
        return drafts
    stood = _read(version.partition(" ")[2])
    same = Q(window=window_of(version)) & ~Q(window="")
    return drafts.filter(same | Q(changed_at=stood) if stood else same)


def _read(stood: str) -> datetime | None:
    try:
        read = parse_datetime(stood)
    except ValueError:
        return None
    return read if read and read.tzinfo else None
