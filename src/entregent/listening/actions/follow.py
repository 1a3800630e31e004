"""A workspace starts or stops listening to a source."""

from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.core.errors import EntregentError
from entregent.history.actions import record
from entregent.listening.full_text import settle_full_text
from entregent.listening.models import Following, FullText, Source

LONGEST = 2000


class InvalidAddressError(EntregentError):
    """Not the address of something on the Web."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@transaction.atomic
def follow(
    workspace: Workspace, *, address: str, by: Actor, kind: str = "feed", title: str = ""
) -> tuple[Source, bool]:
    """Follow the source at this address; return it and whether it is new to the workspace.

    Raises NotAllowedError, InvalidAddressError.
    """
    require(by, workspace, Permission.LISTEN)
    source, _ = Source.objects.get_or_create(address=canonical(address), defaults={"kind": kind, "title": title[:300]})
    Following.objects.filter(workspace=workspace, source=source).exclude(
        ended_at=None
    ).delete()  # begun anew: all is matched
    _, created = Following.objects.get_or_create(workspace=workspace, source=source)
    if created and source.ended_at:  # somebody thinks that it lives again: let it be tried
        source.ended_at = None
        source.save(update_fields=["ended_at"])
    if created and source.full_text != FullText.AUTO:
        settle_full_text(Following.objects.filter(workspace=workspace, source=source))
        source.refresh_from_db(fields=["full_text", "cursor"])
    if created:
        record("listening.followed", by=by, workspace=workspace, about=source, address=source.address)
    return source, created


@transaction.atomic
def unfollow(workspace: Workspace, *, source: Source, by: Actor, now: datetime) -> bool:
    """Stop following; what was heard is kept. False when it was not followed. Raises NotAllowedError."""
    require(by, workspace, Permission.LISTEN)
    followings = Following.objects.filter(workspace=workspace, source=source, ended_at=None)
    left = followings.update(ended_at=now) > 0
    if left:
        settle_full_text(Following.objects.filter(workspace=workspace, source=source))
        record("listening.left", by=by, workspace=workspace, about=source, address=source.address)
    return left


def canonical(address: str) -> str:
    """Return the address as it is kept: scheme and host in lower case, no fragment, http(s) alone; `feed:` is http.

    Raises InvalidAddressError.
    """
    written = address.strip().removeprefix("feed://").removeprefix("feed:")
    if "://" not in written:
        written = f"https://{written}"
    try:
        parts = urlsplit(written)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise InvalidAddressError(address) from error
    usable = parts.scheme.lower() in ("http", "https") and host and ("." in host or ":" in host or host == "localhost")
    if not usable or parts.username or any(c.isspace() for c in written) or len(written) > LONGEST:
        raise InvalidAddressError(address)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
