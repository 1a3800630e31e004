"""How a deed is said: each room lists its events, and the page that shows them puts the lists together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from entregent.core.text import fold
from entregent.history.models import Entry


@dataclass(frozen=True, slots=True)
class Event:
    """The sentence of a kind of deed. It may hold %(who)s, %(name)s and the facts that were recorded.

    labels: for a fact that is a code (a role, a network), the words of each code.
    """

    sentence: Promise
    icon: str = "point"
    labels: Mapping[str, Mapping[Any, Promise | str]] = field(default_factory=dict)


Events = Mapping[str, Event]


def sentence_of(entry: Entry, events: Events) -> str:
    """Say an entry in the reader's language; one that no room knows any more is said by its code."""
    who = entry.by_name or (_("Somebody who left") if entry.by_id else "Entregent")
    event = events.get(entry.event)
    if event is None:
        return _("%(who)s: %(event)s %(name)s") % {"who": who, "event": entry.event, "name": entry.about_name}
    said = {name: _labelled(event, name, value) for name, value in entry.facts.items()}
    return str(event.sentence) % (said | {"who": who, "name": entry.about_name})


def events_saying(word: str, events: Events) -> Iterator[str]:
    """Codes of the events whose sentence holds a folded word, in the reader's language."""
    return (code for code, event in events.items() if word in fold(str(event.sentence)))


def _labelled(event: Event, name: str, value: Any) -> str:
    label = event.labels.get(name, {}).get(value)
    return str(value) if label is None else str(label)
