"""Reading sources: claim, fetch, record."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.db import DataError
from django.utils import timezone

from entregent.connectors.contract import FetchResult, SourceError, Trouble
from entregent.connectors.http import Allowed
from entregent.connectors.reading import fetch_each
from entregent.jobs.leases import LostLeaseError, claim, give_back, read_clock, renew
from entregent.listening.actions.record import is_plain_unchanged, record_failure, record_result, record_unchanged
from entregent.listening.models import LEASE, Reading, Source

BATCH = 100  # sources claimed at once: five times what is fetched at once, so that a slow site delays few
AT_ONCE, PATIENCE = 50, 1.0  # readings that brought nothing, noted together; seconds that they wait for others
RENEWED_EVERY = LEASE.total_seconds() / 3


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A reading that ended; `error` when it failed."""

    source: Source
    reading: Reading
    error: SourceError | None


def read_due_sources(
    *, user_agent: str, worker: str = "", allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> Iterator[SourceRead]:
    """Read some of the sources that are due; yield each as it ends. Several readers share what is due, each source read by one."""
    now = read_clock().now()
    if Source.objects.due(now).exists():  # looks before it asks for the right to write
        claimed = claim(Source.objects.due(now), worker=worker, now=now, limit=BATCH, lease=LEASE)
        yield from _read(claimed, user_agent=user_agent, allowed=allowed, stop=stop)


def read_sources(
    sources: Iterable[Source], *, user_agent: str, allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> Iterator[SourceRead]:
    """Read these sources now; yield each as it ends. A source that another process is reading is left to it.

    stop: when it is set, the reading ends soon. However it ends, what was not read is free for the next reader.
    """
    given = {source.pk: source for source in sources}
    asked = Source.objects.filter(pk__in=given)
    claimed = claim(asked, worker="", now=read_clock().now(), limit=len(given), lease=LEASE)
    for row in claimed:
        given[row.pk].lease = row.lease
    yield from _read([given[row.pk] for row in claimed], user_agent=user_agent, allowed=allowed, stop=stop)


def _read(
    claimed: list[Source], *, user_agent: str, allowed: Allowed, stop: threading.Event | None
) -> Iterator[SourceRead]:
    unread = {source.pk: source for source in claimed}
    unchanged: list[Source] = []
    renewed = noted = time.monotonic()
    try:
        for errand, outcome in fetch_each(
            [source.errand() for source in claimed], user_agent=user_agent, allowed=allowed, stop=stop
        ):
            source = unread[errand.key]
            if isinstance(outcome, FetchResult) and is_plain_unchanged(source, outcome):
                unchanged.append(source)
            else:
                read = _record(source, outcome)
                del unread[errand.key]
                if read is not None:
                    yield read
            now = time.monotonic()
            if unchanged and (len(unchanged) >= AT_ONCE or now - noted > PATIENCE):
                yield from _note_unchanged(unchanged, unread)
                noted = now
            if now - renewed > RENEWED_EVERY:
                renew(list(unread.values()), now=read_clock().now(), lease=LEASE)
                renewed = now
        yield from _note_unchanged(unchanged, unread)
    finally:
        give_back(list(unread.values()))


def _note_unchanged(unchanged: list[Source], unread: dict[int, Source]) -> Iterator[SourceRead]:
    """Note readings that brought nothing, together: one by one, the database would cost more than the network."""
    by_source = {source.pk: source for source in unchanged}
    unchanged.clear()
    readings = record_unchanged(list(by_source.values()), now=timezone.now()) if by_source else []
    for pk in by_source:
        del unread[pk]
    for reading in readings:
        yield SourceRead(by_source[reading.source_id], reading, None)


def _record(source: Source, outcome: FetchResult | SourceError) -> SourceRead | None:
    """Keep what a reading gave; None when it was slower than its lease, and somebody else reads the source now."""
    now = timezone.now()
    with suppress(LostLeaseError):
        if isinstance(outcome, SourceError):
            return SourceRead(source, record_failure(source, error=outcome, now=now), outcome)
        try:
            return SourceRead(source, record_result(source, result=outcome, now=now), None)
        except (ValueError, DataError) as error:  # what the site sent cannot be stored: its failure, not the others'
            unstorable = SourceError(Trouble.BROKEN_ANSWER, detail=type(error).__name__)
            return SourceRead(source, record_failure(source, error=unstorable, now=now), unstorable)
    return None
