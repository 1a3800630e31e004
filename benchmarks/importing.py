"""Bringing in a long list of sources: `python -m benchmarks.importing [--json] [--lines N] [--postgresql]`.

The list is the small Web's (../shared/data/kagi-smallweb, 36,515 feeds); with --lines, addresses like them. It is read and judged,
shown, confirmed and taken in by jobs of a thousand lines, as a worker does; then brought in again, undone, and put out.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta

from benchmarks.product import PROJECT
from benchmarks.rows import Row, all_met, at_most, figure, print_rows
from tests.services import postgresql

LIST = PROJECT.parent / "shared/data/kagi-smallweb/smallweb.txt"
IN_ALL = 20.0  # seconds, from the file to the last source followed
TO_BE_SHOWN = 5.0  # seconds that somebody waits for the preview
BATCH = 2.0  # seconds during which nobody else writes on SQLite


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--lines", type=int, help="make a list of so many addresses instead")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of our own instead of SQLite")
    asked = parser.parse_args()
    programs = postgresql.find_postgresql() if asked.postgresql else None
    server = postgresql.start_postgresql(programs) if programs else None
    try:
        with tempfile.TemporaryDirectory(prefix="entregent-importing-") as home, nullcontext():
            os.environ |= {"ENTREGENT_HOME": home, "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
            if server:
                os.environ["DATABASE_URL"] = server.url()
            rows = list(measured("PostgreSQL" if server else "SQLite", content(asked.lines)))
    finally:
        if server:
            server.stop()
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def content(lines: int | None) -> bytes:
    if lines is None:
        return LIST.read_bytes()
    return "\n".join(f"https://blog-{number}.example/feed.xml" for number in range(lines)).encode()


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of CPU in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def measured(database: str, listed: bytes) -> Iterator[Row]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import User
    from entregent.listening.actions import confirm_import, open_import, undo_import
    from entregent.listening.lists.out import as_csv, as_opml
    from entregent.listening.lists.reading import counts_of, lines_of
    from entregent.listening.lists.taking import take_batch
    from entregent.listening.models import Following, Import, Source

    call_command("migrate", verbosity=0)
    alice = User.objects.create_user("alice@example.org", name="Alice")
    workspace = open_workspace("Les Amis du tri", owner=alice)

    def bring() -> None:
        open_import(workspace, content=listed, name="smallweb.txt", by=alice, now=timezone.now())

    def last() -> Import:
        return Import.objects.latest("pk")

    batches: list[float] = []

    def take() -> None:
        more = True
        while more:
            began = time.perf_counter()
            more = take_batch(last().pk, now=timezone.now())
            batches.append(time.perf_counter() - began)

    shown = timed(bring)
    page = timed(lambda: (counts_of(last()), list(lines_of(last())[:100])))
    confirmed = timed(lambda: confirm_import(last(), by=alice, now=timezone.now()))
    taken = timed(take)
    whole = [sum(pair) for pair in zip(shown, page, confirmed, taken, strict=True)]
    case, many = database, f"{last().lines.count()} lines"
    yield at_most(IN_ALL, case, f"{many}, from the file to the last source followed", whole[0], "s")
    yield figure(case, f"{many}, the same, CPU", whole[1], "s")
    yield at_most(TO_BE_SHOWN, case, f"{many}, read, judged and kept", shown[0], "s")
    yield figure(case, f"{many}, a page of the preview", page[0] * 1000, "ms")
    yield figure(case, f"{many}, taken in", taken[0], "s")
    yield at_most(BATCH, case, "a batch of 1000, the slowest", max(batches), "s")
    yield figure(
        case, "sources followed", Following.objects.filter(workspace=workspace, ended_at=None).count(), "count"
    )
    due = Source.objects.filter(next_read_at__lte=timezone.now() + timedelta(minutes=1)).count()
    yield figure(case, "sources to be read within a minute", due, "count")
    yield figure(case, f"{many}, put out as OPML", timed(lambda: list(as_opml(workspace)))[0], "s")
    yield figure(case, f"{many}, put out as CSV", timed(lambda: list(as_csv(workspace)))[0], "s")
    first = last()
    yield figure(case, f"{many}, read again, all there already", timed(bring)[0], "s")
    yield figure(case, f"{many}, undone", timed(lambda: undo_import(first, by=alice, now=timezone.now()))[0], "s")


if __name__ == "__main__":
    sys.exit(main())
