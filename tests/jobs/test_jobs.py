"""One-off work through the API of django-tasks."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, signals, task_backends
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch

from entregent.jobs.actions import forget_old_jobs, try_again
from entregent.jobs.backend import ATTEMPTS, scoped, workspace_scope
from entregent.jobs.models import Job
from entregent.jobs.running import BATCH, JobLane, limit_after
from tests.jobs import errands

pytestmark = pytest.mark.django_db


@pytest.fixture
def proofs():
    """Names written by tasks of these tests into a table of their own."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE proofs (name varchar(100))")

    def written() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM proofs")
            return [name for (name,) in cursor.fetchall()]

    return written


def work_through() -> None:
    """Do, in this thread, all that is due now."""
    lane, never = JobLane("alice"), threading.Event()
    while lane.turn(never):
        pass


def make_due() -> None:
    """Let the time pass that jobs wait after a failure."""
    Job.objects.exclude(due_at=None).update(due_at=timezone.now())


def test_a_job_is_done_and_its_result_is_there():
    result = errands.add.enqueue(40, other=2)
    assert result.status == TaskResultStatus.READY
    work_through()
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 42, 1)
    assert result.enqueued_at <= result.started_at <= result.finished_at
    assert errands.add.get_result(result.id).return_value == 42


def test_results_are_found_by_the_right_task_alone():
    result = errands.add.enqueue(1)
    with pytest.raises(TaskResultMismatch):
        errands.count.get_result(result.id)
    for unknown in ("12345", "no number"):
        with pytest.raises(TaskResultDoesNotExist):
            errands.add.get_result(unknown)


def test_tasks_may_take_their_context_and_may_be_coroutines():
    told, later = errands.tell_attempt.enqueue(), errands.add_later.enqueue(1)
    work_through()
    assert errands.tell_attempt.get_result(told.id).return_value == 1
    assert errands.add_later.get_result(later.id).return_value == 2


def test_what_is_enqueued_in_a_transaction_is_undone_with_it():
    with transaction.atomic():
        errands.add.enqueue(1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_what_is_to_run_later_waits(proofs):
    later = errands.count.using(run_after=timezone.now() + timedelta(hours=1))
    later.enqueue("later")
    errands.count.enqueue("now")
    work_through()
    assert proofs() == ["now"]
    Job.objects.update(due_at=timezone.now())
    work_through()
    assert proofs() == ["now", "later"]


def test_the_most_urgent_is_done_first(proofs):
    for name, priority in (("usual", 0), ("whenever", -100), ("urgent", 100)):
        errands.count.using(priority=priority).enqueue(name)
    work_through()
    assert proofs() == ["urgent", "usual", "whenever"]


def test_a_task_that_is_none_is_refused():
    with pytest.raises(InvalidTaskError):
        errands.add.using(queue_name="unknown").enqueue(1)
    with pytest.raises(TypeError):
        errands.add.enqueue(object())
    assert not Job.objects.exists()


def test_a_job_that_fails_undoes_what_it_wrote_and_is_tried_again_later_and_given_up(proofs):
    result = errands.write_and_fail.enqueue("never")
    for attempt in range(1, ATTEMPTS + 1):
        work_through()
        job = Job.objects.get()
        assert job.attempt == attempt
        work_through()  # its time has not come: nothing is done
        make_due()
    assert proofs() == []
    result.refresh()
    assert (result.status, result.attempts) == (TaskResultStatus.FAILED, ATTEMPTS)
    assert {error.exception_class for error in result.errors} == {errands.MiscountError}
    with pytest.raises(ValueError, match="failed"):
        _ = result.return_value


def test_what_is_kept_of_a_failure_says_where_and_holds_no_secret():
    errands.write_and_fail.enqueue("never")
    work_through()
    job = Job.objects.get()
    kept = f"{job.trouble_detail} {job.errors}"
    assert "write_proof" in kept
    assert "hunter2" not in kept
    assert "abc" not in kept


def test_a_failure_that_says_it_is_for_good_is_not_tried_again():
    errands.fail_for_good.enqueue()
    errands.return_what_json_cannot_hold.enqueue()
    work_through()
    assert set(Job.objects.values_list("state", "attempt")) == {("failed", 1)}


def test_a_task_that_would_end_its_thread_fails_and_the_next_is_done(proofs):
    errands.leave.enqueue()
    errands.count.enqueue("next")
    work_through()
    assert proofs() == ["next"]
    assert Job.objects.filter(trouble="error", trouble_detail="SystemExit: 3").exists()


def test_failures_are_told_apart():
    errands.reach_nobody.enqueue()
    Job.objects.create(task="entregent.no.such.task", arguments={"args": [], "kwargs": {}})
    Job.objects.create(task="tests.jobs.errands.MiscountError", arguments={"args": [], "kwargs": {}})
    Job.objects.create(task="tests.jobs.errands.add", backend="gone", arguments={"args": [], "kwargs": {}})
    work_through()
    troubles = list(Job.objects.order_by("pk").values_list("trouble", flat=True))
    assert troubles == ["network", "unknown task", "unknown task", "unknown task"]


def test_a_job_lost_to_another_worker_undoes_what_it_wrote(proofs, caplog):
    errands.count_while_overtaken.enqueue("once")
    work_through()
    assert proofs() == []
    assert "lost to another worker" in caplog.text


def test_a_job_whose_last_worker_was_lost_is_given_up():
    Job.objects.create(
        task="tests.jobs.errands.add", arguments={"args": [1], "kwargs": {}}, state="running", attempt=ATTEMPTS
    )
    work_through()
    job = Job.objects.get()
    assert (job.state, job.trouble, job.attempt) == ("failed", "lost", ATTEMPTS)


def test_what_was_given_up_can_be_tried_again_once():
    errands.fail_for_good.enqueue()
    work_through()
    job = Job.objects.get()
    assert try_again(job)
    assert not try_again(job)
    work_through()
    job.refresh_from_db()
    assert (job.state, job.attempt, len(job.errors)) == ("failed", 1, 2)


def test_jobs_are_seen_in_their_scope_and_those_of_nobody_everywhere():
    scoped(errands.add, workspace_scope(1)).enqueue(1)
    scoped(errands.add, workspace_scope(2)).enqueue(2)
    errands.add.enqueue(3)
    seen = Job.objects.visible_in(workspace_scope(1)).order_by("pk")
    assert [job.arguments["args"] for job in seen] == [[1], [3]]


def test_old_jobs_are_forgotten_and_failures_are_kept_longer():
    now = timezone.now()
    for days in (29, 31, 89, 91):
        for state in ("done", "failed"):
            Job.objects.create(task=f"{state} {days}", state=state, finished_at=now - timedelta(days=days))
    Job.objects.create(task="waiting", enqueued_at=now - timedelta(days=1000))
    assert forget_old_jobs(now) == 4
    assert set(Job.objects.values_list("task", flat=True)) == {
        "done 29", "failed 29", "failed 31", "failed 89", "waiting"
    }  # fmt: skip


def test_a_claim_brings_about_half_a_second_of_work():
    assert limit_after(0, 0.0) == 1
    assert limit_after(1, 10.0) == 1
    assert limit_after(10, 1.0) == 5
    assert limit_after(50, 0.05) == BATCH


def test_two_kinds_of_work_are_offered():
    assert not task_backends["default"].is_outside
    assert task_backends["outside"].is_outside


def test_who_listens_to_django_tasks_hears_of_each_job():
    heard: list[tuple[str, str]] = []

    def listen(signal_name: str):
        return lambda task_result, **_: heard.append((signal_name, task_result.status))

    listeners = [(signals.task_enqueued, listen("enqueued")), (signals.task_started, listen("started"))]
    listeners.append((signals.task_finished, listen("finished")))
    for signal, listener in listeners:
        signal.connect(listener)
    try:
        errands.add.enqueue(1)
        work_through()
    finally:
        for signal, listener in listeners:
            signal.disconnect(listener)
    assert heard == [("enqueued", "READY"), ("started", "RUNNING"), ("finished", "SUCCESSFUL")]
