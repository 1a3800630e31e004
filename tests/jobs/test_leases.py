"""A row is held by one worker at a time, and by another once that one is lost; whatever the clocks do."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from entregent.jobs import leases
from entregent.jobs.leases import LEASE, SKEW, change, claim, finish, give_back, read_clock, renew, wait_before
from entregent.jobs.models import Job, Schedule

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def jobs(*keys: str, **columns) -> list[Job]:
    return [Job.objects.create(task=key, **columns) for key in keys or ("a",)]


def claimed(worker: str = "alice", *, now: datetime = NOW, limit: int = 10) -> list[Job]:
    return claim(Job.objects.claimable(now), worker=worker, now=now, limit=limit)


def names(rows: list[Job]) -> list[str]:
    return [row.task for row in rows]


def test_two_workers_share_what_waits_and_never_hold_the_same():
    jobs("a", "b", "c")
    assert names(claimed("alice", limit=2)) == ["a", "b"]
    assert names(claimed("bob", limit=2)) == ["c"]
    assert claimed("charlie") == []


def test_a_lease_that_ran_out_goes_to_the_next_worker_and_not_before():
    jobs()
    claimed("alice")
    assert claimed("bob", now=NOW + LEASE - timedelta(seconds=1)) == []
    assert names(claimed("bob", now=NOW + LEASE)) == ["a"]


def test_who_lost_a_row_changes_nothing_of_it():
    jobs()
    (late,) = claimed("alice")
    (row,) = claimed("bob", now=NOW + LEASE)
    assert not change(late, state=Job.State.FAILED)
    assert not finish(late, state=Job.State.DONE, finished_at=NOW)
    assert renew([late], now=NOW) == give_back([late]) == 0
    row.refresh_from_db()
    assert (row.state, row.leased_by) == ("waiting", "bob")


def test_the_same_worker_that_lost_a_row_and_got_it_again_is_not_taken_for_itself():
    jobs()
    (late,) = claimed("alice")
    (again,) = claimed("alice", now=NOW + LEASE)
    assert not finish(late, state=Job.State.DONE)
    assert finish(again, state=Job.State.DONE)


def test_a_renewed_lease_holds_longer():
    jobs()
    rows = claimed("alice")
    assert renew(rows, now=NOW + timedelta(seconds=40)) == 1
    assert claimed("bob", now=NOW + LEASE + timedelta(seconds=30)) == []
    assert len(claimed("bob", now=NOW + timedelta(seconds=40) + LEASE)) == 1


def test_what_is_given_back_is_free_at_once_and_was_not_attempted():
    jobs("a", "b")
    rows = claimed("alice")
    assert give_back(rows) == 2
    again = claimed("bob")
    assert [(row.attempt, row.leased_by) for row in again] == [(0, "bob"), (0, "bob")]


def test_what_is_finished_is_nobodys():
    jobs()
    (row,) = claimed()
    assert finish(row, state=Job.State.DONE, finished_at=NOW)
    row.refresh_from_db()
    assert (row.lease, row.lease_until, row.leased_by) == ("", None, "")
    assert claimed("bob", now=NOW + timedelta(days=1)) == []


def test_what_is_due_later_waits_and_what_is_urgent_goes_first():
    jobs("later", due_at=NOW + timedelta(minutes=1), run_after=NOW + timedelta(minutes=1))
    jobs("usual", "also usual")
    jobs("urgent", priority=5)
    jobs("whenever", priority=-5)
    assert names(claimed()) == ["urgent", "usual", "also usual", "whenever"]
    assert names(claimed(now=NOW + timedelta(seconds=59))) == []
    assert "later" in names(claimed(now=NOW + LEASE))


@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(days=400)])
def test_when_the_clock_goes_back_leases_and_times_of_before_do_not_last(jump):
    """A worker held and failed rows while the clock was wrong by `jump`; now it is right again."""
    wrong = NOW + jump
    jobs("held", started_at=wrong, lease="x", lease_until=wrong + LEASE, leased_by="lost")
    jobs("failed", started_at=wrong, due_at=wrong + timedelta(hours=1))
    jobs("held and failed", started_at=wrong, due_at=wrong, lease="x", lease_until=wrong + LEASE)
    assert names(claimed()) == ["held", "failed", "held and failed"]


def test_when_the_clock_goes_back_what_somebody_asked_for_later_still_waits():
    jobs(due_at=NOW + timedelta(days=400), run_after=NOW + timedelta(days=400))
    assert claimed() == []


def test_clocks_that_differ_a_little_take_nothing_from_anybody():
    ahead = NOW + SKEW - timedelta(seconds=1)
    jobs()
    claimed("alice", now=ahead)
    assert claimed("bob", now=NOW) == []


def test_when_the_clock_goes_forward_who_was_overtaken_changes_nothing():
    jobs()
    (mine,) = claimed("alice")
    assert len(claimed("bob", now=NOW + timedelta(days=1))) == 1
    assert not finish(mine, state=Job.State.DONE)


def test_a_clock_once_read_goes_on_evenly():
    clock = read_clock()
    assert timedelta(0) <= clock.now() - clock.read_at < timedelta(seconds=5)
    assert abs(clock.read_at - timezone.now()) < timedelta(seconds=5)


def test_the_wait_grows_with_each_failure_to_an_hour():
    waits = [[wait_before(failures).total_seconds() for _ in range(50)] for failures in (1, 2, 3, 4, 5, 1000)]
    for found, usual in zip(waits, (30, 120, 480, 1920, 3600, 3600), strict=True):
        assert all(0.8 * usual <= one <= 1.2 * usual for one in found)
        assert max(found) > min(found), "what failed together would come back together"


def test_schedules_are_held_like_jobs():
    Schedule.objects.create(name="tick")
    assert len(claim(Schedule.objects.all(), worker="alice", now=NOW, limit=1)) == 1
    assert claim(Schedule.objects.all(), worker="bob", now=NOW, limit=1) == []


def test_a_claim_reads_and_writes_once_however_many_rows(django_assert_num_queries):
    jobs(*"abcdefghij")
    with django_assert_num_queries(4):  # savepoint, select, update, release
        claimed()


def test_open_jobs_are_found_by_their_index():
    """Among many that are done, those that wait are not searched for."""
    Job.objects.bulk_create(Job(task="old", state="done", finished_at=NOW) for _ in range(3000))
    jobs("new")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = Job.objects.claimable(NOW).filter(leases.free(NOW))[:50].explain()
    assert "job_open" in plan
