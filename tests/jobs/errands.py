"""What the workers of these tests do, and how they are started."""

import os
import signal
import threading
import time
from datetime import timedelta
from queue import SimpleQueue

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.connectors.feed import parse_feed
from entregent.jobs.leases import LEASE, claim
from entregent.jobs.models import Job
from entregent.jobs.schedules import Duty
from entregent.jobs.worker import working
from entregent.listening.actions import follow
from entregent.listening.content import prepare
from entregent.watches.actions import keep_watch
from entregent.web.duties import ROUNDS


class MiscountError(Exception):
    """Something that a task says about itself."""


class HopelessError(MiscountError):
    retryable = False


@task
def count(key: str, seconds: float = 0.0) -> str:
    """Write one line into the table of proofs, in the middle of some work."""
    time.sleep(seconds / 2)
    write_proof(key)
    time.sleep(seconds / 2)
    return key


@task(takes_context=True)
def count_slowly_at_first(context: TaskContext, key: str, path: str) -> str:
    """As `count`, and say in a file how far it is; a first attempt is long enough for a worker to be killed in it."""
    pause = 10.0 if context.attempt == 1 else 0.0
    note(path, "begun")
    time.sleep(pause)
    write_proof(key)
    note(path, "written")
    time.sleep(pause)
    return key


@task(backend="outside")
def shout(path: str, key: str, seconds: float = 0.0) -> str:
    """Write two lines into a file: the world, which forgets nothing."""
    note(path, f"begin {key} {time.time()}")
    time.sleep(seconds)
    note(path, f"end {key} {time.time()}")
    return key


@task
def add(one: int, other: int = 1) -> int:
    return one + other


@task
def write_and_fail(key: str) -> None:
    write_proof(key)
    raise MiscountError("on purpose, with https://alice:hunter2@example.org/?key=abc and password: hunter2")


@task
def count_while_overtaken(name: str) -> None:
    """Write a proof while the lease runs out and another worker gets the job."""
    write_proof(name)
    after = timezone.now() + 2 * LEASE
    claim(Job.objects.all(), worker="bob", now=after, limit=1)


@task
def fail_for_good() -> None:
    raise HopelessError("it never will")


@task
def reach_nobody() -> None:
    raise ConnectionRefusedError(111, "Connection refused")


@task
def return_what_json_cannot_hold() -> object:
    return object()


@task(takes_context=True)
def tell_attempt(context: TaskContext) -> int:
    return context.attempt


@task
async def add_later(one: int) -> int:
    return one + 1


@task
def leave() -> None:
    raise SystemExit(3)


@task
def die(path: str) -> None:
    """End the worker as the kernel does when memory runs out."""
    note(path, f"died {os.getpid()}")
    os.kill(os.getpid(), signal.SIGKILL)


def write_proof(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO proofs (name) VALUES (%s)", [key])


def note(path: str, line: str) -> None:
    """Append a line whole, whoever else does."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def work(lease: float, duty_file: str = "", every: float = 0.5) -> None:
    """A worker until SIGTERM. duty_file: one duty writes its begins and ends there."""
    asked: SimpleQueue[int] = SimpleQueue()
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.put(number))

    def perform(_stop: threading.Event) -> None:
        note(duty_file, f"begin {os.getpid()} {time.time()}")
        time.sleep(0.1)
        note(duty_file, f"end {os.getpid()} {time.time()}")

    duties = [Duty("tick", timedelta(seconds=every), perform)] if duty_file else []
    with working(duties=duties, lease=timedelta(seconds=lease)):
        asked.get()


def read_sources_too(lease: float) -> None:
    """A worker that reads the sources that are due, until SIGTERM; it has no duty that asks the watches."""
    asked: SimpleQueue[int] = SimpleQueue()
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.put(number))
    with working(rounds=ROUNDS, lease=timedelta(seconds=lease)):
        asked.get()


def load_what_reading_needs() -> None:
    """Word lists and models, which take a second; no database."""
    parse_feed(b"<rss version='2.0'><channel><title>t</title></channel></rss>", address="https://blog.example/")
    prepare("Bonjour tout le monde", "le compost du quartier " * 8, expected="")


def read_with_little_patience(lease: float, seconds: int) -> None:
    """The same, by a worker that waits for a locked database no longer than this; the product waits for twenty seconds."""
    patience = {"sqlite": ("timeout", seconds), "postgresql": ("options", f"-c lock_timeout={seconds}s")}
    name, value = patience[connection.vendor]
    connection.settings_dict.setdefault("OPTIONS", {})[name] = value  # shared with the threads that work
    read_sources_too(lease)


def listen_to(addresses: list[str], query: str) -> None:
    """Follow sources, and keep a watch on them."""
    workspace = Workspace.objects.create(slug="atelier", name="Atelier")
    keep_watch(workspace, name="", query=query, by=SYSTEM)
    with transaction.atomic():
        for address in addresses:
            follow(workspace, address=address, by=SYSTEM)


def enqueue_counts(amount: int, seconds: float, prefix: str = "") -> None:
    with transaction.atomic():
        for number in range(amount):
            count.enqueue(f"{prefix}{number}", seconds)


def enqueue_slow_count(path: str) -> None:
    count_slowly_at_first.enqueue("0", path)


def enqueue_shouts(path: str, amount: int, seconds: float, prefix: str = "") -> None:
    with transaction.atomic():
        for number in range(amount):
            shout.enqueue(path, f"{prefix}{number}", seconds)


def enqueue_death(path: str) -> None:
    die.enqueue(path)


def enqueue_and_fall(amount: int) -> None:
    """Enqueue, and be killed before the transaction is committed."""
    with transaction.atomic():
        for number in range(amount):
            count.enqueue(str(number))
        os.kill(os.getpid(), signal.SIGKILL)


def enqueue_slow_then_quick(path: str) -> None:
    with transaction.atomic():
        shout.enqueue(path, "slow", 4.0)
        for number in range(20):
            shout.enqueue(path, f"quick {number}")
