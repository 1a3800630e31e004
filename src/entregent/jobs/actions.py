"""Writes: try a job again, do a duty now, forget old jobs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from entregent.jobs.models import Heartbeat, Job, Schedule

DONE_KEPT = timedelta(days=30)
FAILED_KEPT = timedelta(days=90)  # somebody may still want to try again
HEARTBEATS_KEPT = timedelta(days=1)


def try_again(job: Job) -> bool:
    """Let a job that was given up be run again, with all its attempts; False when somebody already did."""
    fresh = {"state": Job.State.WAITING, "attempt": 0, "due_at": None, "finished_at": None}
    return Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(**fresh) == 1


def run_now(schedule: Schedule) -> bool:
    """Let a duty be done at once; False while it is being done."""
    return Schedule.objects.filter(pk=schedule.pk, is_running=False).update(due_at=None) == 1


def forget_old_jobs(now: datetime) -> int:
    """Delete jobs that ended long ago, and workers that died; return the number of jobs."""
    Heartbeat.objects.filter(beat_at__lt=now - HEARTBEATS_KEPT).delete()
    old = Q(state=Job.State.DONE, finished_at__lt=now - DONE_KEPT) | Q(
        state=Job.State.FAILED, finished_at__lt=now - FAILED_KEPT
    )
    forgotten, _ = Job.objects.filter(old).delete()
    return forgotten


def forget_troubles(words: Iterable[str]) -> int:
    """Empty what an error said, where it holds one of these words; return in how many rows."""
    holding = Q(pk__in=())
    for word in words:
        holding |= Q(trouble_detail__icontains=word)
    return sum(model._default_manager.filter(holding).update(trouble_detail="") for model in (Job, Schedule))
