"""History is written once: the model refuses changes, and so does the database, whoever asks it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from entregent.accounts.permissions import SYSTEM
from entregent.history.actions import forget_name, record
from entregent.history.errors import AppendOnlyError
from entregent.history.models import Entry

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets whole tables be emptied")


@pytest.fixture
def entry(people):
    return record("watches.kept", by=people.bob, workspace=people.workspace, about=people.alice, query="compost")


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_model_refuses_to_change_and_to_remove(entry):
    entry.event = "watches.removed"
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()


def test_its_queries_refuse_to_change_and_to_remove(entry):
    with pytest.raises(AppendOnlyError):
        Entry.objects.filter(pk=entry.pk).update(event="watches.removed")
    with pytest.raises(AppendOnlyError):
        Entry.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        Entry.objects.bulk_update([entry], ["event"])


@pytest.mark.parametrize(
    "change",
    [
        "event = 'watches.removed'",
        "by_id = NULL",
        "by_id = by_id + 1",
        "by_name = 'Charlie'",
        "by_name = '', event = 'watches.removed'",
        "about_id = about_id + 1",
        "about_name = 'Charlie'",
        "workspace_id = workspace_id + 1",
        "at = '2001-01-01 00:00:00+00:00'",
        """facts = '{"query": "paix"}'""",
        "folded = ''",
        "id = id + 1000",
    ],
)
def test_the_database_refuses_to_change_an_entry(entry, change):
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"UPDATE history_entry SET {change}")  # noqa: S608 (our own words)
    assert Entry.objects.get(pk=entry.pk).event == "watches.kept"


@on_postgresql
def test_the_database_refuses_to_remove_an_entry(entry):
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM history_entry")
    assert Entry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("change", ["by_name = ''", "about_name = ''", "facts = '{}'", "by_name = '', folded = ''"])
def test_the_database_lets_names_be_emptied(entry, change):
    run(f"UPDATE history_entry SET {change}")  # noqa: S608 (our own words)


def test_forgetting_somebody_keeps_what_they_did(people, entry):
    record("accounts.left", by=people.bob, workspace=people.workspace, about=people.bob)
    record("accounts.cover_ended", by=people.alice, workspace=people.workspace, about=people.bob)
    mine = Entry.objects.filter(by_id=people.bob.pk)
    done = list(mine.values_list("event", "by_id"))
    assert forget_name(people.bob.pk) == len(done)
    assert list(mine.values_list("event", "by_id")) == done
    assert not mine.exclude(by_name="").exists()
    assert not mine.filter(about_name="Bob").exists()
    assert not mine.filter(folded__contains="bob").exists()
    assert Entry.objects.get(pk=entry.pk).folded == " alice compost "
    assert Entry.objects.get(event="accounts.cover_ended").about_name == "Bob"
    assert forget_name(people.bob.pk) == 0


def test_an_entry_outlives_what_it_tells_of(people, entry):
    people.workspace.delete()
    people.bob.delete()
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.by_name, kept.about_name) == ("Bob", "Alice")


def test_a_deed_of_entregent_has_no_number(people):
    entry = record("watches.kept", by=SYSTEM, workspace=people.workspace, about=people.bob, query="x")
    assert (entry.by_id, entry.by_name) == (None, "")


def test_an_entry_of_an_action_that_fails_is_not_kept(people):
    @transaction.atomic
    def leave_and_stumble():
        record("accounts.left", by=people.bob, workspace=people.workspace, about=people.bob)
        raise RuntimeError

    before = Entry.objects.count()
    with pytest.raises(RuntimeError):
        leave_and_stumble()
    assert Entry.objects.count() == before


def test_an_entry_is_dated_by_when_it_was_made(entry):
    assert abs((timezone.now() - entry.at).total_seconds()) < 60
