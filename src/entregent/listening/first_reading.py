"""The first reading of a source, before it is kept: what could never be read is not."""

import threading

from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor
from entregent.connectors.contract import Cursor, FetchResult, SourceError, Trouble
from entregent.connectors.http import Allowed
from entregent.connectors.reading import Errand, fetch_each
from entregent.jobs.leases import LostLeaseError
from entregent.listening.actions import follow, record_failure, record_result
from entregent.listening.actions.follow import canonical
from entregent.listening.models import Reading, Source

# Of an address that says so at its first reading, nothing may be hoped.
NEVER = frozenset({Trouble.PRIVATE_ADDRESS, Trouble.BAD_ADDRESS, Trouble.NOT_A_FEED})


def follow_and_read(
    workspace: Workspace, *, address: str, kind: str, by: Actor, user_agent: str, allowed: Allowed, patience: float
) -> tuple[Source, bool, Reading | None]:
    """Follow the source at this address; return it, whether it is new to the workspace, and its first reading.

    The reading is None where there was no need of one, or no time: then a worker reads it.
    Raises NotAllowedError, InvalidAddressError, and SourceError for what could never be read, of which nothing is kept.
    """
    address = canonical(address)
    if Source.objects.filter(address=address).exclude(last_success_at=None).exists():
        return *follow(workspace, address=address, by=by, kind=kind), None
    outcome = _fetched(address, kind, user_agent, allowed, patience)
    if isinstance(outcome, SourceError) and outcome.trouble in NEVER:
        raise outcome
    source, created = follow(workspace, address=address, by=by, kind=kind)
    now = timezone.now()
    try:
        if isinstance(outcome, SourceError):
            return source, created, record_failure(source, error=outcome, now=now)
        return source, created, record_result(source, result=outcome, now=now) if outcome else None
    except LostLeaseError:  # a worker was faster
        return source, created, None


def _fetched(
    address: str, kind: str, user_agent: str, allowed: Allowed, patience: float
) -> FetchResult | SourceError | None:
    """What stands at the address; None when it does not come within the patience, in seconds."""
    stop = threading.Event()
    bell = threading.Timer(patience, stop.set)
    bell.start()
    try:
        errand = Errand(0, kind, {"address": address}, Cursor())
        found = next(iter(fetch_each([errand], user_agent=user_agent, allowed=allowed, stop=stop)), None)
    finally:
        bell.cancel()
    return found[1] if found else None
