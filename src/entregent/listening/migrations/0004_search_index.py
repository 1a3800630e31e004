"""The full-text index, which follows the rows of `listening_terms` by triggers. docs/decisions/0021-search.md"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Terms are letters and digits, folded, with a space between them: a cut at ASCII characters gives back exactly what was written,
# whatever Unicode the database knows. Rows are not ranked by it: it need not know how long they are.
ON_SQLITE = (
    """CREATE VIRTUAL TABLE "listening_search" USING fts5
       (title, body, content='listening_terms', content_rowid='key', tokenize='ascii', columnsize=0)""",
    """CREATE TRIGGER "listening_terms_kept" AFTER INSERT ON "listening_terms" BEGIN
         INSERT INTO "listening_search" (rowid, title, body) VALUES (NEW.key, NEW.title, NEW.body);
       END""",
    """CREATE TRIGGER "listening_terms_gone" AFTER DELETE ON "listening_terms" BEGIN
         INSERT INTO "listening_search" ("listening_search", rowid, title, body) VALUES ('delete', OLD.key, OLD.title, OLD.body);
       END""",
    """CREATE TRIGGER "listening_terms_changed" AFTER UPDATE ON "listening_terms" BEGIN
         INSERT INTO "listening_search" ("listening_search", rowid, title, body) VALUES ('delete', OLD.key, OLD.title, OLD.body);
         INSERT INTO "listening_search" (rowid, title, body) VALUES (NEW.key, NEW.title, NEW.body);
       END""",
)
NOT_ON_SQLITE = (
    'DROP TRIGGER "listening_terms_changed"',
    'DROP TRIGGER "listening_terms_gone"',
    'DROP TRIGGER "listening_terms_kept"',
    'DROP TABLE "listening_search"',
)
# The place between title and body stays empty, so that no phrase runs from one into the other.
ON_POSTGRESQL = (
    """ALTER TABLE "listening_terms" ADD COLUMN "words" tsvector NOT NULL DEFAULT ''""",
    """CREATE OR REPLACE FUNCTION listening_terms_words() RETURNS trigger AS $$
       DECLARE
         in_title text[] := string_to_array(NEW.title, ' ');
         in_body text[] := string_to_array(NEW.body, ' ');
       BEGIN
         NEW.words := coalesce((
           SELECT string_agg('''' || term || ''':' || place, ' ')::tsvector FROM (
             SELECT term, place || 'A' AS place FROM unnest(in_title) WITH ORDINALITY AS titled (term, place)
             UNION ALL
             SELECT term, (place + cardinality(in_title) + 1)::text FROM unnest(in_body) WITH ORDINALITY AS said (term, place)
           ) AS placed
         ), '');
         RETURN NEW;
       END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER listening_terms_kept BEFORE INSERT OR UPDATE ON "listening_terms"
       FOR EACH ROW EXECUTE FUNCTION listening_terms_words()""",
    """CREATE INDEX "listening_terms_words" ON "listening_terms" USING gin ("words")""",
)
NOT_ON_POSTGRESQL = (
    'DROP TRIGGER listening_terms_kept ON "listening_terms"',
    "DROP FUNCTION listening_terms_words()",
    'ALTER TABLE "listening_terms" DROP COLUMN "words"',
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": NOT_ON_SQLITE, "postgresql": NOT_ON_POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("listening", "0003_posts_known_again")]

    operations = [migrations.RunPython(make, remove)]
