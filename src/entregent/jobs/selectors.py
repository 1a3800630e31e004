"""Reads: is somebody working, on what, and what failed?"""

from datetime import datetime

from django.db.models import QuerySet

from entregent.jobs.models import ALIVE_FOR, Heartbeat, Job


def workers_alive(now: datetime) -> QuerySet[Heartbeat]:
    """Workers that gave a sign of life in the last minute; one in the future was given by a clock that went wrong."""
    return Heartbeat.objects.filter(beat_at__gt=now - ALIVE_FOR, beat_at__lt=now + ALIVE_FOR).order_by(
        "started_at", "pk"
    )


def worker_is_alive(now: datetime) -> bool:
    return workers_alive(now).exists()


def running_jobs(scope: str) -> QuerySet[Job]:
    return Job.objects.visible_in(scope).filter(state=Job.State.RUNNING, finished_at=None).order_by("started_at")


def waiting_jobs(scope: str) -> QuerySet[Job]:
    """The most urgent first."""
    waiting = Job.objects.visible_in(scope).filter(state=Job.State.WAITING, finished_at=None)
    return waiting.order_by("-priority", "pk")


def failed_jobs(scope: str) -> QuerySet[Job]:
    """Those that are given up, the last first."""
    return Job.objects.visible_in(scope).filter(state=Job.State.FAILED).order_by("-finished_at")
