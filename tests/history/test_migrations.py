"""The trigger is put back by each step, backwards too."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction


def refuses(change: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO history_entry (at, by_name, event, about_name, facts, folded) "
                           "VALUES ('2026-01-01 00:00:00+00:00', 'Bob', 'x.y', 'Alice', '{}', '')")  # fmt: skip
            cursor.execute(f"UPDATE history_entry SET {change}")  # noqa: S608 (our own words)
    except DatabaseError as error:
        assert "append-only" in str(error)
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_going_back_and_forth_leaves_the_promise_in_place():
    try:
        assert refuses("by_name = 'Charlie'")
        call_command("migrate", "history", "0001", verbosity=0)
        assert not refuses("by_name = 'Charlie'")
        assert refuses("event = 'z'")
    finally:
        call_command("migrate", "history", verbosity=0)
    assert refuses("by_name = 'Charlie'")
