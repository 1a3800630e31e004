"""Reads: what was done in a workspace, and by whom."""

from django.db.models import Max, Q, QuerySet

from entregent.core.text import fold
from entregent.history.models import Entry
from entregent.history.wording import Events, codes_saying, events_saying


def entries_of(workspace_id: int) -> QuerySet[Entry]:
    """Everything done in a workspace, newest first."""
    return Entry.objects.filter(workspace_id=workspace_id).order_by("-pk")


def doers_of(workspace_id: int) -> dict[int | None, str]:
    """Who did something in a workspace: number → the latest name; None and "" for Entregent, nobody who was forgotten."""
    named = Entry.objects.filter(workspace_id=workspace_id).exclude(by_id__isnull=False, by_name="")
    latest = named.values_list("by_id", "by_name").annotate(last=Max("pk")).order_by("last")
    return {number: name for number, name, _last in latest}


def entries_with(entries: QuerySet[Entry], words: str, *, events: Events) -> QuerySet[Entry]:
    """Entries that hold every word: in a name, in a fact, or in what the reader's language says of them."""
    for word in fold(words).split():
        entries = entries.filter(Q(folded__contains=word) | _said(word, events))
    return entries


def _said(word: str, events: Events) -> Q:
    """What is found by a word of the sentence, which no row holds: rows keep codes, for every language."""
    said = Q(event__in=list(events_saying(word, events)))
    for code, where in codes_saying(word, events).items():
        said |= Q(event__in=where, folded__contains=f" {fold(code)} ")
    if word in "entregent":
        said |= Q(by_id=None)
    return said
