"""A worker that says when it is ready, starts when told, and works until it is stopped: what benchmarks/jobs.py measures."""

import sys
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from entregent.jobs.models import Heartbeat
from entregent.jobs.worker import working


@task
def write_a_row(name: str) -> None:
    """The least that a job of the product does: one write of its own, in the transaction that says it is done."""
    now = timezone.now()
    Heartbeat.objects.create(worker=name, started_at=now, beat_at=now - timedelta(days=1))


@task(backend="outside")
def wait_for_the_world(seconds: float) -> None:
    """What asking another server costs, without another server."""
    time.sleep(seconds)


def enqueue(name: str, amount: int) -> None:
    """Let jobs wait, in one transaction."""
    run = time.time_ns()
    with transaction.atomic():
        for number in range(amount):
            if name == "write":
                write_a_row.enqueue(f"{run} {number}")
            else:
                wait_for_the_world.enqueue(0.005)


def work() -> None:
    """Work from a line on standard input to the end of it."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with working():
        sys.stdin.readline()


def main(what: str, amount: str = "0") -> None:
    if what == "work":
        work()
    else:
        enqueue(what, int(amount))
