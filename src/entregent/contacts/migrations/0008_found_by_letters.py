"""An index of three letters by three over what finds a contact; it follows the rows by itself. docs/decisions/0029-people.md

SQLite: FTS5, by triggers. PostgreSQL: pg_trgm, where the server lets us have it; elsewhere a search is right, and slow.
"""

from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.utils import DatabaseError

ON_SQLITE = (
    """CREATE VIRTUAL TABLE "contacts_letters" USING fts5
       (folded, content='contacts_contact', content_rowid='id', tokenize='trigram', detail='none', columnsize=0)""",
    """CREATE TRIGGER "contacts_letters_kept" AFTER INSERT ON "contacts_contact" WHEN NEW.folded <> '' BEGIN
         INSERT INTO "contacts_letters" (rowid, folded) VALUES (NEW.id, NEW.folded);
       END""",
    """CREATE TRIGGER "contacts_letters_gone" AFTER DELETE ON "contacts_contact" WHEN OLD.folded <> '' BEGIN
         INSERT INTO "contacts_letters" ("contacts_letters", rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
       END""",
    # One trigger: the order of two is not said, and what was must leave before what is comes in.
    """CREATE TRIGGER "contacts_letters_changed" AFTER UPDATE OF folded ON "contacts_contact" WHEN OLD.folded <> NEW.folded BEGIN
         INSERT INTO "contacts_letters" ("contacts_letters", rowid, folded)
           SELECT 'delete', OLD.id, OLD.folded WHERE OLD.folded <> '';
         INSERT INTO "contacts_letters" (rowid, folded) SELECT NEW.id, NEW.folded WHERE NEW.folded <> '';
       END""",
    """INSERT INTO "contacts_letters" (rowid, folded) SELECT id, folded FROM "contacts_contact" WHERE folded <> ''""",
)
NOT_ON_SQLITE = (
    'DROP TRIGGER "contacts_letters_changed"',
    'DROP TRIGGER "contacts_letters_gone"',
    'DROP TRIGGER "contacts_letters_kept"',
    'DROP TABLE "contacts_letters"',
)
ON_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    'CREATE INDEX "contacts_letters" ON "contacts_contact" USING gin (folded gin_trgm_ops)',
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for statement in ON_SQLITE:
            editor.execute(statement, params=None)
        return
    try:
        with transaction.atomic(using=editor.connection.alias):
            for statement in ON_POSTGRESQL:
                editor.execute(statement, params=None)
    except DatabaseError:  # the extension is not there, or not ours to have
        return


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    on_sqlite = editor.connection.vendor == "sqlite"
    for statement in NOT_ON_SQLITE if on_sqlite else ('DROP INDEX IF EXISTS "contacts_letters"',):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0007_address_books")]

    operations = [migrations.RunPython(make, remove)]
