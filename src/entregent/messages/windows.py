"""A draft may be open in two windows: none overwrites what the other kept meanwhile."""

import re
import secrets
from datetime import UTC, datetime

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from entregent.messages.models import Message, MessageQuerySet

NAME = re.compile(r"[0-9a-f]{16}")


def version_of(message: Message) -> str:
    """What a page that shows a draft sends back with each change: a name of its own, and when the draft was last changed."""
    return f"{secrets.token_hex(8)} {message.changed_at.isoformat()}"


def window_of(version: str) -> str:
    """ "" for what no page of ours sent."""
    name = version.partition(" ")[0]
    return name if NAME.fullmatch(name) else ""


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
        return read.astimezone(UTC) if read and read.tzinfo else None
    except (ValueError, OverflowError):
        return None
