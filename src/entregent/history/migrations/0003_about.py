"""What was done about one thing is found at once. An index alone: the table stays, and with it the trigger of migration 0002."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("history", "0002_only_forgetting")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["workspace_id", "about_id"], name="history_about"),
        ),
    ]
