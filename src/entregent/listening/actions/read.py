"""Reading sources: claim, fetch, record."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DataError
from django.db.models import Q
from django.utils import timezone

from entregent.connectors.contract import FetchResult, SourceError, Trouble
from entregent.connectors.http import Allowed
from entregent.connectors.reading import fetch_each
from entregent.listening.actions.record import record_failure, record_result
from entregent.listening.models import Reading, Source

LEASE = timedelta(
    minutes=10
)  # longer than the slowest reading (30 s a request, 6 redirects): a dead reader's sources are free again then
BATCH = 200


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A reading that ended; `error` when it failed."""

    source: Source
    reading: Reading
    error: SourceError | None


def read_due_sources(
    *, now: datetime, user_agent: str, allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> int:
    """Read what is due, a batch at a time; return how many sources were read."""
    due = Source.objects.filter(pk__in=Source.objects.due(now).values("pk")[:BATCH])
    return sum(1 for _ in read_sources(due, user_agent=user_agent, allowed=allowed, stop=stop))


def read_sources(
    sources: Iterable[Source], *, user_agent: str, allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> Iterator[SourceRead]:
    """Read these sources now; yield each as it ends. A source that another process is reading is left to it.

    stop: when it is set, the reading ends soon. However it ends, what was not read is free for the next reader.
    """
    claimed = {source.pk: source for source in sources if _claim(source, now=timezone.now())}
    errands = [source.errand() for source in claimed.values()]
    try:
        for errand, outcome in fetch_each(errands, user_agent=user_agent, allowed=allowed, stop=stop):
            read = _record(claimed[errand.key], outcome)
            del claimed[errand.key]
            yield read
    finally:
        Source.objects.filter(pk__in=list(claimed)).update(lease_until=None)


def _record(source: Source, outcome: FetchResult | SourceError) -> SourceRead:
    now = timezone.now()
    if isinstance(outcome, SourceError):
        return SourceRead(source, record_failure(source, error=outcome, now=now), outcome)
    try:
        return SourceRead(source, record_result(source, result=outcome, now=now), None)
    except (ValueError, DataError) as error:  # what the site sent cannot be stored: its failure, not the others'
        unstorable = SourceError(Trouble.BROKEN_ANSWER, detail=type(error).__name__)
        source.refresh_from_db()
        return SourceRead(source, record_failure(source, error=unstorable, now=now), unstorable)


def _claim(source: Source, *, now: datetime) -> bool:
    """Compare and set: of two readers that want the same source, one gets it."""
    free = Source.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=source.pk)
    return bool(free.update(lease_until=now + LEASE))
