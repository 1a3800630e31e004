"""The writes: what was done is added; somebody's name is forgotten."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.db import transaction

from entregent.core.text import fold
from entregent.history.models import Entry


class Keyed(Protocol):
    """What has a number and a name: a row, or Entregent itself (no number)."""

    pk: Any

    def __str__(self) -> str: ...


def record(event: str, *, by: Keyed, workspace: Keyed | None, about: Keyed | None = None, **facts: Any) -> Entry:
    """Add an entry, in the transaction of the action that calls.

    event: "room.deed"; the room's wording has its sentence in EVENTS. facts: what the sentence needs besides `who` and `name`;
    plain JSON values, no secret.
    """
    who, name = str(by)[:120] if by.pk else "", str(about)[:200] if about else ""
    return Entry.objects.create(
        workspace_id=workspace.pk if workspace else None,
        by_id=by.pk,
        by_name=who,
        event=event,
        about_id=about.pk if about else None,
        about_name=name,
        facts=facts,
        folded=_folded(who, name, facts.values()),
    )


@transaction.atomic
def forget_name(doer_id: int) -> int:
    """Empty the name under which somebody did things, because they asked for it; return in how many entries.

    What they did stays, as done by somebody who left. What others did about them keeps their name.
    """
    named = list(Entry.objects.filter(by_id=doer_id).exclude(by_name=""))
    for entry in named:
        about = "" if entry.about_name == entry.by_name else entry.about_name
        folded = _folded("", about, entry.facts.values())
        Entry.objects.filter(pk=entry.pk).forget(about_name=about, folded=folded)
    return len(named)


def _folded(who: str, name: str, facts: Iterable[Any]) -> str:
    """Names and facts for finding, between spaces, so that a whole word can be asked for."""
    return f" {fold(' '.join(filter(None, [who, name, *_words(facts)])))} "


def _words(facts: Iterable[Any]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact, list | tuple):
            yield from _words(fact)
        elif fact is not None:
            yield str(fact)
