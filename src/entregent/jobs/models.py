"""Rows that workers share: one-off jobs and schedules; and the sign of life of a worker."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from entregent.jobs.leases import Leased, due

ALIVE_FOR = timedelta(seconds=60)  # four missed beats


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self, now: datetime) -> Self:
        """Jobs whose time has come, the most urgent first. Whether somebody holds them, the claim sees to."""
        return self.filter(due(now, "due_at", touched="started_at"), finished_at=None).order_by("-priority", "pk")

    def visible_in(self, scope: str) -> Self:
        """Jobs of this scope, and those of nobody in particular."""
        return self.filter(scope__in=(scope, ""))


class Job(Leased):
    """Something to do once.

    due_at: None is as soon as somebody can. scope: whose it is ("workspace:12"); "" is nobody's in particular.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    task = models.CharField(max_length=300, help_text="Module and name of the task's function.")
    arguments: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict, help_text="args and kwargs.")
    backend = models.CharField(max_length=30, default="default", help_text="Alias in TASKS.")
    queue = models.CharField(max_length=60, default="default")
    priority = models.SmallIntegerField(default=0, help_text="From -100 to 100, the highest first.")
    scope = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_after = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="Times it was begun.")
    workers: "models.JSONField[list[str]]" = models.JSONField(default=list, help_text="Who began it, in order.")
    enqueued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=30, blank=True, default="")
    trouble_detail = models.CharField(max_length=300, blank=True, default="")
    errors: "models.JSONField[list[dict[str, str]]]" = models.JSONField(default=list)
    result: "models.JSONField[Any]" = models.JSONField(null=True, blank=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            # Its condition holds no parameter, so that SQLite sees that the index serves.
            models.Index(fields=["-priority", "id"], condition=Q(finished_at=None), name="job_open"),
            models.Index(fields=["state", "-finished_at"], name="job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.state})"


class Schedule(Leased):
    """Something to do again and again: one row for all workers, so that it is done once a period however many they are."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField(null=True, blank=True)
    is_running = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row, since the last success.")
    trouble = models.CharField(max_length=30, blank=True, default="")
    trouble_detail = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """The last time a worker said it was there."""

    worker = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker
