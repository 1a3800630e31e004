"""Leases: a row is worked on by one worker at a time, and by another when that one dies. docs/decisions/0011-leased-rows.md"""

import random
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

LEASE = timedelta(seconds=60)  # renewed three times meanwhile; the work of a worker that died is taken up after it
SKEW = timedelta(minutes=5)  # clocks of several machines differ by less; more is a clock that jumped
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
GROWTH = 4  # 30 s, 2 min, 8 min, 32 min, then an hour: a server that restarts, one that is mended, one that is away
FREE: dict[str, Any] = {"lease": "", "lease_until": None, "leased_by": ""}


class LostLeaseError(Exception):
    """The lease ran out and somebody else has the row: what was written meanwhile is undone."""


class Leased(models.Model):
    """A row that one worker at a time may work on.

    `lease` is a token made anew at each claim: whoever writes the outcome names it, so that a worker whose lease ran out
    and was given to another changes nothing.
    """

    lease = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Leased)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time since it was read; it goes on evenly, whatever becomes of the machine's."""

    read_at: datetime
    started: float

    def now(self) -> datetime:
        return self.read_at + timedelta(seconds=time.monotonic() - self.started)


def read_clock() -> Clock:
    """Read the clock that all workers share: PostgreSQL's own; the machine's with SQLite, where there is but one."""
    if connection.vendor != "postgresql":
        return Clock(timezone.now(), time.monotonic())
    asked = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        read_at = cursor.fetchone()[0]
    return Clock(read_at, (asked + time.monotonic()) / 2)  # read half-way between question and answer


def due(now: datetime, column: str, *, touched: str) -> Q:
    """Rows whose time has come; None is at once.

    touched: the column that says when the row was last worked on. A row worked on in the future was so under a clock that
    went wrong, and so was its next time: it is due.
    """
    return Q(**{column: None}) | Q(**{f"{column}__lte": now}) | Q(**{f"{touched}__gt": now + SKEW})


def free(now: datetime, *, lease: timedelta = LEASE) -> Q:
    """Rows that nobody holds: no lease, one that ran out, or one longer than leases are (the clock went back)."""
    return Q(lease_until=None) | Q(lease_until__lte=now) | Q(lease_until__gt=now + lease + SKEW)


def claim(rows: QuerySet[Row], *, worker: str, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Row]:
    """Lease the first free rows to this worker, in one short transaction; two workers never get the same.

    Rows keep what they said before, but for their lease: a row that says it is running was so under a worker that was lost.
    """
    with transaction.atomic():
        chosen = rows.filter(free(now, lease=lease)).select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        claimed = list(chosen[:limit])
        if claimed:
            held: dict[str, Any] = {"lease": secrets.token_hex(16), "lease_until": now + lease, "leased_by": worker}
            _table(claimed).filter(pk__in=[row.pk for row in claimed]).update(**held)
            for row in claimed:
                row.lease, row.lease_until, row.leased_by = held.values()
    return claimed


def change(row: Leased, **columns: Any) -> bool:
    """Write to a row while its lease is ours; False when it went to somebody else, and nothing was written."""
    return _table([row]).filter(pk=row.pk, lease=row.lease).update(**columns) == 1


def finish(row: Leased, **columns: Any) -> bool:
    """Write the outcome and let go of the row; False when it went to somebody else, and nothing was written."""
    return change(row, **columns, **FREE)


def renew(rows: Sequence[Leased], *, now: datetime, lease: timedelta = LEASE) -> int:
    """Hold rows for longer; return how many were still ours."""
    return _held(rows).update(lease_until=now + lease) if rows else 0


def give_back(rows: Sequence[Leased]) -> int:
    """Let go of rows that were not begun, for whoever comes next; return how many were still ours."""
    return _held(rows).update(**FREE) if rows else 0


def wait_before(attempt: int) -> timedelta:
    """How long to wait after this many failures in a row.

    Spread by a fifth, so that what failed together does not come back together.
    """
    wait: timedelta = min(FIRST_WAIT * GROWTH ** min(attempt - 1, 10), LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)


def _held(rows: Sequence[Leased]) -> QuerySet[Any]:
    return _table(rows).filter(pk__in=[row.pk for row in rows], lease__in={row.lease for row in rows})


def _table(rows: Sequence[Leased]) -> QuerySet[Any]:
    return type(rows[0])._default_manager.all()
