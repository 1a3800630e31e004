"""Duties come back: once a period, however many workers there are."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.jobs.actions import run_now
from entregent.jobs.leases import LEASE
from entregent.jobs.models import Schedule
from entregent.jobs.schedules import Duty, DutyLane

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Diary:
    """What was done, by whom; raises or stops when told to."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.error: BaseException | None = None
        self.answer: object = None

    def duty(self, name: str = "tick", every: timedelta = HOUR) -> Duty:
        def perform(_stop: threading.Event) -> object:
            self.done.append(name)
            if self.error is not None:
                raise self.error
            return self.answer

        return Duty(name, every, perform)


@pytest.fixture
def diary() -> Diary:
    return Diary()


def turn(*duties: Duty, worker: str = "alice", stopped: bool = False) -> bool:
    stop = threading.Event()
    if stopped:
        stop.set()
    return DutyLane("duties", duties, worker).turn(stop)


def let_pass(time: timedelta) -> None:
    """Let time pass, by moving what is written."""
    for row in Schedule.objects.all():
        for column in ("due_at", "started_at", "succeeded_at", "lease_until"):
            if getattr(row, column):
                setattr(row, column, getattr(row, column) - time)
        row.save()


def test_a_new_duty_is_done_at_once_and_then_once_a_period(diary):
    duty = diary.duty()
    assert turn(duty)
    assert not turn(duty)
    assert not turn(duty, worker="bob")
    let_pass(HOUR)
    assert turn(duty, worker="bob")
    assert not turn(duty)
    assert diary.done == ["tick", "tick"]


def test_periods_that_nobody_worked_in_are_not_made_up_for(diary):
    duty = diary.duty()
    turn(duty)
    let_pass(10 * HOUR)
    turn(duty)
    assert not turn(duty)
    assert len(diary.done) == 2


def test_a_duty_that_fails_is_noted_tried_again_sooner_and_does_not_stop_the_others(diary, caplog):
    duty, other = diary.duty(every=timedelta(days=1)), Diary()
    diary.error = ValueError("on purpose")
    turn(duty, other.duty("other"))
    row = Schedule.objects.get(name="tick")
    assert (row.trouble, row.trouble_detail, row.failures) == ("error", "ValueError: on purpose", 1)
    assert row.due_at - timezone.now() < timedelta(minutes=1)
    assert other.done == ["other"]
    assert "duty failed: tick" in caplog.text
    let_pass(timedelta(minutes=1))
    turn(duty)
    row.refresh_from_db()
    assert row.failures == 2
    assert timedelta(minutes=1) < row.due_at - timezone.now() < timedelta(minutes=3)


def test_a_success_clears_the_trouble(diary):
    diary.error = ValueError()
    turn(diary.duty())
    diary.error = None
    let_pass(timedelta(minutes=1))
    turn(diary.duty())
    row = Schedule.objects.get()
    assert (row.trouble, row.trouble_detail, row.failures) == ("", "", 0)
    assert row.succeeded_at is not None


def test_a_duty_that_would_end_its_thread_fails(diary):
    diary.error = SystemExit(1)
    turn(diary.duty())
    assert Schedule.objects.get().trouble_detail == "SystemExit: 1"


def test_a_duty_that_was_stopped_before_its_end_is_due_again(diary):
    diary.answer = False
    turn(diary.duty())
    assert Schedule.objects.get().due_at is None


def test_a_worker_that_is_stopping_begins_nothing(diary):
    turn(diary.duty(), stopped=True)
    assert diary.done == []


def test_a_duty_whose_worker_was_lost_is_taken_up_after_its_lease_and_a_wait(diary):
    duty = diary.duty()
    now = timezone.now()
    Schedule.objects.create(
        name="tick", is_running=True, started_at=now, lease="x", lease_until=now + LEASE, leased_by="lost"
    )
    assert not turn(duty)
    let_pass(LEASE)
    turn(duty)
    row = Schedule.objects.get()
    assert (diary.done, row.trouble, row.failures, row.is_running) == ([], "lost", 1, False)
    let_pass(timedelta(minutes=1))
    turn(duty)
    assert diary.done == ["tick"]


def test_one_can_ask_for_it_now_unless_it_is_being_done(diary):
    duty = diary.duty()
    turn(duty)
    row = Schedule.objects.get()
    assert run_now(row)
    assert turn(duty)
    Schedule.objects.update(is_running=True)
    assert not run_now(row)


def test_when_the_clock_goes_back_a_duty_does_not_wait_for_the_time_of_before(diary):
    turn(diary.duty())
    let_pass(timedelta(days=-30))
    assert turn(diary.duty())


def test_a_duty_that_became_more_frequent_does_not_wait_its_former_period(diary):
    turn(diary.duty(every=timedelta(days=30)))
    assert turn(diary.duty(every=timedelta(minutes=1)))


def test_a_duty_that_is_no_longer_known_is_left_alone(diary):
    turn(diary.duty("old"))
    let_pass(HOUR)
    turn(diary.duty("new"))
    assert diary.done == ["old", "new"]
