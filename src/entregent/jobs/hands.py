"""What a lane holds: a row in work, and others waiting for their turn. One thread works, another one renews."""

import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Generic, TypeVar

from entregent.jobs.leases import Leased, give_back, read_clock, renew

SLOW = 2.0  # seconds a row may be in work before those that wait behind it go to other workers
Row = TypeVar("Row", bound=Leased)


class Hand(Generic[Row]):
    """Rows leased to one lane."""

    def __init__(self, lease: timedelta) -> None:
        self.lease = lease
        self._lock = threading.Lock()
        self._waiting: list[Row] = []
        self._in_work: Row | None = None
        self._since = self._renewed = 0.0

    def take(self, rows: Sequence[Row]) -> None:
        """Hold rows that were claimed just now."""
        with self._lock:
            self._waiting = list(rows)
            self._renewed = time.monotonic()

    def next(self) -> Row | None:
        """The row to work on now; None when none is left."""
        with self._lock:
            self._in_work = self._waiting.pop(0) if self._waiting else None
            self._since = time.monotonic()
            return self._in_work

    def put_down(self) -> None:
        """Give back what was not begun. Where the database is away, leases run out by themselves."""
        with self._lock:
            rows, self._waiting = self._waiting, []
        give_back(rows)

    def keep(self) -> None:
        """Renew what is held when a third of the lease has gone; let others have what waits behind slow work."""
        with self._lock:
            now = time.monotonic()
            slow = self._in_work is not None and now - self._since > SLOW
            held = [row for row in (self._in_work, *self._waiting) if row is not None]
            is_time = now - self._renewed > self.lease.total_seconds() / 3
        if slow:
            self.put_down()
        if held and is_time:
            renew(held, now=read_clock().now(), lease=self.lease)
            with self._lock:
                self._renewed = now
