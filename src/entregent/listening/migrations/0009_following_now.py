from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_coming_in"),
        ("listening", "0008_regions_and_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="following",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["workspace", "source"], name="following_now"
            ),
        ),
    ]
