"""How a deed is said: each room lists its events, and the page that shows them puts the lists together."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from entregent.core.text import fold
from entregent.history.models import Entry
from entregent.ui.dates import date_format

PLACEHOLDER = re.compile(r"%\(\w+\)s")
UNKNOWN = "–"  # what a sentence says for a fact that an entry of another version does not hold


# Events of the rooms above whose subject is a person of the file; tests/privacy/test_personal_data.py finds one that is missing.
ABOUT_PEOPLE = frozenset(
    {
        *(f"contacts.{deed}" for deed in ("kept", "changed", "put_away", "taken_back", "fact_noted", "fact_ended")),
        *(f"contacts.{deed}" for deed in ("fact_back", "merged", "merge_undone", "split", "not_the_same")),
        *(f"contacts.{deed}" for deed in ("left_in_peace", "peace_lifted")),
        *(f"relations.{deed}" for deed in ("exchange_noted", "exchange_removed", "exchange_back", "promise_made")),
        *(f"relations.{deed}" for deed in ("promise_kept", "promise_released", "promise_reopened", "cadence_set")),
        *(f"relations.{deed}" for deed in ("asked", "asked_despite", "ask_step", "idea_received", "idea_step")),
        *(f"relations.{deed}" for deed in ("put_off", "taken_up_again", "value_shared", "value_removed", "value_back")),
        *(f"relations.{deed}" for deed in ("known", "known_no_more", "introduction_asked", "introduced")),
        *(f"relations.{deed}" for deed in ("not_introduced", "introduction_reopened")),
        *(f"messages.{deed}" for deed in ("message_sent", "message_held", "message_lifted", "message_unlifted")),
        *(f"privacy.{deed}" for deed in ("notice", "notice_written", "notice_back", "exempt", "answered")),
        *(f"privacy.{deed}" for deed in ("extended", "kept_on", "asked", "told_otherwise")),
        *(f"privacy.{deed}" for deed in ("link_made", "links_revoked")),
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """The sentence of a kind of deed. It may hold %(who)s, %(name)s and the facts that were recorded.

    labels: for a fact that is a code (a role, a network) or a list of codes, the words of each code. dates: the facts that are
    days, recorded as 2026-05-31.
    """

    sentence: Promise
    icon: str = "history"
    labels: Mapping[str, Mapping[Any, Promise | str]] = field(default_factory=dict)
    dates: Collection[str] = ()


Events = Mapping[str, Event]


@cache
def every_event() -> Events:
    """The events of every room, by code, found by name: entregent.<room>.wording."""
    found: dict[str, Event] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("entregent.") and find_spec(f"{config.name}.wording"):
            found |= getattr(import_module(f"{config.name}.wording"), "EVENTS", {})
    return found


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return UNKNOWN


def who_did(entry: Entry) -> str:
    """Name who did it as they were called that day; somebody forgotten is said to have left."""
    return entry.by_name or (_("Somebody who left") if entry.by_id else "Entregent")


def sentence_of(entry: Entry, events: Events) -> str:
    """Say an entry in the reader's language; one that no room knows any more is said by its code."""
    event = events.get(entry.event)
    if event is None:
        said = {"who": who_did(entry), "event": entry.event, "name": entry.about_name}
        return _("%(who)s: %(event)s %(name)s") % said
    facts = {name: _in_words(event, name, value) for name, value in entry.facts.items()}
    return str(event.sentence) % _Facts(facts | {"who": who_did(entry), "name": entry.about_name or UNKNOWN})


def events_saying(word: str, events: Events) -> Iterator[str]:
    """Codes of the events whose sentence holds a folded word of its own, in the reader's language."""
    return (code for code, event in events.items() if word in fold(PLACEHOLDER.sub(" ", str(event.sentence))))


def codes_saying(word: str, events: Events) -> Mapping[str, set[str]]:
    """Codes (a role, a network) said by a folded word in the reader's language → the events that may hold them."""
    found: dict[str, set[str]] = {}
    for event_code, event in events.items():
        for labels in event.labels.values():
            for code, label in labels.items():
                if word in fold(str(label)):
                    found.setdefault(str(code), set()).add(event_code)
    return found


def _in_words(event: Event, name: str, value: Any) -> str:
    if isinstance(value, list):
        return _listed([_in_words(event, name, one) for one in value])
    if value is None or value == "":
        return UNKNOWN
    if name in event.dates and (day := parse_date(str(value))):
        return date_format(day, "DATE_FORMAT")
    return str(event.labels.get(name, {}).get(value, value))


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return words[0] if words else UNKNOWN
    return _("%(several)s and %(last)s") % {"several": ", ".join(words[:-1]), "last": words[-1]}
