from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact_messages", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["contact", "-created_at", "-id"], name="message_to_contact"),
        ),
    ]
