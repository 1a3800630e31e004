from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.AddField("erasure", "is_untold", models.BooleanField(default=False))]
