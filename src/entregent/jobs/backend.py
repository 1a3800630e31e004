"""Where one-off work waits: a backend of django-tasks that keeps jobs as rows.

To enqueue is to write a row: part of the caller's transaction, undone with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus, task_backends
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import InvalidTaskBackendError, TaskResultDoesNotExist
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

from entregent.jobs.models import Job
from entregent.jobs.troubles import UnknownTaskError

P = ParamSpec("P")
T = TypeVar("T")
STATUSES = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}
ATTEMPTS = 5  # with leases.wait_before, a little under three quarters of an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedTask(Task[P, T]):
    """A task whose jobs say whose they are."""

    scope: str = ""


class RowBackend(BaseTaskBackend):
    """Jobs as rows.

    Options: `outside` for tasks that touch the world (mail, HTTP): they run outside of any transaction, at least once. Without it
    a task's own writes and its completion are one transaction: exactly once. `attempts`: how often a job is begun at most.
    """

    task_class = ScopedTask
    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    @property
    def is_outside(self) -> bool:
        return bool(self.options.get("outside", False))

    @property
    def attempts(self) -> int:
        return int(self.options.get("attempts", ATTEMPTS))

    def enqueue(self, task: "Task[P, T]", args: Sequence[Any], kwargs: dict[str, Any]) -> "TaskResult[T]":
        """Keep a job for the workers; it is there once the caller's transaction is committed."""
        self.validate_task(task)
        job = Job.objects.create(
            task=task.module_path,
            arguments=normalize_json({"args": list(args), "kwargs": kwargs}),
            backend=self.alias,
            queue=task.queue_name,
            priority=task.priority,
            scope=getattr(task, "scope", ""),
            run_after=task.run_after,
            due_at=task.run_after,
        )
        result = result_of(job, task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> "TaskResult[Any]":
        """Raises TaskResultDoesNotExist, also for a job so old that it was pruned."""
        job = Job.objects.filter(pk=result_id, backend=self.alias).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_of(job))


def scoped(task: "Task[P, T]", scope: str) -> "Task[P, T]":
    """The task, with jobs that say whose they are: `scoped(send_invitations, workspace_scope(12)).enqueue(...)`."""
    return replace(task, scope=scope)  # type: ignore[call-arg]


def workspace_scope(workspace_id: int) -> str:
    """The scope of what a workspace has to do: its page shows it, no other workspace's does."""
    return f"workspace:{workspace_id}"


def backend_of(job: Job) -> RowBackend:
    """Raises UnknownTaskError when TASKS no longer has it."""
    try:
        backend = task_backends[job.backend]
    except InvalidTaskBackendError as error:
        raise UnknownTaskError(job.backend) from error
    if not isinstance(backend, RowBackend):
        raise UnknownTaskError(job.backend)
    return backend


def task_of(job: Job) -> "Task[..., Any]":
    """The task that a job is of, with the job's own priority, queue and time. Raises UnknownTaskError."""
    try:
        task = import_string(job.task)
    except ImportError as error:
        raise UnknownTaskError(job.task) from error
    if not isinstance(task, Task):
        raise UnknownTaskError(job.task)
    asked: Task[..., Any] = replace(
        task, priority=job.priority, queue_name=job.queue, run_after=job.run_after, backend=job.backend
    )
    return asked


def result_of(job: Job, task: "Task[..., Any]") -> "TaskResult[Any]":
    """A job, as django-tasks says it."""
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUSES[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.finished_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=job.backend,
        errors=[TaskError(exception_class_path=one["class"], traceback=one["places"]) for one in job.errors],
        worker_ids=list(job.workers),
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
