"""Which browser asked for a link, and the table where processes count tries together."""

from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "shared_cache"


def make_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_team")]

    operations = [
        migrations.AddField(
            model_name="loginlink",
            name="asked_in_hash",
            field=models.CharField(
                max_length=64,
                blank=True,
                default="",
                help_text="Hash of the browser's mark; blank: made in a terminal.",
            ),
        ),
        migrations.RunPython(make_table, drop_table),
    ]
