"""Reading sources: claim, fetch, record."""

import gc
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.db import DataError, IntegrityError
from django.utils import timezone

from entregent.connectors.contract import FetchResult, SourceError, Trouble
from entregent.connectors.http import Allowed
from entregent.connectors.reading import fetch_together
from entregent.jobs.leases import LostLeaseError, claim, give_back, read_clock, renew
from entregent.listening.actions.record import (
    Got,
    is_plain_unchanged,
    record_failure,
    record_result,
    record_results,
    record_unchanged,
)
from entregent.listening.models import LEASE, Reading, Source

BATCH = 100  # sources claimed at once: five times what is fetched at once, so that a slow site delays few
AT_ONCE, PATIENCE = 50, 0.5  # readings recorded together; seconds that they wait for others
MOST_SOURCES, MOST_POSTS = 25, 300  # of one transaction: about a fifth of a second
COLLECTED_EVERY = (
    10_000  # objects made between two looks for unused ones, where Python has 700: a sixth of a first reading
)
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
    asked = Source.objects.filter(pk__in=given).only("pk")  # the others are given
    claimed = claim(asked, worker="", now=read_clock().now(), limit=len(given), lease=LEASE)
    for row in claimed:
        given[row.pk].lease = row.lease
    yield from _read([given[row.pk] for row in claimed], user_agent=user_agent, allowed=allowed, stop=stop)


def _read(
    claimed: list[Source], *, user_agent: str, allowed: Allowed, stop: threading.Event | None
) -> Iterator[SourceRead]:
    _collect_seldom()
    unread = {source.pk: source for source in claimed}
    renewed = time.monotonic()
    errands = [source.errand() for source in claimed]
    try:
        for outcomes in fetch_together(
            errands, user_agent=user_agent, allowed=allowed, stop=stop, at_once=AT_ONCE, patience=PATIENCE
        ):
            yield from _record_together([(unread[errand.key], outcome) for errand, outcome in outcomes])
            for errand, _ in outcomes:
                del unread[errand.key]
            if time.monotonic() - renewed > RENEWED_EVERY:
                renew(list(unread.values()), now=read_clock().now(), lease=LEASE)
                renewed = time.monotonic()
    finally:
        give_back(list(unread.values()))


def _collect_seldom() -> None:
    """A process that reads makes many objects, hardly any of them in cycles: it looks for those less often, from now on."""
    often, *older = gc.get_threshold()
    if 0 < often < COLLECTED_EVERY:
        gc.set_threshold(COLLECTED_EVERY, *older)


def _record_together(outcomes: list[tuple[Source, FetchResult | SourceError]]) -> Iterator[SourceRead]:
    """Record readings that ended about the same time: one by one, the database would cost more than the network."""
    unchanged: list[Source] = []
    got: list[Got] = []
    for source, outcome in outcomes:
        if isinstance(outcome, SourceError):
            yield from _record(source, outcome)
        elif is_plain_unchanged(source, outcome):
            unchanged.append(source)
        else:
            got.append(Got(source, outcome))
    if unchanged:
        sources = {source.pk: source for source in unchanged}
        for reading in record_unchanged(unchanged, now=timezone.now()):
            yield SourceRead(sources[reading.source_id], reading, None)
    for some in _in_bounds(got):
        yield from _record_got(some)


def _in_bounds(got: list[Got]) -> Iterator[list[Got]]:
    """Share readings out among transactions in which nobody waits for long: on SQLite, nobody else writes meanwhile."""
    some: list[Got] = []
    posts = 0
    for one in got:
        if some and (len(some) >= MOST_SOURCES or posts + len(one.result.posts) > MOST_POSTS):
            yield some
            some, posts = [], 0
        some.append(one)
        posts += len(one.result.posts)
    if some:
        yield some


def _record_got(got: list[Got]) -> Iterator[SourceRead]:
    """Keep what some readings gave; where that fails, one by one, so that a site whose answer cannot be stored harms no other."""
    sources = {one.source.pk: one.source for one in got}
    try:
        readings = record_results(got, now=timezone.now())
    except (ValueError, DataError, IntegrityError):
        for one in got:
            yield from _record(one.source, one.result)
        return
    for reading in readings:
        yield SourceRead(sources[reading.source_id], reading, None)


def _record(source: Source, outcome: FetchResult | SourceError) -> Iterator[SourceRead]:
    """Keep what a reading gave; nothing when it was slower than its lease, and somebody else reads the source now."""
    now = timezone.now()
    with suppress(LostLeaseError):
        if isinstance(outcome, SourceError):
            yield SourceRead(source, record_failure(source, error=outcome, now=now), outcome)
            return
        try:
            read = SourceRead(source, record_result(source, result=outcome, now=now), None)
        except (ValueError, DataError) as error:  # what the site sent cannot be stored: its failure, not the others'
            unstorable = SourceError(Trouble.BROKEN_ANSWER, detail=type(error).__name__)
            read = SourceRead(source, record_failure(source, error=unstorable, now=now), unstorable)
        yield read
