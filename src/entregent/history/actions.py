"""The writes: what was done is added; somebody's name is forgotten, or somebody whom deeds were about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Q

from entregent.core.text import fold
from entregent.history.models import Entry

AT_ONCE = 500  # entries of a statement


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


@transaction.atomic
def empty_entries(workspace_id: int, *, events: Collection[str], about: Collection[int]) -> int:
    """Empty names and facts of what was done about things that are no more; return in how many entries.

    What was done stays, with who did it and when. events: the codes of which these are the numbers.
    """
    entries = Entry.objects.filter(workspace_id=workspace_id, event__in=events, about_id__in=about)
    return _let_go(entries.exclude(about_name="", facts={}), is_about_them=lambda _: True)


@transaction.atomic
def forget_words(workspace_id: int, words: Collection[str], *, people: Collection[str]) -> int:
    """Empty what holds a name or an address in entries about something else; return how many entries.

    A name of one word goes only where it stands alone: others have it too. people: the codes of events about somebody, whose own
    name stays though it is the same.
    """
    folded = {fold(word) for word in words} - {""}
    addresses = {word for word in folded if any(letter in "@/." or letter.isdecimal() for letter in word)}
    names = {f" {word} " for word in folded - addresses if " " in word}
    alone = folded - addresses - {name.strip() for name in names}
    holding = Q()
    for word in folded:
        holding |= Q(folded__contains=word)
    entries = Entry.objects.filter(holding, workspace_id=workspace_id) if folded else Entry.objects.none()

    def holds(text: str) -> bool:
        said = f" {fold(text)} "
        return said.strip() in alone or any(one in said for one in (*names, *addresses))

    found = [
        entry for entry in entries if any(map(holds, _words(entry.facts.values()))) or _names(entry, holds, people)
    ]
    return _let_go(found, is_about_them=lambda entry: _names(entry, holds, people))


def _names(entry: Entry, holds: Callable[[str], bool], people: Collection[str]) -> bool:
    return entry.event not in people and holds(entry.about_name)


def _let_go(entries: Iterable[Entry], *, is_about_them: Callable[[Entry], bool]) -> int:
    """Empty entries, all alike at once."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        alike[entry.by_name, "" if is_about_them(entry) else entry.about_name].append(entry.pk)
    for (by_name, about_name), numbers in alike.items():
        folded = _folded(by_name, about_name, ())
        for at in range(0, len(numbers), AT_ONCE):
            Entry.objects.filter(pk__in=numbers[at : at + AT_ONCE]).let_go(about_name=about_name, folded=folded)
    return sum(map(len, alike.values()))


def _folded(who: str, name: str, facts: Iterable[Any]) -> str:
    """Names and facts for finding, between spaces, so that a whole word can be asked for."""
    return f" {fold(' '.join(filter(None, [who, name, *_words(facts)])))} "


def _words(facts: Iterable[Any]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact, list | tuple):
            yield from _words(fact)
        elif fact is not None:
            yield str(fact)
