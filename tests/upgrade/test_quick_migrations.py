"""Quick migrations make what Django's own make, to the letter."""

import os
from types import SimpleNamespace

import pytest

from tests.backup.installations import Installation, new_database

MIGRATE = """
from django.core.management import call_command
from django.core.management.commands import migrate
from entregent.web.migrating import quick_migrations
call_command({command}, interactive=False, verbosity=0)
"""
DJANGOS_OWN, OURS = "migrate.Command()", "'migrate'"


@pytest.mark.slow
@pytest.mark.database
def test_the_quick_way_makes_the_same_tables(tmp_path):
    run_url = os.environ.get("DATABASE_URL", "")
    shapes = []
    for number, command in enumerate((DJANGOS_OWN, OURS)):
        made = Installation(tmp_path / f"home{number}", new_database(run_url) if run_url else "")
        made.home.mkdir()
        made.python(MIGRATE.format(command=command))
        shapes.append(made.shape())

    assert len(shapes[0]) > 200
    assert shapes[0] == shapes[1]


def test_what_is_inherited_is_made_anew_with_its_children():
    from django.db import migrations, models
    from django.db.migrations.state import ProjectState

    from entregent.web.migrating import quick_migrations

    state = ProjectState()
    number = [("id", models.BigAutoField(primary_key=True))]
    migrations.CreateModel("Parent", number).state_forwards("ui", state)
    migrations.CreateModel("Child", [], bases=("ui.parent",)).state_forwards("ui", state)
    assert state.apps.get_model("ui", "Child")._meta.pk.name == "parent_ptr"
    with quick_migrations():
        migrations.AddField("parent", "name", models.TextField(default="")).state_forwards("ui", state)

    assert "name" in {field.name for field in state.apps.get_model("ui", "Child")._meta.get_fields()}


def test_python_of_a_migration_sees_whole_models():
    """Fields reached through another model's key, added after that model was made."""
    from django.db import connection, migrations, models
    from django.db.migrations.state import ProjectState

    from entregent.web.migrating import quick_migrations

    seen = []
    state = ProjectState()
    migrations.CreateModel("Near", [("id", models.BigAutoField(primary_key=True))]).state_forwards("ui", state)
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("near", models.ForeignKey("ui.near", on_delete=models.CASCADE)),
    ]
    migrations.CreateModel("Far", fields).state_forwards("ui", state)
    assert state.apps
    with quick_migrations():
        migrations.AddField("near", "name", models.TextField(default="")).state_forwards("ui", state)
        look = migrations.RunPython(
            lambda apps, _editor: seen.append(str(apps.get_model("ui", "Far").objects.filter(near__name="x").query))
        )
        editor = SimpleNamespace(connection=connection)
        look.database_forwards("ui", editor, state.clone(), state.clone())

    assert "name" in seen[0]
