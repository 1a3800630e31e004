"""Somebody is erased: nothing says who they were, and nobody else loses anything."""

import pytest
from django.db import connection

from entregent.accounts.permissions import SYSTEM
from entregent.core.text import fold
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.models import Erasure
from tests.privacy.filled import NOW, TRACES, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(people):
    return fill(people)


def erase(contact, by=SYSTEM) -> Erasure:
    return erase_person(contact, why=Erasure.Why.ASKED, by=by, now=NOW)


def traces() -> list[str]:
    """Columns of the whole database, indexes by words too, in which somebody can still be read."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            try:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own tables)
            except Exception as error:
                raise AssertionError(table) from error
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if is_trace(value)]
    return sorted(set(found))


def is_trace(value: object) -> bool:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", errors="replace")
    text = fold(str(value).encode().decode("unicode_escape", errors="ignore")) + fold(str(value))
    return any(trace in text for trace in TRACES)


def test_every_column_is_searched_and_none_holds_them(filled):
    before = traces()
    assert {"contacts_contact.name", "history_entry.about_name", "listening_post.author"} <= set(before)
    erase(filled.contact)
    assert traces() == []
