from django.db import migrations, models

WHY = [("rules", "Rules"), ("author", "Author"), ("address", "Address"), ("file", "File")]


class Migration(migrations.Migration):
    dependencies = [("contact_messages", "0002_messages_of_somebody")]

    operations = [
        migrations.AddField("waiver", "seen", models.JSONField(default=list)),
        migrations.AddField("message", "held_for", models.CharField(blank=True, choices=WHY, default="", max_length=7)),
        migrations.AddField("message", "window", models.CharField(blank=True, default="", max_length=16)),
    ]
