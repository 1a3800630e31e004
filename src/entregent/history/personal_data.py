"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Model
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


def held(files: Sequence[Person], *, most: int | None = None) -> Iterator[Held]:
    """What was done about them, the last first."""
    about, workspace = [one.pk for one in files], files[0].workspace_id
    entries = Entry.objects.filter(workspace_id=workspace, about_id__in=about, event__in=ABOUT_PEOPLE)
    events = every_event()
    for entry in entries.order_by("-pk")[:most].iterator(chunk_size=400):
        entry.facts = {name: said for name, said in entry.facts.items() if name not in SOMEBODY_ELSE}
        yield Held("history", _("What was done"), sentence_of(entry, events), on=entry.at.date())


def erase(files: Sequence[Person], *, now: datetime) -> Mapping[str, int]:
    """That something was done stays, with who did it; about whom, and what, does not."""
    emptied = empty_entries(files[0].workspace_id, events=ABOUT_PEOPLE, about=[one.pk for one in files])
    return {Entry._meta.label_lower: emptied} if emptied else {}
