"""The inbox with a million mentions: `python -m benchmarks.inbox [--json] [--mentions N] [--database postgresql] [--home PLACE]`.

One workspace, 40 watches, 2,000 sources, two years of posts, one watch in ten mentions having a second; a fifth of them wait. Pages
are asked of the whole product through Django's test client, session, middleware and template included: server time, without a
network. Rows are made by the database itself. It is temporary unless `--home` names a place to keep it (SQLite).
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.rows import Row, all_met, at_most, figure, print_rows
from tests.services import postgresql

MENTIONS, WATCHES, SOURCES = 1_000_000, 40, 2_000
PATIENCE = 100.0  # ms, p95
ASKED = 20  # times each page
BATCH = 100_000
WORDS = "Le compost du quartier attire du monde. " * 12
# One draw decides where a mention stands: of a hundred, 20 wait, 5 are put aside, 25 answered, 30 closed, 10 noise, 10 past.
STATE = """CASE WHEN d < 20 THEN 'open' WHEN d < 25 THEN 'snoozed' WHEN d < 50 THEN 'answered' WHEN d < 80 THEN 'closed'
           WHEN d < 90 THEN 'noise' ELSE 'past' END"""
SORT = """CASE (n * 31) % 9 WHEN 0 THEN 'question' WHEN 1 THEN 'criticism' WHEN 2 THEN 'discontent' WHEN 3 THEN 'attack'
          WHEN 4 THEN 'praise' WHEN 5 THEN 'idea' WHEN 6 THEN 'information' WHEN 7 THEN 'spam' ELSE '' END"""
DRAWS = "SELECT n, (n * 7919) % 100 AS d, (n * 104729) % 1051200 AS minutes FROM series"
SERIES = (
    "WITH RECURSIVE series(n) AS (SELECT CAST({first} AS bigint) UNION ALL SELECT n + 1 FROM series WHERE n < {last})"
)
AGO = {
    "sqlite": "datetime('now', '-' || ({minutes}) || ' minutes')",
    "postgresql": "date_trunc('second', now()) - make_interval(mins => ({minutes})::int)",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inbox", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--mentions", type=int, default=MENTIONS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--home", type=Path, help="where the database is kept for the next run")
    asked = parser.parse_args()
    with ExitStack() as stack:
        home = asked.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="entregent-inbox-")))
        home.mkdir(parents=True, exist_ok=True)
        start_django(home, address_of(asked.database, stack))
        build(asked.mentions)
        rows = list(measured(asked.mentions, asked.database))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def address_of(database: str, stack: ExitStack) -> str:
    """Start the server where one is needed, and return its address; "" for SQLite."""
    if database == "sqlite":
        return ""
    programs = postgresql.find_postgresql()
    if programs is None:
        raise SystemExit("PostgreSQL is not on this machine")
    server = postgresql.start_postgresql(programs)
    stack.callback(server.stop)
    return server.url()


def start_django(home: Path, database: str) -> None:
    os.environ |= {"ENTREGENT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    import django

    django.setup()
    from django.core.management import call_command

    from entregent.web.static_files import prepare_static_files

    call_command("migrate", verbosity=0)
    prepare_static_files()


def build(mentions: int) -> None:
    """Fill the database, unless a former run did."""
    from django.db import connection

    from entregent.accounts.actions import open_workspace
    from entregent.accounts.models import User
    from entregent.accounts.permissions import SYSTEM
    from entregent.listening.models import Following, Source
    from entregent.watches.actions import keep_watch
    from entregent.watches.models import Mention, Watch

    if Mention.objects.count() >= mentions:
        return
    alice = User.objects.create_user("alice@example.org", name="Alice", password=None)
    workspace = open_workspace("Les Amis du tri", owner=alice)
    sources = Source.objects.bulk_create(
        [Source(address=f"https://s{n}.example/", title=f"S{n}") for n in range(SOURCES)]
    )
    Following.objects.bulk_create([Following(workspace=workspace, source=source) for source in sources])
    for number in range(WATCHES):
        keep_watch(
            workspace, name=f"Veille {number}", query=f"compost{number}*", by=SYSTEM, kind=list(Watch.Kind)[number % 8]
        )
    Watch.objects.update(past_below=0)
    member = workspace.memberships.get()
    known = {
        "workspace": workspace.pk, "member": member.pk, "watch": Watch.objects.order_by("pk")[0].pk, "source": sources[0].pk,
    }  # fmt: skip
    for first in range(1, mentions + 1, BATCH):
        for statement in statements(connection.vendor, first, min(first + BATCH - 1, mentions), known):
            with connection.cursor() as cursor:
                cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def statements(vendor: str, first: int, last: int, known: dict[str, int]) -> Iterator[str]:
    """SQL that makes posts, mentions and catches of these numbers. A deadline where the sort asks for one; half of what waits is taken."""  # noqa: E501
    when = AGO[vendor].format(minutes="minutes")
    due = AGO[vendor].format(minutes="minutes - 600")
    source = f"{known['source']} + n % {SOURCES}"
    drawn = f"{SERIES.format(first=first, last=last)}, drawn AS ({DRAWS})"
    yield (
        "INSERT INTO listening_post (id, source_id, stable_id, address, page_key, title, folded_title, author, author_address,"  # noqa: S608
        " author_profile, html, text, words, tags, links, enclosures, language, published_at, week, is_dated, first_seen_at,"
        f" is_full_text, terms_version) {drawn} SELECT n, {source}, 'urn:' || n, 'https://s.example/' || n, '',"
        f" 'Un titre de publication ' || n, '', 'Marie', '', '', '', '{WORDS}', 90, '[]', '[]', '[]', 'fr', {when}, 1, TRUE,"
        f" {when}, FALSE, 1 FROM drawn"
    )
    yield (
        "INSERT INTO watches_mention (id, workspace_id, post_id, source_id, language, published_at, heard_at, state, sort,"  # noqa: S608
        " suggested_sort, suggestion_version, assignee_id, due_at, answer_address, note_count, sorted_at)"
        f" {drawn} SELECT n, {known['workspace']}, n, {source}, CASE WHEN n % 10 = 0 THEN 'en' ELSE 'fr' END, {when}, {when},"
        f" {STATE}, {SORT}, '', 1, CASE WHEN n % 2 = 0 AND d < 50 THEN {known['member']} END,"
        f" CASE WHEN (n * 31) % 9 < 4 THEN {due} END, '', 0, NULL FROM drawn"
    )
    for step, part in ((0, "TRUE"), (1, "n % 10 = 0")):
        yield (
            "INSERT INTO watches_catch (watch_id, mention_id, post_id, title_spans, body_spans, heard_at, published_at, state)"  # noqa: S608
            f" {drawn} SELECT {known['watch']} + (n + {step} * 7) % {WATCHES}, n, n, '[]', '[[3, 10]]', {when}, {when}, {STATE}"
            f" FROM drawn WHERE {part}"
        )


def measured(mentions: int, database: str) -> Iterator[Row]:
    from django.test import Client

    from entregent.accounts.models import User, Workspace
    from entregent.watches.models import Mention, Watch

    workspace = Workspace.objects.get()
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="fr")
    client.force_login(User.objects.get())
    watch, source = Watch.objects.order_by("pk")[3].pk, Mention.objects.order_by("pk")[50].source_id
    inbox = f"/w/{workspace.slug}/listen/"
    deep = far_along(workspace)
    pages = {
        "to deal with": inbox,
        "to deal with, far along": f"{inbox}?below={deep}",
        "mine": f"{inbox}?box=mine",
        "nobody's": f"{inbox}?box=free",
        "late": f"{inbox}?box=late",
        "answered": f"{inbox}?box=answered",
        "noise": f"{inbox}?box=noise",
        "all": f"{inbox}?box=all",
        "all, far along": f"{inbox}?box=all&below={deep}",
        "questions": f"{inbox}?sort=question",
        "a watch": f"{inbox}?watch={watch}",
        "a watch, all": f"{inbox}?box=all&watch={watch}",
        "a kind of watch": f"{inbox}?kind=embargo",
        "a source": f"{inbox}?source={source}",
        "in English": f"{inbox}?language=en",
        "a sort of a watch": f"{inbox}?watch={watch}&sort=idea",
        "a source, late": f"{inbox}?box=late&source={source}",
        "one mention read": f"{inbox}mentions/{Mention.objects.filter(state='open').order_by('-published_at')[100].pk}/",
        "the list of watches": f"{inbox}watches/",
    }
    case = f"{database}, {mentions:,} mentions".replace(",", " ").replace("  ", ", ")
    for name, address in pages.items():
        timed(client, address)  # reads the page's rows and templates for the first time
        spent = [timed(client, address) for _ in range(ASKED)]
        wall, cpu = (sorted(column) for column in zip(*spent, strict=True))
        yield at_most(PATIENCE, case, f"{name}: p95", wall[int(0.95 * ASKED)], "ms")
        yield figure(case, f"{name}: CPU of this process, p50", cpu[ASKED // 2], "ms")


def far_along(workspace: Any) -> str:
    """Where one is after thousands of mentions."""
    from entregent.watches.inbox import Place
    from entregent.watches.models import Mention

    rows = Mention.objects.filter(workspace=workspace, state="open").order_by("-published_at", "-pk")
    one = rows[min(20_000, max(rows.count() - 100, 0))]
    return str(Place(one.published_at, one.pk))


def timed(client: Any, address: str) -> tuple[float, float]:
    """Milliseconds on the clock, and of CPU in this process (the whole database, with SQLite)."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get(address)
    spent = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return spent


if __name__ == "__main__":
    sys.exit(main())
