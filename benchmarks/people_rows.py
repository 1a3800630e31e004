"""Many people and what passed with them, made by the database itself: benchmarks/people.py says what of."""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.inbox import AGO, SERIES

BATCH = 50_000
PASSED = 10  # with each
DAY = {
    "sqlite": "date('now', (0 - ({days})) || ' days')",
    "postgresql": "CURRENT_DATE - ({days})::int",
}


def build(workspace: Any, people: int, given: Sequence[str], families: Sequence[str]) -> None:
    """Fill an empty workspace: each person has an address, two tags, ten exchanges; a fifth have an outlet.

    Three in ten were promised something, two in ten asked for something, one in twenty had an idea; of 100,000 people,
    200 promises are not kept yet, 1,000 asks not closed (200 wait for us), 250 ideas not told what became of them.
    """
    from django.db import connection

    from entregent.contacts.models import Outlet, Tag
    from entregent.contacts.resembling import learn
    from entregent.core.text import fold

    tags = [Tag.objects.create(workspace=workspace, name=name, folded=fold(name)) for name in ("compost", "école")]
    Outlet.objects.bulk_create([Outlet(workspace=workspace, name=f"Blog {n}", folded=f"blog {n}") for n in range(1000)])
    outlet = Outlet.objects.order_by("pk").first()
    learn(workspace.pk, (fold(one) for one in (*given, *families) if len(one) > 3))
    known = {"workspace": workspace.pk, "outlet": outlet.pk if outlet else 0, "tags": [tag.pk for tag in tags]}
    names = f"given(g, name, folded) AS (VALUES {_rows(given)}), family(f, name, folded) AS (VALUES {_rows(families)})"
    counts = len(given), len(families)
    with connection.cursor() as cursor:
        for first in range(1, people + 1, BATCH):
            series = SERIES.format(first=first, last=min(first + BATCH - 1, people))
            for statement in statements(connection.vendor, series, names, counts, known):
                cursor.execute(statement)
            for statement in owed(connection.vendor, series):
                cursor.execute(statement)
        cursor.execute("ANALYZE")


def _rows(names: Sequence[str]) -> str:
    from entregent.core.text import fold

    return ", ".join(f"({at}, '{name}', '{fold(name)}')" for at, name in enumerate(names))


def statements(vendor: str, series: str, names: str, counts: tuple[int, int], known: dict[str, Any]) -> Iterator[str]:
    """SQL that makes the people of a series, and what hangs on them."""
    ago = AGO[vendor].format
    workspace, then = known["workspace"], ago(minutes="n % 500000")
    address = "'p' || n || '@exemple-' || (n % 997) || '.fr'"
    yield (
        "INSERT INTO contacts_contact (id, workspace_id, name, given_name, family_name, sort_name, form, language, region, folded,"  # noqa: S608
        f" revision, created_at, changed_at) {series}, {names} SELECT n, {workspace}, given.name || ' ' || family.name, given.name,"
        " family.name, family.folded || ' ' || given.folded, '', 'fr', '', ' ' || given.folded || ' ' || family.folded ||"
        f" ' p' || n || '@exemple-' || (n % 997) || '.fr compost ecole ', 1, {then}, {then} FROM series"
        f" JOIN given ON g = (n * 7) % {counts[0]} JOIN family ON f = (n * 31) % {counts[1]}"
    )
    yield (
        "INSERT INTO contacts_fact (contact_id, kind, value, key, detail, how, evidence, evidence_address, learned_on,"  # noqa: S608
        " noted_at)"
        f" {series} SELECT n, 'email', {address}, {address},"
        f" '{{}}', 'listed', 'liste.csv', '', CURRENT_DATE, {then} FROM series"
    )
    for tag in known["tags"]:
        yield f"INSERT INTO contacts_tagging (contact_id, tag_id) {series} SELECT n, {tag} FROM series"  # noqa: S608
    yield (
        f"INSERT INTO contacts_part (contact_id, outlet_id, role) {series} SELECT n, {known['outlet']} + n % 1000, '' FROM series"  # noqa: S608
        " WHERE n % 5 = 0"
    )
    for nth in range(PASSED):
        yield (
            "INSERT INTO relations_exchange (contact_id, manner, side, at, summary, address, letter_id, noted_at)"  # noqa: S608
            f" {series} SELECT n, 'email', CASE WHEN n % 3 = 0 THEN 'them' ELSE 'us' END,"
            f" {ago(minutes=f'(n * 7919 + {nth} * 104729) % 1051200')}, 'Un mot sur le compost', '', '', {then} FROM series"
        )
    yield (
        "INSERT INTO relations_relation (contact_id, workspace_id, began_at, due_at, alarm_at)"  # noqa: S608
        f" {series} SELECT n, {workspace}, {then}, {ago(minutes='100000 - n % 125000')}, {ago(minutes='60000 - n % 125000')}"
        " FROM series"
    )


def owed(vendor: str, series: str) -> Iterator[str]:
    """SQL that makes promises, asks and ideas: most of them settled long ago."""
    ago, day = AGO[vendor].format, DAY[vendor].format
    is_open, then = "n % 500 = 0", ago(minutes="20000 + n % 500000")
    due_on = f"CASE WHEN {is_open} THEN {day(days='(n / 500) % 60 - 30')} ELSE {day(days='40 + n % 300')} END"
    yield (
        "INSERT INTO relations_promise (contact_id, side, what, made_on, due_on, kept_on, sorry)"  # noqa: S608
        f" {series} SELECT n, CASE WHEN n % 3 = 0 THEN 'them' ELSE 'us' END, 'Envoyer le guide du compost',"
        f" {day(days='60 + n % 300')}, {due_on},"
        f" CASE WHEN {is_open} THEN NULL ELSE {day(days='41 + n % 300')} END, '' FROM series WHERE n % 10 < 3"
    )
    yield (
        "INSERT INTO relations_ask (contact_id, purpose, effort, counterpart, asked_at, despite, answer, answered_at, words,"  # noqa: S608
        f" closed_at, due_at, noted_at) {series} SELECT n, 'Parler du compost de quartier', '', '', {then}, '',"
        f" CASE WHEN n % 100 < 5 THEN 'none' ELSE 'yes' END, CASE WHEN n % 100 < 5 THEN NULL ELSE {then} END, '',"
        f" CASE WHEN n % 100 < 5 THEN NULL ELSE {then} END, CASE WHEN n % 500 = 1 THEN {ago(minutes='n % 20000')} ELSE NULL END,"
        f" {then} FROM series WHERE n % 5 = 1"
    )
    yield (
        "INSERT INTO relations_idea (contact_id, what, address, at, verdict, reason, decided_at, told_at, due_on, noted_at)"  # noqa: S608
        f" {series} SELECT n, 'Un composteur au pied de chaque immeuble', '', {then},"
        f" CASE WHEN n % 400 = 2 THEN '' ELSE 'kept' END, '', CASE WHEN n % 400 = 2 THEN NULL ELSE {then} END,"
        f" CASE WHEN n % 400 = 2 THEN NULL ELSE {then} END, CASE WHEN n % 400 = 2 THEN {day(days='n / 400 % 20')} ELSE NULL END,"
        f" {then} FROM series WHERE n % 20 = 2"
    )
