"""Columns added where the table stands. Django makes an SQLite table anew for each: with a million posts, minutes each time."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class AddColumn(migrations.AddField):
    """AddField for a plain column with a constant default, which stays written in an SQLite table."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        apps: Apps = to_state.apps
        model = apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        if schema_editor.connection.vendor != "sqlite" or field.null:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        quote = schema_editor.connection.ops.quote_name
        definition, _ = schema_editor.column_sql(model, field)
        default = schema_editor.quote_value(schema_editor.effective_default(field))
        check = field.db_parameters(schema_editor.connection)["check"]
        checked = f" CHECK ({check})" if check else ""
        table = quote(model._meta.db_table)
        schema_editor.execute(
            f"ALTER TABLE {table} ADD COLUMN {quote(field.column)} {definition} DEFAULT {default}{checked}", params=None
        )
