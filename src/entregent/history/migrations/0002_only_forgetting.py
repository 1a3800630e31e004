"""Facts are found whole; what may be done to an entry is said exactly: names and facts may be emptied, nothing else."""

import importlib

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

first = importlib.import_module("entregent.history.migrations.0001_entry")

KEPT = ("id", "workspace_id", "at", "by_id", "event", "about_id")
EMPTIED = {"by_name": "''", "about_name": "''", "facts": "'{}'"}  # of somebody who asked to be forgotten
FORGOTTEN = " AND ".join(
    [f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT]
    + [f"(NEW.{name} = OLD.{name} OR NEW.{name} = {nothing})" for name, nothing in EMPTIED.items()]
    # what finding reads follows the names, and changes with them only
    + ["(NEW.folded = OLD.folded OR " + " OR ".join(f"NEW.{name} <> OLD.{name}" for name in EMPTIED) + ")"]
)


def refuse_changes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _put(editor, FORGOTTEN)


def refuse_as_before(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _put(editor, first.FORGOTTEN)


def _put(editor: BaseDatabaseSchemaEditor, allowed: str) -> None:
    """Write the trigger anew: on SQLite a table that is altered is made anew, and loses it."""
    if editor.connection.vendor == "postgresql":
        function = first.ON_POSTGRESQL.partition("CREATE TRIGGER")[0].replace(
            "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
        )
        editor.execute(function.replace(first.FORGOTTEN, allowed), params=None)
        return
    editor.execute("DROP TRIGGER IF EXISTS history_entry_is_kept")
    when = {text: text.replace("IS NOT DISTINCT FROM", "IS") for text in (first.FORGOTTEN, allowed)}
    editor.execute(first.ON_SQLITE.replace(when[first.FORGOTTEN], when[allowed]), params=None)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_entry")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, refuse_as_before),
        migrations.AlterField(
            model_name="entry",
            name="folded",
            field=models.TextField(blank=True, help_text="Names and facts without case or accents, for finding."),
        ),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
