"""The index by three letters finds who the rows themselves would give, and keeps nothing of whoever is deleted."""

import random

import pytest
from django.db import connection

from entregent.cli.doctor import people_search
from entregent.contacts.actions import Identity, change_contact, keep_contact
from entregent.contacts.finding import by_words
from entregent.contacts.models import Contact
from entregent.contacts.selectors import MADE_LATER
from entregent.core.text import fold

pytestmark = pytest.mark.django_db
NAMES = [
    "Fatou Diop",
    "Fatoumata Diallo",
    "Gwenaëlle Lebœuf",
    'Zoé "la 50 %" Martin',
    "Ann_e O’Hara",
    "Li",
    "李小龍",
    "Ωmega Öz",
]


@pytest.fixture
def known(people):
    return [
        keep_contact(people.workspace, Identity(name, outlets=(f"Blog de {name}",)), by=people.alice) for name in NAMES
    ]


def slowly(words):
    return {one.pk for one in Contact.objects.all() if all(word in one.folded for word in fold(words).split())}


def found(words):
    return set(by_words(Contact.objects.all(), words).values_list("pk", flat=True))


def test_it_finds_what_reading_every_row_finds(known):
    chance = random.Random(7)
    asked = [
        "fatou",
        "diop fatou",
        '"la 50 %"',
        "50 %",
        "n_e",
        "o",
        "li",
        "小龍",
        "李小龍",
        "ωmega",
        "xylophone",
        "OR",
        "NEAR(",
        "* AND",
    ]
    for _ in range(60):
        text = chance.choice(known).folded
        at = chance.randrange(len(text))
        asked.append(text[at : at + chance.randrange(1, 9)])
    assert [(words, found(words)) for words in asked] == [(words, slowly(words)) for words in asked]


def test_it_follows_changes_and_deletions(known, people):
    first, second = known[:2]
    change_contact(first, Identity("Awa Ndiaye"), by=people.alice, revision=first.revision, now=first.created_at)
    assert (found("ndiaye"), first.pk in found("diop")) == ({first.pk}, False)
    Contact.objects.filter(pk=second.pk).delete()
    assert found("fatoumata") == set()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("""SELECT count(*) FROM contacts_letters WHERE contacts_letters MATCH '"oum" AND "uma"'""")
            assert cursor.fetchone() == (0,)
            cursor.execute("INSERT INTO contacts_letters (contacts_letters) VALUES ('integrity-check')")


def test_what_a_name_keeps_is_still_found(known, people):
    """What was leaves the index before what is comes in: letters that both have would else be lost."""
    first = known[0]
    change_contact(first, Identity("Fatou Diop-Sow"), by=people.alice, revision=first.revision, now=first.created_at)
    Contact.objects.filter(pk=first.pk).update(folded=first.folded)
    Contact.objects.filter(pk=first.pk).update(folded=f"{first.folded} marc@exemple.fr ")
    assert (first.pk in found("diop"), first.pk in found("exemple")) == (True, True)


def test_a_file_made_anew_keeps_its_index(people):
    """SQLite's triggers go with a table that a migration makes anew: such a migration makes them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'contacts_letters%'"
            )
            assert cursor.fetchone() == (3,)
        else:
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'contacts_letters'")
            assert cursor.fetchone() == (1,)


def test_what_most_people_have_is_found_without_the_index(people):
    names = [f"Compost {number:03}" for number in range(150)]
    folded = [
        Contact(workspace=people.workspace, name=name, sort_name=fold(name), folded=f" {fold(name)} ") for name in names
    ]
    Contact.objects.bulk_create(folded)
    many, few = by_words(Contact.objects.all(), "compost"), by_words(Contact.objects.all(), "149")
    assert (many.count(), few.count()) == (150, 1)
    if connection.vendor == "sqlite":
        assert ["MATCH" in str(one.query) for one in (many, few)] == [False, True]


def test_without_the_index_the_same_people_are_found_and_the_doctor_says_how_to_have_it(known):
    """Servers that refuse pg_trgm: what the doctor tells an administrator to do brings the index."""
    assert people_search().fine is True
    if connection.vendor == "sqlite":
        return
    asked = ["fatou", "diop fatou", '"la 50 %"', "n_e", "o", "小龍", "xylophone"]
    with_it = [found(words) for words in asked]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        told = people_search()
        assert (told.fine, "pg_trgm" in told.sentence) == (None, True)
        assert [found(words) for words in asked] == with_it == [slowly(words) for words in asked]
        for statement in MADE_LATER:
            assert statement in told.sentence
            cursor.execute(statement)
    assert people_search().fine is True
