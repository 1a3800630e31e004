"""The people known, put out: as a table, a workbook, contact cards; a chunk at a time, however many they are."""

import re
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

import xlsxwriter
from django.db.models import QuerySet

from entregent.contacts.lists.wording import FIELDS
from entregent.contacts.models import Contact, Fact, LeftInPeace, Part, Tagging
from entregent.ui.exports import csv_lines

CHUNK = 1000  # people looked up together: four questions
WIDEST = 75  # octets of a line of a card, RFC 6350
NAMED = ("name", "given_name", "family_name")
SEVERAL = (
    *("outlet", "role", "email", "phone", "site", "profile", "place", "postal"),
    *("topics", "refused", "audience", "story", "note", "tags"),
)
ALONE = ("language", "form", "peace")
COLUMNS = (*NAMED, *SEVERAL, *ALONE)
CARD_FACTS = {
    Fact.Kind.EMAIL: "EMAIL",
    Fact.Kind.PHONE: "TEL",
    Fact.Kind.SITE: "URL",
    Fact.Kind.PROFILE: "X-SOCIALPROFILE",
    Fact.Kind.STORY: "NOTE",
    Fact.Kind.NOTE: "NOTE",
}


@dataclass(slots=True)
class Known:
    """What is current of somebody, by column; peace: what they asked not to be contacted about, "" for anything."""

    contact: Contact
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    facts: list[tuple[str, str]] = field(default_factory=list)
    peace: list[str] = field(default_factory=list)


def everybody(contacts: QuerySet[Contact]) -> Iterator[Known]:
    """Contacts in their order, with what is current of them."""
    keys = list(contacts.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = Contact.objects.in_bulk(chunk)
        known = {pk: Known(found[pk]) for pk in chunk if pk in found}
        _fill(known)
        yield from known.values()


def _fill(known: dict[int, Known]) -> None:
    facts = Fact.objects.filter(contact__in=known, ended_at=None).order_by("pk")
    for pk, kind, value in facts.values_list("contact_id", "kind", "value"):
        known[pk].said["topics" if kind == Fact.Kind.TOPIC else kind].append(value)
        known[pk].facts.append((kind, value))
    parts = Part.objects.filter(contact__in=known, ended_on=None).order_by("pk")
    for pk, outlet, role in parts.values_list("contact_id", "outlet__name", "role"):
        known[pk].said["outlet"].append(outlet)
        known[pk].said["role"] += [role] if role else []
    for pk, tag in Tagging.objects.filter(contact__in=known).order_by("pk").values_list("contact_id", "tag__name"):
        known[pk].said["tags"].append(tag)
    asked = LeftInPeace.objects.filter(contact__in=known, lifted_at=None).order_by("topic")
    for who, topic in asked.values_list("contact_id", "topic"):
        known[who or 0].peace.append(topic)


def heads() -> list[str]:
    """Names of the columns, in the reader's language; bringing the table in again knows them."""
    return [str(FIELDS[name]) for name in COLUMNS]


def cells(known: Known, yes: str) -> list[str]:
    """A line of a table. yes: as it is said in the reader's language."""
    contact = known.contact
    said = {name: "; ".join(known.said[name]) for name in SEVERAL}
    said |= {"postal": "\n".join(known.said["postal"]), "note": "\n".join(known.said["note"])}
    said |= {name: getattr(contact, name) for name in (*NAMED, "language", "form")}
    said["peace"] = (yes if "" in known.peace else ", ".join(known.peace)) if known.peace else ""
    return [said[name] for name in COLUMNS]


def as_csv(contacts: QuerySet[Contact], yes: str) -> Iterator[str]:
    return csv_lines(heads(), (cells(known, yes) for known in everybody(contacts)))


def as_workbook(contacts: QuerySet[Contact], yes: str) -> IO[bytes]:
    """A workbook on disk, gone once it is closed; no cell of it is a formula."""
    file = tempfile.TemporaryFile(prefix="entregent-")  # noqa: SIM115 (whoever sends it closes it)
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        for at, head in enumerate(heads()):
            sheet.write_string(0, at, head, book.add_format({"bold": True}) if at == 0 else None)
        for row, known in enumerate(everybody(contacts), 1):
            for at, cell in enumerate(cells(known, yes)):
                if cell:
                    sheet.write_string(row, at, cell[:32_767])
    file.seek(0)
    return file


def as_cards(contacts: QuerySet[Contact]) -> Iterator[str]:
    return (card(known) for known in everybody(contacts))


def card(known: Known) -> str:
    """A vCard 3.0, which every address book reads."""
    contact = known.contact
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid(contact)}",
        f"N:{_escaped(contact.family_name)};{_escaped(contact.given_name)};;;",
        f"FN:{_escaped(contact.name)}",
    ]
    lines += [f"ORG:{_escaped(outlet)}" for outlet in known.said["outlet"][:1]]
    lines += [f"TITLE:{_escaped(role)}" for role in known.said["role"][:1]]
    lines += [f"{CARD_FACTS[Fact.Kind(kind)]}:{_escaped(value)}" for kind, value in known.facts if kind in CARD_FACTS]
    lines += [f"NOTE:{_escaped(outlet)}" for outlet in known.said["outlet"][1:]]
    lines += [f"ADR:;;{_escaped(street)};;;;" for street in known.said["postal"]]
    lines += [f"ADR:;;;{_escaped(town)};;;" for town in known.said["place"]]
    if known.said["tags"]:
        lines.append(f"CATEGORIES:{','.join(map(_escaped, known.said['tags']))}")
    lines += [f"REV:{contact.changed_at:%Y%m%dT%H%M%SZ}", "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def uid(contact: Contact) -> str:
    """The same for one contact in each list and each address book."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"entregent:{contact.workspace_id}:{contact.pk}"))


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    if len(line) * 4 <= WIDEST or len(line.encode()) <= WIDEST:
        return line
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > WIDEST:
            pieces.append(piece)
            piece, size = "", 1  # the space that begins a folded line
        piece += character
        size += width
    return "\r\n ".join([*pieces, piece])
