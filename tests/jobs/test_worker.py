import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.jobs.models import Heartbeat
from entregent.jobs.selectors import worker_is_alive
from entregent.jobs.worker import Duty, work

pytestmark = pytest.mark.django_db(transaction=True)


def wait_for(condition, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def run(duties, until) -> None:
    """Run a worker until the condition holds, then stop it."""
    stop = threading.Event()
    worker = threading.Thread(target=work, args=(duties,), kwargs={"stop": stop})
    worker.start()
    held = wait_for(until)
    stop.set()
    worker.join(timeout=20)
    assert held
    assert not worker.is_alive()


def test_duties_are_done_again_and_again():
    done = []
    run([Duty("often", timedelta(0), lambda _: done.append(1))], lambda: len(done) >= 2)


def test_a_duty_that_fails_does_not_stop_the_others(caplog):
    done = []

    def fail(_: threading.Event) -> None:
        raise ValueError("on purpose")

    run([Duty("bad", timedelta(0), fail), Duty("good", timedelta(0), lambda _: done.append(1))], lambda: len(done) >= 2)
    assert "duty failed" in caplog.text


def test_a_worker_is_seen_while_it_works_and_not_after():
    run([], lambda: worker_is_alive(timezone.now()))
    assert not worker_is_alive(timezone.now())


def test_a_worker_that_died_is_not_taken_for_alive():
    old = timezone.now() - timedelta(minutes=2)
    Heartbeat.objects.create(worker="dead", started_at=old, beat_at=old)
    assert not worker_is_alive(timezone.now())
