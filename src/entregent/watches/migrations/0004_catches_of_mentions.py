"""Every catch belongs to a mention."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("watches", "0003_mentions_of_catches")]

    operations = [
        migrations.AlterField(
            "catch",
            "mention",
            models.ForeignKey(
                to="watches.mention", on_delete=django.db.models.deletion.CASCADE, related_name="catches"
            ),
        ),
        migrations.AlterField("catch", "published_at", models.DateTimeField()),
        migrations.AddIndex(
            "catch", models.Index(fields=["watch", "state", "-published_at", "-mention"], name="catch_of_watch")
        ),
    ]
