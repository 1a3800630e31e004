"""Words of the people known already; going back takes their table away."""

from django.db import migrations

CHUNK = 500


def learn_words(apps, schema_editor):
    from entregent.contacts.resembling import keys_of, words_in
    from entregent.core.text import fold

    contacts, words, keys = (apps.get_model("contacts", name) for name in ("Contact", "Word", "WordKey"))
    found = set()
    for workspace, name in contacts.objects.values_list("workspace_id", "name").iterator(chunk_size=CHUNK):
        found |= {(workspace, word) for word in words_in(fold(name))}
    for workspace, name in (
        contacts.objects.exclude(outlets=None).values_list("workspace_id", "outlets__name").distinct()
    ):
        found |= {(workspace, word) for word in words_in(fold(name))}
    made = words.objects.bulk_create(
        [words(workspace_id=one, word=word) for one, word in sorted(found)], batch_size=CHUNK
    )
    rows = (keys(word=word, key=key) for word in made for key in keys_of(word.word))
    keys.objects.bulk_create(rows, batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_words")]
    operations = [migrations.RunPython(learn_words, migrations.RunPython.noop)]
