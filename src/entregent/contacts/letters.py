"""Contacts by letters that stand in what finds them: an index of three letters by three, on each database."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

MATCHED = 'SELECT rowid FROM "contacts_letters" WHERE "contacts_letters" MATCH %s'
MADE_LATER = (  # by whoever may, where the server did not let us have it when the table was made
    "CREATE EXTENSION pg_trgm;",
    'CREATE INDEX "contacts_letters" ON "contacts_contact" USING gin (folded gin_trgm_ops);',
)
INDEXED = 3  # letters: what is shorter is looked for row by row


def having(words: Sequence[Sequence[str]]) -> Q:
    """Contacts found by one of the spellings of each word, wherever it stands. Spellings: folded.

    PostgreSQL's planner asks its index by itself. SQLite's says of which rows the letters may be; the rows then say it.
    """
    asked = Q()
    for spellings in words:
        either = Q()
        for one in spellings:
            either |= Q(folded__contains=one)
        asked &= either
    questions = [_question(spellings) for spellings in words if all(_is_indexed(one) for one in spellings)]
    if questions and connection.vendor == "sqlite" and _are_few(whole := " AND ".join(questions)):
        asked &= Q(pk__in=RawSQL(MATCHED, (whole,)))  # noqa: S611 (what is asked is a parameter)
    return asked


def _are_few(question: str) -> bool:
    """Whether the index of SQLite helps: where one in eight has the letters, to go through the rows by name is quicker."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT COALESCE(MAX(id), 0) / 8 + 100 FROM "contacts_contact"')
        (most,) = cursor.fetchone()
        cursor.execute(f"SELECT COUNT(*) FROM ({MATCHED} LIMIT {int(most)})", [question])  # noqa: S608 (a number of ours)
        return bool(cursor.fetchone()[0] < most)


def _is_indexed(spelling: str) -> bool:
    return len(spelling) >= INDEXED and "\x00" not in spelling


def _question(spellings: Sequence[str]) -> str:
    return f"({' OR '.join(f'({_threes(one)})' for one in spellings)})"


def _threes(spelling: str) -> str:
    threes = sorted({spelling[at : at + INDEXED] for at in range(len(spelling) - INDEXED + 1)})
    return " AND ".join('"{}"'.format(three.replace('"', '""')) for three in threes)


def is_indexed() -> bool:
    """Whether the index is there. Without it, which only PostgreSQL may be, searches find the same people, row by row."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('contacts_letters') IS NOT NULL")
        return bool(cursor.fetchone()[0])
