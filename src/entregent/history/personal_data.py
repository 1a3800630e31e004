"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Manager, Model
from django.utils.translation import gettext as _

from entregent.core.rights import Held
from entregent.history.actions import empty_entries
from entregent.history.models import Entry
from entregent.history.wording import ABOUT_PEOPLE, every_event, sentence_of

COVERS: tuple[type[Model], ...] = (Entry,)
SOMEBODY_ELSE = ("other", "from")  # facts that name another person, who is nobody’s to tell of


class Person(Protocol):
    """A contact, whose room stands above this one."""

    pk: int
    workspace_id: int
    merged: "Manager[Any]"


def held(contact: Person) -> Iterator[Held]:
    """What was done about them, the last first."""
    numbers = list(_numbers(contact))
    entries = Entry.objects.filter(workspace_id=contact.workspace_id, about_id__in=numbers, event__in=ABOUT_PEOPLE)
    events = every_event()
    for entry in entries.order_by("-pk").iterator(chunk_size=400):
        entry.facts = {name: said for name, said in entry.facts.items() if name not in SOMEBODY_ELSE}
        yield Held("history", _("What was done"), sentence_of(entry, events), on=entry.at.date())


def _numbers(contact: Person) -> Iterator[int]:
    """Of the file, and of those joined into it."""
    yield contact.pk
    for one in contact.merged.all():
        yield from _numbers(one)


def erase(contact: Person, *, now: datetime) -> Mapping[str, int]:
    """That something was done stays, with who did it; about whom, and what, does not."""
    emptied = empty_entries(contact.workspace_id, events=ABOUT_PEOPLE, about=[contact.pk])
    return {Entry._meta.label_lower: emptied} if emptied else {}
