"""The worker: some lanes of work side by side, the sign that it lives, and the leases it renews."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from entregent.jobs.leases import LEASE
from entregent.jobs.models import Heartbeat
from entregent.jobs.running import JobLane
from entregent.jobs.schedules import Duty, DutyLane

log = logging.getLogger(__name__)
BEAT = 15.0  # seconds between two signs of life
PAUSE = 1.0  # seconds between two looks at what is due, when nothing was
TICK = 1.0  # seconds between two looks at what is held
LONGEST_PAUSE = 15.0  # seconds between two looks at a database that is away
GRACE = 6.0  # seconds to end what was begun; `serve` waits for eight


class Lane(Protocol):
    """Work done in a thread of its own."""

    @property
    def name(self) -> str: ...

    def turn(self, stop: threading.Event) -> bool:
        """Do what there is to do, not much at a time; False when there was nothing."""

    def keep(self) -> None:
        """Called every now and then by another thread: renew what is held."""


@dataclass(frozen=True, slots=True)
class Round:
    """A lane for rows of another room, which `turn` claims and renews by itself; every worker takes its share."""

    name: str
    turn: Callable[[threading.Event], bool]

    def keep(self) -> None:
        """Nothing to renew from here."""


@contextmanager
def working(*, duties: Sequence[Duty] = (), rounds: Sequence[Lane] = (), lease: timedelta = LEASE) -> Iterator[None]:
    """Work until the block ends; then end what was begun, a few seconds at most, and give back what was not."""
    name = worker_name()
    by_lane = groupby(sorted(duties, key=lambda duty: duty.lane), key=lambda duty: duty.lane)
    lanes: list[Lane] = [JobLane(name, lease=lease), *rounds]
    lanes += [DutyLane(lane, list(theirs), name, lease=lease) for lane, theirs in by_lane]
    stop, ended = threading.Event(), threading.Event()
    threads = [threading.Thread(target=_run, args=(lane, stop), name=lane.name, daemon=True) for lane in lanes]
    keeper = threading.Thread(
        target=_keep, args=(name, lanes, ended, min(TICK, lease.total_seconds() / 6)), name="keeper", daemon=True
    )
    log.info("worker started", extra={"worker": name, "lanes": [lane.name for lane in lanes]})
    for thread in (*threads, keeper):
        thread.start()
    try:
        yield
    finally:
        stop.set()
        until = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        ended.set()
        keeper.join(max(1.0, until - time.monotonic()))
        log.info("worker stopped", extra={"worker": name})


def worker_name() -> str:
    """Who works here: the machine and the process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _run(lane: Lane, stop: threading.Event) -> None:
    """Take turns until told to stop. A database that is away for a while is waited for."""
    misses = 0
    while not stop.is_set():
        try:
            close_old_connections()
            busy = lane.turn(stop)
            misses = 0
        except (DatabaseError, InterfaceError) as error:
            misses += 1
            log.log(logging.WARNING if misses == 1 else logging.DEBUG, "the database does not answer: %s", error)
            connections.close_all()
            stop.wait(min(PAUSE * 2**misses, LONGEST_PAUSE))
            continue
        except Exception:
            log.exception("a turn failed", extra={"lane": lane.name})
            busy = False
        if not busy:
            stop.wait(PAUSE)
    connections.close_all()


def _keep(name: str, lanes: Sequence[Lane], ended: threading.Event, tick: float) -> None:
    """Beat and renew from a thread of its own: work that takes long is no sign of death."""
    started, beaten = timezone.now(), -BEAT
    while True:
        try:
            close_old_connections()
            if time.monotonic() - beaten >= BEAT:
                _beat(name, started)
                beaten = time.monotonic()
            for lane in lanes:
                lane.keep()
        except (DatabaseError, InterfaceError):
            log.debug("no sign of life could be given")
            connections.close_all()
        if ended.wait(tick):
            break
    try:
        Heartbeat.objects.filter(worker=name).delete()
    except (DatabaseError, InterfaceError):
        log.debug("no farewell could be said")
    connections.close_all()


def _beat(name: str, started: datetime) -> None:
    Heartbeat.objects.update_or_create(worker=name, defaults={"beat_at": timezone.now(), "started_at": started})
