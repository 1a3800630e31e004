"""The people known, many: `python -m benchmarks.people [--json] [--pages] [--lines N] [--people N] [--database postgresql]`.

A made-up list is read, judged and taken in as a worker does, again and again until there are enough people; then the pages are
asked for as a member asks, in this process (`--pages`: these alone, of people whom the database made itself, with ten exchanges
each): what a server and a network add is not in the figures. Names are French given and
family names put together, so that many are shared; each has an e-mail address, half a telephone, three in ten a town.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from statistics import quantiles
from typing import Any

from benchmarks.people_rows import build
from benchmarks.rows import Row, all_met, at_most, figure, print_rows
from tests.services import postgresql

IMPORTED_IN = 60.0  # seconds for 50,000 lines
CARDS_IN = 30.0  # seconds for 100,000 cards
PAGE_IN = 100.0  # milliseconds, p95
ASKED = 20  # times each page
GIVEN = [
    "Fatou",
    "Malik",
    "Éloïse",
    "Zoé",
    "Noé",
    "Inès",
    "Aïcha",
    "Léa",
    "Hugo",
    "Jules",
    "Anaïs",
    "Théo",
    "Maëlle",
    "Yanis",
    "Chloé",
    "Loïc",
    "Gwenaëlle",
    "Soizic",
    "Paul",
    "Marie",
]
ENDS = "et in on eau ier ard ot el ez oux".split()  # noqa: SIM905
STARTS = "Mar Ber Du La Le Ro Gau Per Mo Fau Bou Cha Ga Gir Hu Jo Ker Lam Mer Nic Pe Quen Ri Sau Ta Va".split()  # noqa: SIM905
MIDDLES = ["t", "n", "r", "l", "d", "m", "s", "b", "g", "v"]
TOWNS = ["Rennes", "Brest", "Quimper", "Lorient", "Vannes", "Nantes", "Angers", "Laval", "Fougères", "Vitré"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--lines", type=int, default=50_000, help="lines of the list that is brought in")
    parser.add_argument("--people", type=int, default=100_000, help="people there are when pages are asked for")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--pages", action="store_true", help="only the pages; ten exchanges passed with each person")
    asked = parser.parse_args()
    programs = postgresql.find_postgresql() if asked.database == "postgresql" else None
    server = postgresql.start_postgresql(programs) if programs else None
    try:
        with tempfile.TemporaryDirectory(prefix="entregent-people-") as home:
            os.environ |= {"ENTREGENT_HOME": home, "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
            if server:
                os.environ["DATABASE_URL"] = server.url()
            rows = list(measured(asked.database, 0 if asked.pages else asked.lines, asked.people))
    finally:
        if server:
            server.stop()
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def made_up(start: int, count: int) -> bytes:
    chance = random.Random(start)  # noqa: S311 (a list, no secret)
    lines = ["Nom;Prénom;Média;E-mail;Téléphone;Ville;Rubriques"]
    for number in range(start, start + count):
        given = chance.choice(GIVEN)
        family = chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(MIDDLES) + chance.choice(ENDS)
        phone = f"06 {number % 100:02} {number // 100 % 100:02} {number // 10_000 % 100:02} 11" if number % 2 else ""
        town = chance.choice(TOWNS) if number % 10 < 3 else ""
        outlet = f"Blog {chance.randrange(count)}" if number % 5 else ""
        lines.append(f"{family};{given};{outlet};p{number}@exemple-{number % 997}.fr;{phone};{town};compost, école")
    return "\n".join(lines).encode()


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of CPU in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def measured(database: str, lines: int, people: int) -> Iterator[Row]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    call_command("migrate", verbosity=0)
    alice = User.objects.create_user("alice@example.org", name="Alice")
    workspace = open_workspace("Les Amis du tri", owner=alice)
    if not lines:
        families = [start + middle + end for start in STARTS for middle in MIDDLES for end in ENDS]
        took = timed(lambda: build(workspace, people, GIVEN, families))[0]
        print(f"{people} people made in {took:.0f} s", file=sys.stderr)
        yield from pages(database, workspace, alice)
        return
    yield from importing(database, lines, workspace, alice)
    while workspace.contacts.count() < people:
        bring(workspace, alice, made_up(workspace.contacts.count(), min(lines, people - workspace.contacts.count())))
    yield from exporting(database, workspace)
    yield from pages(database, workspace, alice)


def bring(workspace: Any, alice: Any, content: bytes) -> dict[str, tuple[float, float]]:
    """Bring a list in as a worker does; seconds of each step."""
    from django.utils import timezone

    from entregent.contacts.actions import confirm_import, open_import
    from entregent.contacts.actions.imports import judge_list
    from entregent.contacts.lists.taking import take_batch
    from entregent.contacts.models import ContactImport

    taken: dict[str, tuple[float, float]] = {}
    now = timezone.now()
    taken["opened"] = timed(lambda: open_import(workspace, content=content, name="liste.csv", by=alice, now=now))
    one = ContactImport.objects.latest("pk")
    taken["judged"] = timed(lambda: judge_list(one.pk))
    if one.lines.chosen().exists():
        taken["confirmed"] = timed(lambda: confirm_import(one, by=alice, now=now))
        taken["taken"] = timed(lambda: all(iter(lambda: take_batch(one.pk, now=now), False)))
    return taken


def importing(database: str, lines: int, workspace: Any, alice: Any) -> Iterator[Row]:
    from django.utils import timezone

    from entregent.contacts.actions import undo_import
    from entregent.contacts.models import ContactImport

    content = made_up(0, lines)
    steps = bring(workspace, alice, content)
    whole = sum(wall for wall, _ in steps.values())
    yield at_most(IMPORTED_IN, database, f"{lines} lines, from the file to the last person kept", whole, "s")
    yield figure(database, f"{lines} lines, the same, CPU", sum(cpu for _, cpu in steps.values()), "s")
    yield figure(database, f"{lines} lines, until the person sees something", steps["opened"][0], "s")
    yield figure(database, f"{lines} lines, judged", steps["judged"][0], "s")
    yield figure(database, f"{lines} lines, taken in", steps["taken"][0], "s")
    again = bring(workspace, alice, content)
    yield figure(database, f"{lines} lines, judged again, all known", again["judged"][0], "s")
    first = ContactImport.objects.filter(state="done").earliest("pk")
    undone = timed(lambda: undo_import(first, by=alice, now=timezone.now()))
    yield figure(database, f"{lines} lines, undone", undone[0], "s")
    workspace.contacts.all().delete()


def exporting(database: str, workspace: Any) -> Iterator[Row]:
    from entregent.contacts.lists.out import as_cards, as_csv, as_workbook

    everybody = workspace.contacts.order_by("sort_name", "pk")
    count = everybody.count()
    cards = timed(lambda: sum(len(card) for card in as_cards(everybody)))
    yield at_most(CARDS_IN, database, f"{count} people as vCards, streamed", cards[0], "s")
    first = timed(lambda: next(as_cards(everybody)))
    yield figure(database, f"{count} people as vCards, until the first card", first[0], "s")
    yield figure(database, f"{count} people as CSV", timed(lambda: sum(map(len, as_csv(everybody, "oui"))))[0], "s")
    yield figure(database, f"{count} people as XLSX", timed(lambda: as_workbook(everybody, "oui").close())[0], "s")


def pages(database: str, workspace: Any, alice: Any) -> Iterator[Row]:
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from entregent.contacts.duplicates import proposed
    from entregent.web.memory import settle

    settle()  # as a server does when it starts
    client = Client()
    client.force_login(alice)
    keys = list(workspace.contacts.values_list("pk", flat=True)[:1000])
    asked = {
        "the list": [""],
        "the list, page 1000": ["?page=1000"],
        "a search by name": [f"?q={name}" for name in ("fatou martet", "malik rol", "eloise dumgeau", "hugo kerllin")],
        "a search by address": [f"?q=p{number}@exemple" for number in range(1000, 1040)],
        "a search with a letter wrong": [f"?q={name}" for name in ("fatuo", "gwenaele", "maleck", "soizick")],
        "a search that finds nobody": ["?q=xylophone"],
        "a search that finds everybody": ["?q=compost"],
        "a file": [f"{key}/" for key in islice(keys, ASKED)],
        "Today": ["today/"],
    }
    for name, addresses in asked.items():
        times: list[tuple[float, float]] = []
        queries = 0
        base = f"/w/{workspace.slug}/{'' if name == 'Today' else 'people/'}"
        client.get(base + addresses[0])
        for address in islice(cycle(addresses), ASKED):
            reset_queries()
            with CaptureQueriesContext(connection) as captured:
                times.append(timed(partial(client.get, base + address)))
            queries = max(queries, len(captured))
        wall, cpu = ([1000 * one for one in kind] for kind in zip(*times, strict=True))
        print(f"{database}: {name}: {max(wall):.0f} ms at most, {queries} questions", file=sys.stderr)
        yield at_most(PAGE_IN, database, f"{name}, p95", quantiles(wall, n=20)[-1], "ms")
        yield figure(database, f"{name}, median", quantiles(wall, n=2)[0], "ms")
        yield figure(database, f"{name}, CPU of this process, p95", quantiles(cpu, n=20)[-1], "ms")
        yield figure(database, f"{name}, CPU of this process, median", quantiles(cpu, n=2)[0], "ms")
        yield figure(database, f"{name}, questions to the database", queries, "count")
    yield figure(database, "duplicates proposed", timed(lambda: proposed(workspace))[0], "s")


if __name__ == "__main__":
    sys.exit(main())
