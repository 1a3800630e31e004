"""Reads: what was done in a workspace."""

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet

from entregent.core.text import fold
from entregent.history.models import Entry


def entries_of(workspace_id: int) -> QuerySet[Entry]:
    """Everything done in a workspace, newest first."""
    return Entry.objects.filter(workspace_id=workspace_id).order_by("-pk")


def entries_with(
    entries: QuerySet[Entry], words: str, *, events_saying: Callable[[str], Iterable[str]]
) -> QuerySet[Entry]:
    """Entries that hold every word, in a name, in a fact, or in the sentence of their event.

    events_saying: gives the events whose sentence holds a folded word, in the reader's language.
    """
    for word in fold(words).split():
        entries = entries.filter(Q(folded__contains=word) | Q(event__in=list(events_saying(word))))
    return entries
