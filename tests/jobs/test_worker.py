"""Workers as processes: several on one database, seen while they live, patient while the database is away."""

import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise

import psycopg
import pytest
from django.utils import timezone

from entregent.jobs.models import Heartbeat
from entregent.jobs.selectors import worker_is_alive
from tests.jobs.crew import Crew, Database, empty_database, is_gone, kill, stop, until


def column(crew: Crew, sql: str) -> list[object]:
    return [value for (value,) in crew.database.ask(sql)]


def test_workers_share_the_jobs_and_each_is_done_once(crew):
    for _ in range(3):
        crew.start("work", 60.0)
    assert until(lambda: column(crew, "SELECT count(*) FROM jobs_heartbeat") == [3])
    crew.run("enqueue_counts", 300, 0.01)
    assert until(lambda: column(crew, "SELECT count(*) FROM jobs_job WHERE state = 'done'") == [300], seconds=90)
    assert Counter(column(crew, "SELECT name FROM proofs")) == {str(number): 1 for number in range(300)}
    assert set(column(crew, "SELECT attempt FROM jobs_job")) == {1}
    workers = set(map(str, column(crew, "SELECT workers FROM jobs_job")))
    assert len(workers) >= 2, "SQLite lets one write at a time, in no order: the third may come too late"


def test_a_duty_is_done_by_one_worker_at_a_time_once_a_period(crew, tmp_path):
    diary = tmp_path / "diary"
    started = time.time()
    for _ in range(3):
        crew.start("work", 60.0, str(diary))
    assert until(lambda: diary.exists() and len(diary.read_text().splitlines()) >= 8)
    periods = (time.time() - started) / 0.5
    lines = [line.split() for line in diary.read_text().splitlines()]
    begins = [float(at) for what, _pid, at in lines if what == "begin"]
    assert len(begins) <= periods + 1
    assert [what for what, _pid, _at in lines] == ["begin", "end"] * (len(lines) // 2) + ["begin"] * (len(lines) % 2)
    assert all(later - earlier > 0.45 for earlier, later in pairwise(begins))


def test_a_long_job_keeps_its_lease_and_lets_others_have_what_waits_behind_it(crew, tmp_path):
    shouted = tmp_path / "shouted"
    crew.run("enqueue_shouts", str(shouted), 20, 0.0, "before ")  # quick ones, so that the next claim is a large one
    first = crew.start("work", 1.0)
    assert until(lambda: shouted.exists() and "end before 19" in shouted.read_text())
    crew.run("enqueue_slow_then_quick", str(shouted))
    assert until(lambda: "begin slow" in shouted.read_text())
    crew.start("work", 1.0)
    assert until(lambda: column(crew, "SELECT count(*) FROM jobs_job WHERE state = 'done'") == [41])
    lines = [line.rsplit(" ", 1)[0] for line in shouted.read_text().splitlines()]
    assert Counter(lines)["begin slow"] == 1, "three leases long, and still its worker's"
    assert lines.index("end quick 19") < lines.index("end slow")
    assert not is_gone(first)


def test_a_worker_that_was_stopped_longer_than_its_lease_changes_nothing(crew, tmp_path):
    """Stopped as a laptop that is closed: its lease runs out, another one does the job, then it wakes up."""
    shouted = tmp_path / "shouted"
    crew.run("enqueue_shouts", str(shouted), 1, 2.0)
    sleeper = crew.start("work", 1.0)
    assert until(shouted.exists)
    stop(sleeper, crew.database)
    crew.start("work", 1.0)
    assert until(lambda: column(crew, "SELECT state FROM jobs_job") == ["done"])
    done = crew.database.ask("SELECT workers, finished_at FROM jobs_job")
    kill(sleeper, signal.SIGCONT)
    assert until(lambda: shouted.read_text().count("end") == 2)
    time.sleep(0.5)
    assert crew.database.ask("SELECT workers, finished_at FROM jobs_job") == done


def test_what_a_sleeper_wrote_is_undone_when_another_did_the_job(crew):
    """On SQLite the sleeper holds the right to write, and nobody overtakes it: either way the job is done once."""
    crew.run("enqueue_counts", 1, 2.0)
    sleeper = crew.start("work", 1.0)
    assert until(lambda: column(crew, "SELECT state FROM jobs_job") == ["running"])
    time.sleep(0.3)
    kill(sleeper, signal.SIGSTOP)
    crew.start("work", 1.0)
    time.sleep(4)
    kill(sleeper, signal.SIGCONT)
    assert until(lambda: column(crew, "SELECT state FROM jobs_job") == ["done"])
    time.sleep(2.5)
    assert column(crew, "SELECT name FROM proofs") == ["0"]


def test_a_worker_waits_for_a_database_that_is_away_and_goes_on(crew):
    worker = crew.start("work", 60.0)
    assert until(lambda: column(crew, "SELECT count(*) FROM jobs_heartbeat") == [1])
    crew.database.ask("ALTER TABLE jobs_job RENAME TO jobs_away")
    time.sleep(2)
    assert not is_gone(worker)
    crew.database.ask("ALTER TABLE jobs_away RENAME TO jobs_job")
    crew.run("enqueue_counts", 1, 0.0)
    assert until(lambda: column(crew, "SELECT state FROM jobs_job") == ["done"])


def test_a_worker_is_seen_while_it_works_and_not_after(crew):
    worker = crew.start("work", 60.0)
    assert until(lambda: column(crew, "SELECT count(*) FROM jobs_heartbeat") == [1])
    kill(worker, signal.SIGTERM)
    assert until(lambda: is_gone(worker))
    assert column(crew, "SELECT count(*) FROM jobs_heartbeat") == [0]


@pytest.mark.database
def test_workers_that_start_together_on_an_empty_database_make_it_once_and_all_work(tmp_path):
    database = empty_database(tmp_path / "home", f"empty_{secrets.token_hex(4)}")
    settings = {"DJANGO_SETTINGS_MODULE": "entregent.web.settings", "LANGUAGE": "en"}
    command = [sys.executable, "-m", "entregent", "worker"]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(subprocess.Popen(command, env=database.environment | settings, stderr=subprocess.PIPE))
            for _ in range(3)
        ]
        try:
            assert until(lambda: alive(database) == 3, seconds=90)
        finally:
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
        assert [worker.wait(30) for worker in workers] == [0, 0, 0]
    assert alive(database) == 0
    database.drop()


def alive(database: Database) -> int:
    try:
        return int(database.ask("SELECT count(*) FROM jobs_heartbeat")[0][0])
    except (sqlite3.OperationalError, psycopg.errors.UndefinedTable):
        return 0


@pytest.mark.django_db
def test_a_worker_that_died_is_not_taken_for_alive():
    now = timezone.now()
    for name, beat in (("dead", now - timedelta(minutes=2)), ("under a wrong clock", now + timedelta(days=1))):
        Heartbeat.objects.create(worker=name, started_at=beat, beat_at=beat)
    assert not worker_is_alive(now)
    Heartbeat.objects.create(worker="alive", started_at=now, beat_at=now)
    assert worker_is_alive(now)
