"""What is kept of one person, and their erasure: `python -m benchmarks.privacy [--json] [--database postgresql]`.

`--rows N`: a quarter facts, three tenths exchanges, a tenth messages, the rest posts of their site and mentions of them, with the
entries of history that actions would have written. `--people N`: others in the file, with ten exchanges each. As many entries of
history again are about others as are about their exchanges.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles
from typing import Any

from benchmarks.people import GIVEN, STARTS
from benchmarks.people_rows import build
from benchmarks.rows import Row, all_met, at_most, figure, print_rows
from tests.services import postgresql

ERASED_IN = 5.0  # seconds, of somebody with 10,000 rows
SHOWN_IN = 100.0  # milliseconds, p95: the page in which it stands
ASKED, SELDOM = 60, 5  # times: the page, and everything without a page
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
USUAL = 200  # rows of a person as most are


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.privacy", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--rows", type=int, default=10_000, help="rows about the person who is erased")
    parser.add_argument("--people", type=int, default=20_000, help="others in the file, with ten exchanges each")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    programs = postgresql.find_postgresql() if asked.database == "postgresql" else None
    server = postgresql.start_postgresql(programs) if programs else None
    try:
        with tempfile.TemporaryDirectory(prefix="entregent-privacy-") as home:
            os.environ |= {"ENTREGENT_HOME": home, "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
            if server:
                os.environ["DATABASE_URL"] = server.url()
            rows = list(measured(asked.database, asked.rows, asked.people))
    finally:
        if server:
            server.stop()
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def measured(database: str, rows: int, people: int) -> Iterator[Row]:
    import django

    django.setup()
    from django.core.management import call_command

    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import User
    from entregent.web.static_files import prepare_static_files

    prepare_static_files()
    call_command("migrate", verbosity=0)
    alice = User.objects.create_user("alice@example.org", name="Alice")
    workspace = open_workspace("Les Amis du tri", owner=alice)
    build(workspace, people, GIVEN, [f"{start}enec" for start in STARTS])
    go_on_from_there()
    usual = somebody(workspace, alice, "Odile Usuelle", USUAL)
    busy = somebody(workspace, alice, "Zéphyrine Quatrepommes", rows)
    print("rows made", file=sys.stderr)
    for name, contact in ((f"{USUAL} rows", usual), (f"{rows} rows", busy)):
        yield from reading(database, name, contact, alice)
    yield from erasing(f"{database}, erasure", ((f"{USUAL} rows", usual), (f"{rows} rows", busy)), alice)


def go_on_from_there() -> None:
    """Have PostgreSQL give numbers after those that were given by hand."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)


def reading(database: str, name: str, contact: Any, by: Any) -> Iterator[Row]:
    """Their own page as they open it, and everything at once, as the file that they take away."""
    from django.test import Client
    from django.utils import timezone, translation

    from entregent.privacy.actions.links import open_link
    from entregent.privacy.links import path_of
    from entregent.privacy.own_page import everything

    client, path = Client(headers={"host": "localhost"}), path_of(open_link(contact, by=by, now=timezone.now()))
    client.post(path)
    held = client.get(path).content.count(b"<li")
    took = [timed(lambda: client.get(path)) for _ in range(ASKED)]
    yield from told(f"{database}, their page", name, took, SHOWN_IN)
    yield figure(f"{database}, their page", f"{name}, items of lists on it", held, "items")
    with translation.override("fr"):
        whole = [timed(lambda: list(everything(contact))) for _ in range(SELDOM)]
    yield from told(f"{database}, everything", name, whole)


def told(case: str, name: str, took: Sequence[tuple[float, float]], bound: float | None = None) -> Iterator[Row]:
    walls, cpus = ([seconds * 1000 for seconds in column] for column in zip(*took, strict=True))
    yield figure(case, f"{name}, median", median(walls), "ms")
    yield figure(case, f"{name}, median of CPU", median(cpus), "ms")
    if bound:
        yield figure(case, f"{name}, p95 of CPU", quantiles(cpus, n=20)[18], "ms")
        yield at_most(bound, case, f"{name}, p95", quantiles(walls, n=20)[18], "ms")


def erasing(case: str, people: Any, alice: Any) -> Iterator[Row]:
    from entregent.privacy.actions.erasure import erase_person
    from entregent.privacy.models import Erasure

    for name, contact in people:
        done: list[Any] = []
        wall, cpu = timed(
            lambda contact=contact, done=done: done.append(
                erase_person(contact, why=Erasure.Why.ASKED, by=alice, now=NOW)
            )
        )
        yield at_most(ERASED_IN, case, name, wall, "s")
        yield figure(case, f"{name}, CPU of this process", cpu, "s")
        yield figure(case, f"{name}, rows that went or were emptied", sum(done[0].rows.values()), "rows")


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of CPU in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def somebody(workspace: Any, alice: Any, name: str, rows: int) -> Any:
    from entregent.contacts.actions import Identity, keep_contact, note_fact
    from entregent.contacts.actions.facts import Source
    from entregent.contacts.models import Fact

    given, family = name.lower().replace("é", "e").split()
    contact = keep_contact(workspace, Identity(name), by=alice)
    source = Source(Fact.How.SAID, NOW.date())
    for kind, value in ((Fact.Kind.EMAIL, f"{given}@{family}.example"), (Fact.Kind.SITE, f"https://{family}.example/")):
        note_fact(contact, kind=kind, value=value, source=source, by=alice, now=NOW)
    noted(contact, alice, facts=rows // 4, exchanges=rows * 3 // 10, messages=rows // 10)
    heard(contact, f"https://{family}.example", alice, posts=rows * 7 // 40)
    return contact


def noted(contact: Any, alice: Any, *, facts: int, exchanges: int, messages: int) -> None:
    from entregent.contacts.models import Fact
    from entregent.history.models import Entry
    from entregent.messages.models import Message
    from entregent.relations.models import Exchange

    said = "Elle a parlé du marché, des semis et de la fête de printemps. " * 3
    Fact.objects.bulk_create(
        Fact(contact=contact, kind="note", value=f"{number} {said}", how="noted", learned_on=date(2026, 5, 1), by=alice)
        for number in range(facts)
    )
    Exchange.objects.bulk_create(
        Exchange(contact=contact, manner="call", side="both", at=NOW - timedelta(hours=number), summary=said, by=alice)
        for number in range(exchanges)
    )
    Message.objects.bulk_create(
        Message(workspace=contact.workspace, contact=contact, by=alice, subject=said[:60], text=said * 5, state="sent")
        for _ in range(messages)
    )
    deeds = ["contacts.fact_noted"] * facts + ["relations.exchange_noted"] * exchanges
    entry = {"workspace_id": contact.workspace_id, "by_id": alice.pk, "by_name": "Alice"}
    about = {"about_id": contact.pk, "about_name": contact.name, "folded": f" alice {contact.sort_name} call "}
    Entry.objects.bulk_create(Entry(**entry, **about, event=deed, facts={"manner": "call"}) for deed in deeds)
    others = {"about_id": 1, "about_name": "Marie Martin", "folded": " alice marie martin call "}
    Entry.objects.bulk_create(
        Entry(**entry, **others, event="relations.exchange_noted", facts={"manner": "call"}) for _ in range(exchanges)
    )


def heard(contact: Any, site: str, alice: Any, *, posts: int) -> None:
    """Posts of their site, all of them caught."""
    from entregent.connectors.contract import Cursor, FetchedPost, FetchResult
    from entregent.listening.actions import follow, record_result
    from entregent.watches.actions import keep_watch, match_all_watches

    keep_watch(contact.workspace, name=f"Compost {contact.pk}", query="compost", by=alice)
    source, _ = follow(contact.workspace, address=f"{site}/feed", by=alice)
    words = "du terreau, des feuilles sèches, un peu de patience et beaucoup d’eau de pluie " * 8
    given = tuple(
        FetchedPost(f"urn:{number}", f"{site}/{number}", f"Billet {number}", f"<p>{number} compost {words}</p>", contact.name,
                    NOW - timedelta(hours=number), None)
        for number in range(posts)
    )  # fmt: skip
    record_result(source, result=FetchResult(given, Cursor(), title="Un site", site=f"{site}/"), now=NOW)
    match_all_watches()


if __name__ == "__main__":
    sys.exit(main())
