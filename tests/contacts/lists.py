"""Lists of people as they come, for tests."""

import io

import xlsxwriter
from django.utils import timezone

from entregent.contacts.actions import confirm_import, open_import
from entregent.contacts.models import ContactImport

MESSY = (
    "Fichier presse 2024;;;;;;\n"
    "Mis à jour le 12 mars;;;;;;\n"
    ";;;;;;\n"
    "Nom;Prénom;Média;E-mail;Téléphone;Rubriques;Dernier contact\n"
    "PRESSE LOCALE;;;;;;\n"
    "Diop;Fatou;Ouest-France;fatou@of.example, F.Diop@mail.example;06 12 34 56 78 / 02 99 00 00 00;compost, école;12 mars 2024\n"
    "Lebœuf;Éloïse;Radio Rennes;;612345679;;3/4/23\n"
    "DIOP;fatou;Le Potager;FATOU@of.example;;;\n"
    ";;;;;;\n"
    "=cmd|'/C calc'!A0;;Blog;zoe@blog.example;;;\n"
    ";;;pas une adresse;;;\n"
)


def brought_in(people, content: bytes, name: str = "amis.csv", **more) -> ContactImport:
    """A list, judged."""
    return open_import(people.workspace, content=content, name=name, by=people.alice, now=timezone.now(), **more)


def taken_in(people, content: bytes, name: str = "amis.csv", **more) -> ContactImport:
    """A list, confirmed with what is chosen on its own."""
    one = brought_in(people, content, name, **more)
    confirm_import(one, by=people.alice, now=timezone.now())
    one.refresh_from_db()
    return one


def verdicts(one: ContactImport) -> list[tuple[int, str, str]]:
    return list(one.lines.order_by("number").values_list("number", "name", "verdict"))


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """An XLSX; what begins with = is a formula."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return made.getvalue()
