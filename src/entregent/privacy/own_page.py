"""What somebody reads on their own page: all that is kept of them, by section, where it comes from, and what they asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from entregent.contacts.models import Contact, Fact
from entregent.contacts.selectors import files_of
from entregent.core.rights import SECTIONS, Held
from entregent.privacy.models import Controller, Request
from entregent.privacy.person_wording import SECTION_NOTES, SECTION_TITLES, SOURCES
from entregent.privacy.rooms import rooms

SHOWN = 5  # lines of a section at first
PAGE = 100  # lines of a page of one section
READ = 11  # rows of a table that the page reads


@dataclass(slots=True)
class Section:
    """Lines under one heading. lines: those shown; count: of those read; is_cut: there may be others."""

    code: str
    lines: list[Held] = field(default_factory=list)
    count: int = 0
    is_cut: bool = False

    @property
    def title(self) -> str:
        return str(SECTION_TITLES.get(self.code, self.code))

    @property
    def note(self) -> str:
        return str(SECTION_NOTES.get(self.code, ""))

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Overview:
    """sections: those with something in them, in their order. is_whole: all was read; else there is more than count says."""

    sections: list[Section]
    count: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody accepts and refuses to hear about; since: since when nobody writes to them at all, None when one may."""

    accepted: list[Fact]
    refused: list[Fact]
    since: datetime | None


def everything(contact: Contact) -> Iterator[Held]:
    """All that any room keeps of a contact, the sentences in the language now on."""
    files = files_of(contact)
    for room in rooms().values():
        yield from room.held(files)


def overview(contact: Contact) -> Overview:
    """Return the first lines of each section, and how many there are.

    Of a table that has very many, the first rows are read: their section may hold more, and its own page says all of it.
    """
    found, files = {code: Section(code) for code in SECTIONS}, files_of(contact)
    for room in rooms().values():
        of_room = Counter[str]()
        for held in room.held(files, most=READ):
            section = found.setdefault(held.section, Section(held.section))
            section.count += 1
            of_room[held.section] += 1
            if section.count <= SHOWN:
                section.lines.append(held)
        for code, count in of_room.items():
            found[code].is_cut |= count >= READ
    sections = [one for one in found.values() if one.count]
    return Overview(sections, sum(one.count for one in sections), not any(one.is_cut for one in sections))


def section_page(contact: Contact, code: str, number: int) -> tuple[list[Held], bool]:
    """Return the lines of one page (from 1) of a section, and whether more follow. Nothing is read past that."""
    lines = (held for held in everything(contact) if held.section == code)
    first = (number - 1) * PAGE
    shown = list(islice(lines, first, first + PAGE + 1))
    return shown[:PAGE], len(shown) > PAGE


def sources_of(contact: Contact) -> list[tuple[str, int]]:
    """How what is known of somebody came to be known, in words, and of how many facts; the most first."""
    known = contact.facts.filter(ended_at=None).values_list("how").annotate(count=Count("pk")).order_by("-count", "how")
    return [(str(SOURCES[how]), count) for how, count in known]


def held_by_key(contact: Contact, key: str) -> Held | None:
    """The thing that a correction names; None for one that is not kept (any more)."""
    return next((held for held in everything(contact) if held.key == key), None) if key else None


def requests_of(contact: Contact) -> list[Request]:
    """What they asked, the latest first."""
    return list(contact.requests.order_by("-received_at", "-pk"))


def to_be_erased(asked: Iterable[Request]) -> Request | None:
    """The one of their requests by which they will leave the file."""
    return next((one for one in asked if one.kind == Request.Kind.ERASE and one.state in Request.WAITING), None)


def choices_of(contact: Contact) -> Choices:
    topics = contact.facts.filter(kind__in=(Fact.Kind.TOPIC, Fact.Kind.REFUSED), ended_at=None).order_by("pk")
    by_kind: dict[str, list[Fact]] = {Fact.Kind.TOPIC: [], Fact.Kind.REFUSED: []}
    for fact in topics:
        by_kind[fact.kind].append(fact)
    peace = contact.left_in_peace.filter(lifted_at=None, topic="").order_by("since").first()
    return Choices(by_kind[Fact.Kind.TOPIC], by_kind[Fact.Kind.REFUSED], peace.since if peace else None)


def as_tree(contact: Contact, controller: Controller, *, now: datetime) -> dict[str, Any]:
    """Everything as plain values, for programs: who keeps it, each thing by section, what was asked (GDPR, art. 15 and 20)."""
    by_section: dict[str, list[Mapping[str, str]]] = {code: [] for code in SECTIONS}
    for held in everything(contact):
        by_section.setdefault(held.section, []).append(_plain(held))
    return {
        "about": contact.name,
        "made_at": now.isoformat(),
        "kept_by": {
            "name": controller.name or contact.workspace.name,
            "address": controller.address,
            "email": controller.email,
            "data_protection_officer": controller.officer,
            "purpose": controller.purpose,
            "on_behalf_of": controller.client,
            "months_kept_after_the_last_sign": controller.months_kept,
        },
        "kept": {code: rows for code, rows in by_section.items() if rows},
        "asked": [_asked(one) for one in requests_of(contact)],
    }


def in_sections(contact: Contact) -> Iterable[Section]:
    """Every line, by section, for the file that is read."""
    found = {code: Section(code) for code in SECTIONS}
    for held in everything(contact):
        section = found.setdefault(held.section, Section(held.section))
        section.lines.append(held)
        section.count += 1
    return [one for one in found.values() if one.count]


def file_name(contact: Contact, ending: str) -> str:
    """Without their name: a download stands among others on a shared computer."""
    return f"{contact.workspace.slug}-{_('my-data')}.{ending}"


def _plain(held: Held) -> Mapping[str, str]:
    on = held.on.isoformat() if held.on else ""
    told = {"what": held.label, "value": held.words, "source": held.source, "address": held.address, "since": on}
    return {name: value for name, value in told.items() if value}


def _asked(request: Request) -> Mapping[str, str]:
    told = {
        "what": request.kind,
        "words": request.words,
        "received_at": request.received_at.isoformat(),
        "due_on": request.due_on.isoformat(),
        "state": request.state,
        "answer": request.answer,
    }
    return {name: value for name, value in told.items() if value}
