import django.utils.timezone
from django.db import migrations, models

# Only the name and the number of somebody who asked to be forgotten may be emptied.
KEPT = ("workspace_id", "at", "event", "about_id", "about_name")
SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)
FORGOTTEN = f"{SAME} AND (NEW.by_id IS NOT DISTINCT FROM OLD.by_id OR NEW.by_id IS NULL)"
ON_SQLITE = f"""
CREATE TRIGGER history_entry_is_kept BEFORE UPDATE ON history_entry
WHEN NOT ({FORGOTTEN.replace("IS NOT DISTINCT FROM", "IS")})
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""
ON_POSTGRESQL = f"""
CREATE FUNCTION history_entry_is_kept() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ({FORGOTTEN}) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'history is append-only';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER history_entry_is_kept BEFORE UPDATE OR DELETE ON history_entry
FOR EACH ROW EXECUTE FUNCTION history_entry_is_kept();
"""


def refuse_changes(apps, editor):
    """The database holds the promise too; SQLite lets whole tables be emptied, which its tests do."""
    with editor.connection.cursor() as cursor:
        cursor.execute(ON_POSTGRESQL if editor.connection.vendor == "postgresql" else ON_SQLITE)


def allow_changes(apps, editor):
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER history_entry_is_kept ON history_entry")
            cursor.execute("DROP FUNCTION history_entry_is_kept()")
        else:
            cursor.execute("DROP TRIGGER history_entry_is_kept")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "workspace_id",
                    models.BigIntegerField(help_text="None: it concerns the whole installation.", null=True),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_id", models.BigIntegerField(help_text="None: Entregent itself.", null=True)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("event", models.CharField(max_length=60)),
                ("about_id", models.BigIntegerField(null=True)),
                ("about_name", models.CharField(blank=True, max_length=200)),
                ("facts", models.JSONField(default=dict)),
                (
                    "folded",
                    models.CharField(
                        blank=True, help_text="Names and facts without case or accents, for finding.", max_length=600
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace_id", "-id"], name="history_of_a_workspace")],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
