"""What the page about the workers shows and does: jobs of one workspace, and the duties that serve all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record
from entregent.jobs import actions
from entregent.jobs.backend import backend_of, workspace_scope
from entregent.jobs.models import Job, Schedule
from entregent.jobs.selectors import failed_jobs, running_jobs, waiting_jobs, workers_alive
from entregent.jobs.troubles import UnknownTaskError
from entregent.web.duties import DUTIES
from entregent.web.wording import task_title, trouble_sentence

MOST = 50  # rows of each list


@dataclass(slots=True)
class Named:
    """Something with a number and a name, for the history."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Line:
    """A job or a duty, as it is read.

    worker: who works on it, "" for nobody; is_lost: that worker is seen no more. since: when it began, ended or was enqueued.
    next_at: None is as soon as possible. sentence: why it failed; detail: the same for whoever mends it.
    """

    pk: int
    title: str
    worker: str
    is_lost: bool
    since: datetime | None
    next_at: datetime | None
    is_soon: bool  # within a minute
    attempt: int
    attempts: int
    sentence: str
    detail: str


@dataclass(frozen=True, slots=True)
class Work:
    """All that the page shows."""

    workers: list[tuple[str, datetime]]
    failed: list[Line]
    running: list[Line]
    waiting: list[Line]
    waiting_count: int
    duties: list[Line]


def work_of(workspace: Workspace, *, now: datetime) -> Work:
    """What is done for a workspace, what failed, and what comes; nothing of other workspaces."""
    scope = workspace_scope(workspace.pk)
    waiting = waiting_jobs(scope)
    return Work(
        workers=[(worker.worker, worker.started_at) for worker in workers_alive(now)],
        failed=[_job(job, now) for job in failed_jobs(scope)[:MOST]],
        running=[_job(job, now) for job in running_jobs(scope)[:MOST]],
        waiting=[_job(job, now) for job in waiting[:MOST]],
        waiting_count=waiting.count(),
        duties=_duties(now),
    )


@transaction.atomic
def have_tried_again(job: Job, *, by: Actor, workspace: Workspace) -> bool:
    """Have a job that was given up tried again; False when somebody already did. Raises NotAllowedError."""
    require(by, workspace, Permission.WORK)
    done = actions.try_again(job)
    if done:
        record("web.tried_again", by=by, workspace=workspace, about=Named(job.pk, task_title(job.task)))
    return done


@transaction.atomic
def have_done_now(schedule: Schedule, *, by: Actor, workspace: Workspace) -> bool:
    """Have a duty done at once; False while it is being done. Raises NotAllowedError."""
    require(by, workspace, Permission.WORK)
    done = actions.run_now(schedule)
    if done:
        record("web.run_now", by=by, workspace=workspace, about=Named(schedule.pk, duty_title(schedule.name)))
    return done


def duty_title(name: str) -> str:
    return next((str(duty.title) for duty in DUTIES if duty.name == name and duty.title), name)


def _job(job: Job, now: datetime) -> Line:
    try:
        attempts = backend_of(job).attempts
    except UnknownTaskError:
        attempts = 0
    is_running = job.state == Job.State.RUNNING
    return Line(
        pk=job.pk,
        title=task_title(job.task),
        worker=job.leased_by if is_running else "",
        is_lost=is_running and _is_over(job.lease_until, now),
        since=job.finished_at or (job.started_at if is_running else job.enqueued_at),
        next_at=_to_come(job.due_at, now),
        is_soon=_is_soon(job.due_at, now),
        attempt=job.attempt,
        attempts=attempts,
        sentence=trouble_sentence(job.trouble),
        detail=job.trouble_detail,
    )


def _duties(now: datetime) -> list[Line]:
    """In the order of the code; those that no worker has seen yet are absent."""
    rows = {row.name: row for row in Schedule.objects.filter(name__in=[duty.name for duty in DUTIES])}
    return [_duty(rows[duty.name], now) for duty in DUTIES if duty.name in rows]


def _duty(row: Schedule, now: datetime) -> Line:
    return Line(
        pk=row.pk,
        title=duty_title(row.name),
        worker=row.leased_by if row.is_running else "",
        is_lost=row.is_running and _is_over(row.lease_until, now),
        since=row.started_at if row.is_running else row.succeeded_at,
        next_at=_to_come(row.due_at, now),
        is_soon=_is_soon(row.due_at, now),
        attempt=row.failures,
        attempts=0,
        sentence=trouble_sentence(row.trouble),
        detail=row.trouble_detail,
    )


def _to_come(due_at: datetime | None, now: datetime) -> datetime | None:
    return due_at if due_at is not None and due_at > now else None


def _is_soon(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and now < due_at < now + timedelta(minutes=1)


def _is_over(lease_until: datetime | None, now: datetime) -> bool:
    return lease_until is None or lease_until <= now
