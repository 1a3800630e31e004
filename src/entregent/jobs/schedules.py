"""Work that comes back: each duty once a period, whichever worker does it."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from entregent.jobs.hands import Hand
from entregent.jobs.leases import LEASE, SKEW, Clock, change, claim, due, finish, free, read_clock, wait_before
from entregent.jobs.models import Schedule
from entregent.jobs.troubles import Trouble, places, reason, trouble_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do again and again, by one worker at a time.

    perform: may take its time, ends soon once the event it receives is set, and says False when that kept it from finishing.
    title: how it is named on screen, translated when shown. lane: duties of one lane wait for one another; what takes minutes
    has a lane of its own.
    """

    name: str
    every: timedelta
    perform: Callable[[threading.Event], object]
    title: object = ""
    lane: str = "duties"


class DutyLane:
    """Performs duties as they fall due."""

    def __init__(self, name: str, duties: Sequence[Duty], worker: str, *, lease: timedelta = LEASE) -> None:
        self.name = name
        self._duties = {duty.name: duty for duty in duties}
        self._worker = worker
        self._hand: Hand[Schedule] = Hand(lease)
        self._is_registered = False

    def turn(self, stop: threading.Event) -> bool:
        """Perform what is due; False when nothing was."""
        clock = read_clock()
        if not self._is_registered:
            register(tuple(self._duties.values()), clock)
            self._is_registered = True
        rows = Schedule.objects.filter(due(clock.now(), "due_at", touched="started_at"), name__in=self._duties)
        names = rows.filter(free(clock.now(), lease=self._hand.lease)).values_list("name", flat=True)
        taken = [self._take(name, stop) for name in list(names) if not stop.is_set()]
        return any(taken)

    def keep(self) -> None:
        self._hand.keep()

    def _take(self, name: str, stop: threading.Event) -> bool:
        """Claim one schedule and perform its duty; False when another worker was faster."""
        clock = read_clock()
        rows = Schedule.objects.filter(due(clock.now(), "due_at", touched="started_at"), name=name)
        claimed = claim(rows, worker=self._worker, now=clock.now(), limit=1, lease=self._hand.lease)
        self._hand.take(claimed)
        if (row := self._hand.next()) is None:
            return False
        try:
            perform(self._duties[name], row, clock=clock, stop=stop)
        finally:
            self._hand.next()
        return True


def register(duties: Sequence[Duty], clock: Clock) -> None:
    """Give each duty its row; one that would be due later than its rhythm says (it was changed since) is due at once."""
    Schedule.objects.bulk_create([Schedule(name=duty.name) for duty in duties], ignore_conflicts=True)
    for duty in duties:
        too_late = clock.now() + duty.every + SKEW
        Schedule.objects.filter(name=duty.name, failures=0, due_at__gt=too_late).update(due_at=None)


def perform(duty: Duty, row: Schedule, *, clock: Clock, stop: threading.Event) -> None:
    """Perform a duty whose row was claimed, and write what came of it and when it is due again."""
    if row.is_running:  # begun by a worker that was lost: perhaps the duty is what ends workers
        _record_failure(row, clock, Trouble.LOST, "")
        return
    started = clock.now()
    if not change(row, is_running=True, started_at=started):
        return
    try:
        ended = duty.perform(stop)
    except BaseException as error:  # also what would end the thread: it is the duty's failure, not the worker's
        log.error("duty failed: %s\n%s", duty.name, places(error))
        _record_failure(row, clock, trouble_of(error), reason(error))
        return
    now = clock.now()
    again = None if ended is False else max(started + duty.every, now)
    outcome = {"is_running": False, "succeeded_at": now, "due_at": again, "failures": 0}
    if not finish(row, **outcome, trouble="", trouble_detail=""):
        log.warning("duty done, but lost to another worker: %s", duty.name)


def _record_failure(row: Schedule, clock: Clock, trouble: Trouble, detail: str) -> None:
    now, failures = clock.now(), row.failures + 1
    again = {"is_running": False, "failures": failures, "due_at": now + wait_before(failures)}
    finish(row, **again, trouble=trouble, trouble_detail=detail)
