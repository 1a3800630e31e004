"""Workers killed in mid-job with SIGKILL, as the kernel does when memory runs out: nothing is lost, nothing is done twice."""

import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.jobs.crew import Crew, is_gone, kill, until

KILLS = 200
LEASE = 1.0  # seconds, so that a test sees it run out
CLOCKS = (
    0.3  # seconds two clocks may differ on a busy machine; a job that is done cannot come back before its lease ran out
)


def states(crew: Crew) -> Counter[str]:
    return Counter(dict(crew.database.ask("SELECT state, count(*) FROM jobs_job GROUP BY state")))


def proofs(crew: Crew) -> Counter[str]:
    return Counter(dict(crew.database.ask("SELECT name, count(*) FROM proofs GROUP BY name")))


def begun(crew: Crew) -> int:
    return crew.database.ask("SELECT sum(attempt) FROM jobs_job")[0][0]


def everything_done(crew: Crew) -> bool:
    return set(states(crew)) == {"done"}


def seconds_of(value: datetime | str) -> float:
    """A time as the database gives it, in seconds since 1970."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def kill_when_it_says(crew: Crew, diary: Path, word: str) -> None:
    """Start a worker, and kill it as soon as its job wrote this into the diary."""
    worker = crew.start("work", LEASE)
    assert until(lambda: diary.exists() and word in diary.read_text())
    kill(worker)
    assert until(lambda: is_gone(worker))


@pytest.mark.parametrize("how_far", ["begun", "written"])
def test_a_job_whose_worker_is_killed_in_its_middle_is_done_exactly_once_more(crew, tmp_path, how_far):
    """Killed before it wrote its proof, and after: what it wrote is undone."""
    diary = tmp_path / "diary"
    crew.run("enqueue_slow_count", str(diary))
    kill_when_it_says(crew, diary, how_far)
    assert (states(crew), proofs(crew)) == ({"running": 1}, {})
    crew.start("work", LEASE)
    assert until(lambda: everything_done(crew))
    assert (begun(crew), proofs(crew)) == (2, {"0": 1})


def test_a_job_that_touches_the_world_is_begun_once_more(crew, tmp_path):
    shouted = tmp_path / "shouted"
    crew.run("enqueue_shouts", str(shouted), 1, 3.0)
    kill_when_it_says(crew, shouted, "begin")
    crew.start("work", LEASE)
    assert until(lambda: everything_done(crew))
    assert [line.split()[0] for line in shouted.read_text().splitlines()] == ["begin", "begin", "end"]


def test_a_job_that_kills_its_workers_is_given_up_and_the_others_are_done(crew, tmp_path):
    died = tmp_path / "died"
    crew.run("enqueue_death", str(died))
    crew.run("enqueue_counts", 20, 0.0)
    workers: list[int] = []

    def given_up() -> bool:
        if not workers or is_gone(workers[-1]):
            workers.append(crew.start("work", LEASE))
        return states(crew) == {"failed": 1, "done": 20}

    assert until(given_up, seconds=60)
    assert len(died.read_text().splitlines()) == 5
    assert crew.database.ask("SELECT trouble FROM jobs_job WHERE state = 'failed'") == [("lost",)]
    assert set(proofs(crew).values()) == {1}


def test_what_is_enqueued_by_a_transaction_that_never_ends_was_never_enqueued(crew):
    crew.run("enqueue_and_fall", 10)
    assert states(crew) == {}


@pytest.mark.parametrize("seed", [1])
def test_after_two_hundred_random_kills_nothing_is_lost_and_nothing_done_twice(crew, tmp_path, seed):
    chance, shouted = random.Random(seed), tmp_path / "shouted"
    workers = [crew.start("work", LEASE) for _ in range(2)]
    batches = 0
    for _ in range(KILLS):
        if states(crew)["waiting"] < 60:
            crew.run("enqueue_counts", 40, 0.01, f"batch {batches} ")
            crew.run("enqueue_shouts", str(shouted), 40, 0.01, f"batch {batches} ")
            batches += 1
        time.sleep(chance.uniform(0.0, 0.15))
        victim = workers.pop(chance.randrange(2))
        kill(victim)
        workers.append(crew.start("work", LEASE))
    assert until(lambda: everything_done(crew), seconds=60)
    assert proofs(crew) == {f"batch {batch} {number}": 1 for batch in range(batches) for number in range(40)}
    assert_nothing_shouted_after_its_success(crew, shouted.read_text(), amount=batches * 40)
    assert begun(crew) > states(crew)["done"] + KILLS / 10, "too few of the kills hit a job in its middle"


def assert_nothing_shouted_after_its_success(crew: Crew, shouted: str, *, amount: int) -> None:
    """Each shout was ended, and none was begun after its job was done."""
    lines = [line.rsplit(" ", 1) for line in shouted.splitlines()]
    last_begin = {what.removeprefix("begin "): float(at) for what, at in lines if what.startswith("begin ")}
    ended = {what.removeprefix("end ") for what, _at in lines if what.startswith("end ")}
    done = crew.database.ask("SELECT result, finished_at FROM jobs_job WHERE backend = 'outside'")
    assert len(done) == len(ended) == amount
    for result, finished_at in done:
        name = result.strip('"')
        assert name in ended
        assert last_begin[name] <= seconds_of(finished_at) + CLOCKS


def test_a_worker_that_is_told_to_stop_ends_its_job_and_gives_the_others_back(crew):
    crew.run("enqueue_counts", 30, 0.05)
    worker = crew.start("work", 60.0)
    assert until(lambda: states(crew)["done"] > 8)
    started = time.monotonic()
    kill(worker, signal.SIGTERM)
    assert until(lambda: is_gone(worker))
    assert time.monotonic() - started < 10
    assert set(states(crew)) == {"done", "waiting"}
    assert crew.database.ask("SELECT count(*) FROM jobs_job WHERE lease <> '' OR lease_until IS NOT NULL") == [(0,)]
    assert begun(crew) == states(crew)["done"] == sum(proofs(crew).values())
