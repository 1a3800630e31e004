"""One-off jobs: claim some, run each, write what came of it."""

import logging
import threading
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django_tasks import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json

from entregent.jobs.backend import backend_of, result_of, task_of
from entregent.jobs.hands import Hand
from entregent.jobs.leases import (
    LEASE,
    Clock,
    LostLeaseError,
    change,
    claim,
    finish,
    free,
    read_clock,
    wait_before,
)
from entregent.jobs.models import Job
from entregent.jobs.troubles import (
    Trouble,
    UnknownTaskError,
    class_path,
    is_worth_another_try,
    places,
    reason,
    trouble_of,
)

log = logging.getLogger(__name__)
BATCH = 50  # one claim for so many: beyond, claims no longer count (benchmarks/jobs.py)
TURN = 0.5  # seconds of work that a claim should bring: nobody waits long behind another
KEPT = 5  # errors and workers remembered


PATIENCE = 30  # seconds to write down what was done in the world


class UnkeepableResultError(Exception):
    """The task returned what JSON cannot hold; it would again."""

    retryable = False


class JobLane:
    """Runs jobs, the most urgent first."""

    name = "jobs"

    def __init__(self, worker: str, *, lease: timedelta = LEASE) -> None:
        self._worker = worker
        self._hand: Hand[Job] = Hand(lease)
        self._limit = 1

    def turn(self, stop: threading.Event) -> bool:
        """Claim and run some jobs; False when none was waiting."""
        clock = read_clock()
        jobs = Job.objects.claimable(clock.now())
        if not jobs.filter(free(clock.now(), lease=self._hand.lease)).exists():
            return False
        claimed = claim(jobs, worker=self._worker, now=clock.now(), limit=self._limit, lease=self._hand.lease)
        self._hand.take(claimed)
        began, done = time.monotonic(), 0
        try:
            while not stop.is_set() and (job := self._hand.next()) is not None:
                run(job, worker=self._worker, clock=clock, lease=self._hand.lease)
                done += 1
        finally:
            self._hand.put_down()
        self._limit = limit_after(done, time.monotonic() - began)
        return bool(claimed)

    def keep(self) -> None:
        self._hand.keep()


def limit_after(done: int, seconds: float) -> int:
    """How many jobs to claim, after some took so long: about half a second of work."""
    return max(1, min(BATCH, int(TURN * done / max(seconds, 0.001))))


def run(job: Job, *, worker: str, clock: Clock, lease: timedelta = LEASE) -> None:
    """Run a job that was claimed, and write what came of it. A job that was lost to another worker is left to it."""
    try:
        backend = backend_of(job)
    except UnknownTaskError as error:
        _record_failure(job, error, attempts=1, now=clock.now())
        return
    if job.state == Job.State.RUNNING and job.attempt >= backend.attempts:
        _give_up(job, now=clock.now())
        return
    if not _begin(job, worker, clock.now(), lease):
        return
    try:
        outcome = _call(job, clock) if backend.is_outside else _inside(job, clock)
    except LostLeaseError:
        log.warning("job lost to another worker: %s %s", job.task, job.pk)
    except BaseException as error:  # also what would end the thread: it is the job's failure, not the worker's
        _record_failure(job, error, attempts=backend.attempts, now=clock.now())
    else:
        if backend.is_outside and not _write_patiently(job, outcome):
            log.warning("job done, but lost to another worker: %s %s", job.task, job.pk)
        _tell(job, outcome)


def _begin(job: Job, worker: str, now: datetime, lease: timedelta) -> bool:
    begun = {
        "state": Job.State.RUNNING,
        "attempt": job.attempt + 1,
        "workers": [*job.workers, worker][-KEPT:],
        "started_at": now,
        "lease_until": now + lease,
    }
    return change(job, **begun) and _apply(job, begun)


def _inside(job: Job, clock: Clock) -> dict[str, Any]:
    """What the task writes and that it is done are one transaction: both, or neither."""
    with transaction.atomic():
        outcome = _call(job, clock)
        if not finish(job, **outcome):
            raise LostLeaseError
    return outcome


def _call(job: Job, clock: Clock) -> dict[str, Any]:
    """Call the task's function; return the columns of a job that is done."""
    task = task_of(job)
    result = result_of(job, task)
    task_started.send(type(task.get_backend()), task_result=result)
    context = [TaskContext(task_result=result)] if task.takes_context else []
    value = task.call(*context, *job.arguments["args"], **job.arguments["kwargs"])
    try:
        kept = normalize_json(value)
    except (TypeError, ValueError) as error:
        raise UnkeepableResultError(type(value).__name__) from error
    done = {"state": Job.State.DONE, "finished_at": clock.now(), "result": kept}
    return done | {"trouble": "", "trouble_detail": ""}


def _write_patiently(job: Job, outcome: dict[str, Any]) -> bool:
    """Write that a job is done, also where the database is away for a moment: done in the world, it should not be done again."""
    for _ in range(PATIENCE):
        try:
            return finish(job, **outcome)
        except OperationalError:
            connection.close()
            time.sleep(1)
    return finish(job, **outcome)


def _record_failure(job: Job, error: BaseException, *, attempts: int, now: datetime) -> None:
    """Keep why it failed; try again later, or never."""
    seen = {"class": class_path(error), "places": places(error)}
    failure: dict[str, Any] = {
        "trouble": trouble_of(error),
        "trouble_detail": reason(error),
        "errors": [*job.errors, seen][-KEPT:],
    }
    if is_worth_another_try(error) and job.attempt < attempts:
        failure |= {"state": Job.State.WAITING, "due_at": now + wait_before(job.attempt)}
    else:
        failure |= {"state": Job.State.FAILED, "finished_at": now}
    log.error("job failed: %s, attempt %d\n%s", job.task, job.attempt, seen["places"])
    if finish(job, **failure) and failure["state"] == Job.State.FAILED:
        _tell(job, failure)


def _give_up(job: Job, now: datetime) -> None:
    """The last attempt ended with its worker: perhaps the job is what ends workers."""
    outcome: dict[str, Any] = {
        "state": Job.State.FAILED,
        "finished_at": now,
        "trouble": Trouble.LOST,
        "trouble_detail": "",
    }
    log.error("job given up, its workers were lost: %s %s", job.task, job.workers)
    if finish(job, **outcome):
        _tell(job, outcome)


def _tell(job: Job, outcome: dict[str, Any]) -> None:
    """Tell who listens to django-tasks that a job ended."""
    _apply(job, outcome)
    try:
        task = task_of(job)
    except UnknownTaskError:
        return
    task_finished.send(type(task.get_backend()), task_result=result_of(job, task))


def _apply(job: Job, columns: dict[str, Any]) -> bool:
    for name, value in columns.items():
        setattr(job, name, value)
    return True
