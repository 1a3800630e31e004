"""The worker: does each duty when it is due, says that it lives, stops when asked."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connections
from django.utils import timezone

from entregent.jobs.models import Heartbeat

log = logging.getLogger(__name__)
BEAT = timedelta(seconds=15)
PAUSE = 1.0  # seconds between two looks at what is due


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do again and again. `perform` may take its time, and ends soon once the event it receives is set."""

    name: str
    every: timedelta
    perform: Callable[[threading.Event], object]


def work(duties: Sequence[Duty], *, stop: threading.Event) -> None:
    """Perform duties as they fall due until `stop` is set. A duty that fails is logged and tried at its next time."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    started = timezone.now()
    beating = threading.Thread(target=_beat, args=(name, started, stop), name="heartbeat", daemon=True)
    beating.start()
    due = dict.fromkeys(range(len(duties)), 0.0)
    log.info("worker started", extra={"worker": name, "duties": [duty.name for duty in duties]})
    while not stop.is_set():
        for index, duty in enumerate(duties):
            if time.monotonic() >= due[index] and not stop.is_set():
                _perform(duty, stop)
                due[index] = time.monotonic() + duty.every.total_seconds()
        stop.wait(PAUSE)
    beating.join(timeout=5)
    Heartbeat.objects.filter(worker=name).delete()
    connections.close_all()
    log.info("worker stopped", extra={"worker": name})


def _perform(duty: Duty, stop: threading.Event) -> None:
    close_old_connections()
    try:
        duty.perform(stop)
    except Exception:
        log.exception("duty failed", extra={"duty": duty.name})


def _beat(name: str, started: datetime, stop: threading.Event) -> None:
    """Beat from a thread of its own: a duty that takes long is no sign of death."""
    while True:
        try:
            Heartbeat.objects.update_or_create(
                worker=name,
                defaults={"beat_at": timezone.now()},
                create_defaults={"started_at": started, "beat_at": timezone.now()},
            )
        except Exception:
            log.exception("no sign of life could be given")
        if stop.wait(BEAT.total_seconds()):
            connections.close_all()
            return
