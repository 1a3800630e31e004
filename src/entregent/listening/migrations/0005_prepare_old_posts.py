"""Posts of a former version get their language, terms and fingerprints from a job, while people work."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TASK = "entregent.listening.tasks.prepare_posts"


def ask(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("listening", "Post").objects.exists():
        apps.get_model("jobs", "Job").objects.create(task=TASK, arguments={"args": [], "kwargs": {}})


def forget(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("jobs", "Job").objects.filter(task=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [("listening", "0004_search_index"), ("jobs", "0002_leased_rows")]

    operations = [migrations.RunPython(ask, forget)]
