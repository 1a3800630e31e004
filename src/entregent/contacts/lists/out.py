"""The people known, put out: as a table, a workbook, contact cards; a chunk at a time, however many they are."""

import hashlib
import re
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import IO

import xlsxwriter
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

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
    Fact.Kind.EMAIL.value: "EMAIL",
    Fact.Kind.PHONE.value: "TEL",
    Fact.Kind.SITE.value: "URL",
    Fact.Kind.PROFILE.value: "X-SOCIALPROFILE",
    Fact.Kind.STORY.value: "NOTE",
    Fact.Kind.NOTE.value: "NOTE",
}
VARIANTS = {one: "89ab"[int(one, 16) & 3] for one in "0123456789abcdef"}  # RFC 9562: the first two bits are 10
SPECIAL = re.compile(r"[\\;,\r\n]")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\r": None, "\n": "\\n"})


@dataclass(slots=True)
class Who:
    """What is read of a contact's own row."""

    pk: int
    workspace_id: int
    name: str
    given_name: str
    family_name: str
    language: str
    form: str
    changed_at: datetime


WHO = tuple(field.name for field in fields(Who))


@dataclass(slots=True)
class Known:
    """What is current of somebody, by column; peace: what they asked not to be contacted about, "" for anything."""

    contact: Who
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    facts: list[tuple[str, str]] = field(default_factory=list)
    peace: list[str] = field(default_factory=list)


def everybody(contacts: QuerySet[Contact]) -> Iterator[Known]:
    """Contacts in their order, with what is current of them."""
    keys = list(contacts.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = {row[0]: Known(Who(*row)) for row in Contact.objects.filter(pk__in=_among(chunk)).values_list(*WHO)}
        known = {pk: found[pk] for pk in chunk if pk in found}
        _fill(known)
        yield from known.values()


def _among(keys: Iterable[int]) -> RawSQL:
    """These numbers, written out: Django prepares each of them, five times as long as the database looks for it."""
    return RawSQL(", ".join(map(str, keys)) or "NULL", ())  # noqa: S611 (numbers of ours)


def _fill(known: dict[int, Known]) -> None:
    among = _among(known)
    facts = Fact.objects.filter(contact__in=among, ended_at=None).order_by("pk")
    for pk, kind, value in facts.values_list("contact_id", "kind", "value"):
        one = known[pk]
        one.said["topics" if kind == "topic" else kind].append(value)
        one.facts.append((kind, value))
    parts = Part.objects.filter(contact__in=among, ended_on=None).order_by("pk")
    for pk, outlet, role in parts.values_list("contact_id", "outlet__name", "role"):
        known[pk].said["outlet"].append(outlet)
        known[pk].said["role"] += [role] if role else []
    for pk, tag in Tagging.objects.filter(contact__in=among).order_by("pk").values_list("contact_id", "tag__name"):
        known[pk].said["tags"].append(tag)
    asked = LeftInPeace.objects.filter(contact__in=among, lifted_at=None).order_by("topic")
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
    contact, said = known.contact, known.said
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid(contact)}",
        f"N:{_escaped(contact.family_name)};{_escaped(contact.given_name)};;;",
        f"FN:{_escaped(contact.name)}",
        *(f"ORG:{_escaped(outlet)}" for outlet in said["outlet"][:1]),
        *(f"TITLE:{_escaped(role)}" for role in said["role"][:1]),
        *(f"{CARD_FACTS[kind]}:{_escaped(value)}" for kind, value in known.facts if kind in CARD_FACTS),
        *(f"NOTE:{_escaped(outlet)}" for outlet in said["outlet"][1:]),
        *(f"ADR:;;{_escaped(street)};;;;" for street in said["postal"]),
        *(f"ADR:;;;{_escaped(town)};;;" for town in said["place"]),
    ]
    if said["tags"]:
        lines.append(f"CATEGORIES:{','.join(map(_escaped, said['tags']))}")
    lines += [f"REV:{contact.changed_at:%Y%m%dT%H%M%SZ}", "END:VCARD", ""]
    return "\r\n".join([line if line.isascii() and len(line) <= WIDEST else _folded(line) for line in lines])


def uid(contact: Who) -> str:
    """The same for one contact in each list and each address book: as `uuid.uuid5` makes it."""
    told = f"entregent:{contact.workspace_id}:{contact.pk}".encode()
    made = hashlib.sha1(uuid.NAMESPACE_URL.bytes + told, usedforsecurity=False).hexdigest()
    return f"{made[:8]}-{made[8:12]}-5{made[13:16]}-{VARIANTS[made[16]]}{made[17:20]}-{made[20:32]}"


def _escaped(text: str) -> str:
    return text.translate(ESCAPES) if SPECIAL.search(text) else text


def _folded(line: str) -> str:
    if len(line.encode()) <= WIDEST:
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
