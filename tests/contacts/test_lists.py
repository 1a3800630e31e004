"""Lists of people: read whatever made them, judged, taken in once, undone without touching what came after."""

import pytest
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import (
    Identity,
    change_contact,
    confirm_import,
    imports,
    keep_contact,
    leave_in_peace,
    note_fact,
    open_import,
    put_away,
    undo_import,
)
from entregent.contacts.actions.facts import Source
from entregent.contacts.actions.imports import judge_list, read_otherwise
from entregent.contacts.errors import NothingToReadError, TooLargeError, TooManyColumnsError, TooManyLinesError
from entregent.contacts.lists import sheets, taking
from entregent.contacts.lists.columns import Layout
from entregent.contacts.lists.days import read_day
from entregent.contacts.lists.taking import take_batch
from entregent.contacts.models import Contact, ContactImport, Fact
from entregent.contacts.peace import peace_of
from entregent.relations.actions import note_exchange
from tests.contacts.lists import MESSY, brought_in, taken_in, verdicts, workbook
from tests.people import make_team

pytestmark = pytest.mark.django_db
SAID = Source(Fact.How.SAID, timezone.localdate())


def values(contact: Contact, kind: str) -> list[str]:
    return sorted(contact.facts.filter(kind=kind, ended_at=None).values_list("value", flat=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_messy_list_is_read_in_each_encoding(people, encoding):
    one = brought_in(people, MESSY.replace("œ", "oe").encode(encoding))
    assert verdicts(one) == [
        (5, "PRESSE LOCALE", "heading"),
        (6, "Fatou Diop", "new"),
        (7, "Éloïse Leboeuf", "new"),
        (8, "fatou DIOP", "join"),
        (10, "=cmd|'/C calc'!A0", "new"),
        (11, "pas une adresse", "new"),
    ]
    assert not Contact.objects.exists()


def test_every_address_is_kept_with_where_it_comes_from(people):
    one = taken_in(people, MESSY.encode("cp1252"), tag="Salon 2024")
    fatou = Contact.objects.get(family_name="Diop")
    assert values(fatou, "email") == ["F.Diop@mail.example", "fatou@of.example"]
    assert values(fatou, "phone") == ["02 99 00 00 00", "06 12 34 56 78"]
    assert values(fatou, "topic") == ["compost", "école"]
    assert sorted(outlet.name for outlet in fatou.outlets.all()) == ["Le Potager", "Ouest-France"]
    fact = fatou.facts.filter(kind="email").first()
    assert (fact.how, fact.evidence, fact.by) == ("listed", "amis.csv", people.alice)
    assert fact.learned_on.isoformat() == "2024-03-12"
    assert values(Contact.objects.get(family_name="Lebœuf"), "phone") == ["06 12 34 56 79"]
    assert Contact.objects.filter(tags__name="Salon 2024").count() == one.created == 4


def test_a_list_brought_in_twice_changes_nothing(people):
    taken_in(people, MESSY.encode())
    again = brought_in(people, MESSY.encode())
    assert {verdict for _, _, verdict in verdicts(again)} == {"heading", "known"}
    assert not again.lines.chosen().exists()


def test_somebody_known_under_another_case_and_alias_is_completed(people):
    fatou = keep_contact(people.workspace, Identity("Fatou Diop"), by=people.alice)
    note_fact(fatou, kind="email", value="fatou.diop@gmail.com", source=SAID, by=people.alice, now=timezone.now())
    one = taken_in(people, "Nom;E-mail;Tél\nDIOP F.;FatouDiop+presse@googlemail.com;0612345678\n".encode())
    assert verdicts(one) == [(2, "DIOP F.", "merge")]
    assert Contact.objects.get() == fatou
    assert values(fatou, "phone") == ["06 12 34 56 78"]
    assert Contact.objects.get().name == "Fatou Diop"


def test_a_shared_mailbox_makes_two_people_who_are_known_again(people):
    listed = b"Nom;E-mail\nFatou Diop;redaction@of.example\nMalik Ba;redaction@of.example\n"
    one = taken_in(people, listed)
    assert [verdict for *_, verdict in verdicts(one)] == ["new", "shared"]
    assert Contact.objects.count() == 2
    assert [verdict for *_, verdict in verdicts(brought_in(people, listed))] == ["known", "known"]


def test_what_was_found_wrong_is_not_brought_back(people):
    taken_in(people, b"Nom;E-mail\nFatou Diop;old@of.example\n")
    Fact.objects.update(ended_at=timezone.now())
    taken = brought_in(people, b"Nom;E-mail\nFatou Diop;old@of.example\n")
    assert [verdict for *_, verdict in verdicts(taken)] == ["known"]


@pytest.mark.parametrize("alias", ["Fatou.DIOP+news@gmail.com", "fatoudiop@googlemail.com"])
def test_somebody_left_in_peace_does_not_come_back_under_an_alias(people, alias):
    fatou = keep_contact(people.workspace, Identity("Fatou Diop"), by=people.alice)
    note_fact(fatou, kind="email", value="fatou.diop@gmail.com", source=SAID, by=people.alice, now=timezone.now())
    leave_in_peace(fatou, by=people.alice, now=timezone.now(), reason="Merci, non")
    fatou.delete()
    listed = f"Nom;E-mail\nF. Dïop;{alias}\n".encode()
    one = brought_in(people, listed)
    assert [verdict for *_, verdict in verdicts(one)] == ["peace"]
    assert not one.lines.chosen().exists()
    one.lines.update(is_chosen=True)
    confirm_import(one, by=people.alice, now=timezone.now())
    assert peace_of(Contact.objects.get())[0].reason == "Merci, non"
    assert Contact.objects.get().left_in_peace.filter(lifted_at=None).exists()


def test_a_column_of_those_not_to_contact_is_heard(people):
    taken_in(people, "Nom;E-mail;Ne pas contacter\nZoé;zoe@a.example;x\nMalik;m@a.example;non\n".encode())
    assert [bool(peace_of(one)) for one in Contact.objects.order_by("name")] == [False, True]


def test_undoing_leaves_what_was_changed_since(people):
    known = keep_contact(people.workspace, Identity("Malik Ba", outlets=("Blog",)), by=people.alice)
    listed = (
        "Nom;Média;E-mail;Tags\nMalik Ba;Blog;malik@a.example;vélo\n"
        "Zoé Roux;;z@a.example;\nNoé Petit;;n@a.example;\nÈve Roy;;e@a.example;\n"
    )
    one = taken_in(people, listed.encode())
    zoe, noe = Contact.objects.get(name="Zoé Roux"), Contact.objects.get(name="Noé Petit")
    change_contact(zoe, Identity("Zoé R."), by=people.bob, revision=zoe.revision, now=timezone.now())
    note_exchange(noe, manner="call", side="both", at=timezone.now(), by=people.bob, now=timezone.now())
    assert undo_import(one, by=people.alice, now=timezone.now()) == 2
    kept = Contact.objects.filter(removed_at=None)
    assert sorted(kept.values_list("name", flat=True)) == ["Malik Ba", "Noé Petit", "Zoé R."]
    assert not known.facts.exists()
    assert not known.tags.exists()
    assert list(known.outlets.values_list("name", flat=True)) == ["Blog"]
    assert undo_import(one, by=people.alice, now=timezone.now()) == 0


def test_a_workbook_is_read_and_its_formulas_are_words(people):
    rows = [
        ["Contacts"],
        ["Nom", "Portable", "Dernière mise à jour"],
        ["Zoé", 612345678, "2024-02-01"],
        ["=1+1", "", ""],
    ]
    one = brought_in(people, workbook({"Vide": [], "Presse": rows, "Notes": [["rien"]]}), "presse.xlsx")
    assert (one.form, one.layout["sheet"], one.layout["head"]) == ("workbook", "Presse", 2)
    assert verdicts(one)[0] == (3, "Zoé", "new")
    assert "06 12 34 56 78" in str(one.lines.get(number=3).person["facts"])
    assert one.lines.get(number=4).name in ("0", "=1+1")
    assert read_otherwise(one, layout=None, sheet="Notes", tag="", by=people.alice)
    assert verdicts(one) == [(1, "rien", "new")]


def test_columns_are_corrected_by_a_person(people):
    one = brought_in(people, b"Qui;Ou;Quoi\nZoe;Potager;z@a.example\n")
    assert verdicts(one)[-1][1] == "Zoe"
    corrected = Layout(1, ("Qui", "Ou", "Quoi"), ("outlet", "name", "email"))
    assert read_otherwise(one, layout=corrected, sheet="", tag="", by=people.alice)
    assert verdicts(one) == [(2, "Potager", "new")]
    assert one.lines.get().person["outlets"] == ["Zoe"]


CARDS = """BEGIN:VCARD
VERSION:3.0
N:Diop;Fatou;;;
FN:Fatou Diop
ORG:Ouest-France;Rennes
TITLE:Journaliste
EMAIL;TYPE=work:fatou@of.example
item1.EMAIL;TYPE=home:fatou@
 mail.example
TEL;TYPE="voice,cell":tel:+33612345678
ADR;TYPE=work:;;1 rue du Bac;Rennes;;35000;France
NOTE:Aime les listes\\, et
  les points-virgules\\; vraiment.\\nEt les lignes.
CATEGORIES:presse,compost
PHOTO;ENCODING=b:AAAA
 BBBB
REV:20240312T101500Z
END:VCARD
begin:vcard
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Leb=C5=93uf;=C3=89lo=
=C3=AFse
TEL;CELL:06 12 34 56 79
end:vcard
"""


def test_cards_of_each_version_are_read(people):
    one = taken_in(people, CARDS.encode(), "contacts.vcf")
    assert [name for _, name, _ in verdicts(one)] == ["Fatou Diop", "Éloïse Lebœuf"]
    fatou = Contact.objects.get(family_name="Diop")
    assert values(fatou, "email") == ["fatou@mail.example", "fatou@of.example"]
    assert values(fatou, "note") == ["Aime les listes, et les points-virgules; vraiment.\nEt les lignes."]
    assert fatou.facts.get(kind="place").detail["region_name"] == "Bretagne"
    assert fatou.parts.get().role == "Journaliste"
    assert str(fatou.facts.first().learned_on) == "2024-03-12"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NothingToReadError),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, NothingToReadError),
        (b"PK\x03\x04 no archive", NothingToReadError),
        ((";".join(["a"] * 201) + "\n" + ";".join(["b"] * 201)).encode(), TooManyColumnsError),
    ],
)
def test_what_is_no_list_is_refused(people, content, error):
    with pytest.raises(error):
        brought_in(people, content)
    assert not ContactImport.objects.exists()


def test_bounds_are_held(people, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINES", 2)
    with pytest.raises(TooManyLinesError):
        brought_in(people, b"a;b\nc;d\ne;f\n")
    monkeypatch.setattr(sheets, "LARGEST", 10)
    with pytest.raises(TooLargeError):
        brought_in(people, b"BEGIN:VCARD\nEND:VCARD")


def test_two_hundred_columns_are_read(people):
    heads, row = [f"Colonne {n}" for n in range(199)], ["x"] * 199
    one = brought_in(people, ("Nom;" + ";".join(heads) + "\nZoé;" + ";".join(row) + "\n").encode())
    assert verdicts(one) == [(2, "Zoé", "new")]


def test_a_long_list_goes_on_by_jobs_and_may_be_killed(people, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 0)
    monkeypatch.setattr(taking, "BATCH", 4)
    text = "Nom;E-mail\n" + "".join(f"Personne {n};p{n}@a.example\n" for n in range(10))
    one = brought_in(people, text.encode())
    assert (one.state, one.to_judge) == ("reading", 11)
    judge_list(one.pk)
    judge_list(one.pk)
    one.refresh_from_db()
    assert (one.state, one.judged) == ("shown", 10)
    confirm_import(one, by=people.alice, now=timezone.now())
    assert take_batch(one.pk, now=timezone.now())
    one.refresh_from_db()
    assert (one.taken, one.chosen, Contact.objects.count()) == (4, 10, 4)
    undo_import(one, by=people.alice, now=timezone.now())
    assert not take_batch(one.pk, now=timezone.now())
    assert not Contact.objects.filter(removed_at=None).exists()


def test_who_may_not_see_people_brings_none_in(people):
    sponsor = make_team(people.workspace)[Role.SPONSOR]
    with pytest.raises(NotAllowedError):
        open_import(people.workspace, content=b"Nom\nZoe", name="", by=sponsor, now=timezone.now())


def test_somebody_put_away_is_not_completed(people):
    gone = keep_contact(people.workspace, Identity("Fatou Diop"), by=people.alice)
    put_away(gone, by=people.alice, now=timezone.now())
    assert [verdict for *_, verdict in verdicts(brought_in(people, b"Nom;Tel\nFatou Diop;0612345678\n"))] == ["new"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12/03/2024", "2024-03-12"), ("12 mars 2024", "2024-03-12"), ("1er août 2023", "2023-08-01"), ("3.4.23", "2023-04-03"),
        ("2024-03-12T10:00", "2024-03-12"), ("March 12, 2024", "2024-03-12"), ("12/31/2024", "2024-12-31"), ("juil. 2024", None),
        ("31/02/2024", None), ("", None), ("vu le 5 juil 2022 à Rennes", "2022-07-05"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(written, day):
    assert (read_day(written).isoformat() if read_day(written) else None) == day
