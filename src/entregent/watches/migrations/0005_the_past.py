from django.db import migrations, models
from django.db.models import F, Max


def ask_the_past(apps, schema_editor):
    """Of those that were never asked: from the newest post downwards."""
    database = schema_editor.connection.alias
    top = apps.get_model("listening", "Post").objects.using(database).aggregate(top=Max("pk"))["top"] or 0
    unasked = apps.get_model("watches", "Watch").objects.using(database).filter(asked_at=None)
    unasked.update(asked_at=F("created_at"), past_from=top + 1, past_below=top + 1)


class Migration(migrations.Migration):
    """How far down the past a watch was asked; those asked before were asked about all of it."""

    dependencies = [("watches", "0004_catches_of_mentions"), ("listening", "0001_initial")]

    operations = [
        migrations.AddField("watch", "past_from", models.BigIntegerField(default=0)),
        migrations.AddField("watch", "past_below", models.BigIntegerField(default=0)),
        migrations.RunPython(ask_the_past, migrations.RunPython.noop),
    ]
