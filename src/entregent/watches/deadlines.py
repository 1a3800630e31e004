"""What sort a mention may be, and when it wants an answer, by its sort and the hours of the workspace."""

from collections.abc import Callable, Mapping
from datetime import datetime

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import Sort as Hurry
from entregent.accounts.selectors import answer_due
from entregent.core.sorts import VERSION, suggest_sort
from entregent.core.working_time import NeverAtWorkError
from entregent.watches.models import Mention, Sort, State

MOST = 500  # mentions at a time: the others come a minute later
BEGINNING = 3_000  # characters of a post in which somebody says what they want
HURRY: Mapping[str, Hurry] = {
    Sort.QUESTION: Hurry.QUESTION,
    Sort.CRITICISM: Hurry.CRITICISM,
    Sort.DISCONTENT: Hurry.CRITICISM,  # somebody is unhappy: that it gives no hold does not make it wait longer
    Sort.ATTACK: Hurry.ATTACK,
}


def due_of(mention: Mention, workspace: Workspace) -> datetime | None:
    """When its answer is late; None where its sort asks for none, where it was old when heard, or where nobody ever works."""
    hurry = HURRY.get(mention.sort)
    if hurry is None or mention.state == State.PAST:
        return None
    try:
        return answer_due(workspace, mention.heard_at, hurry)
    except NeverAtWorkError:
        return None


def suggest_sorts(*, stop: Callable[[], bool] = lambda: False) -> int:
    """Say of mentions that wait what they seem to be and by when they want an answer, the latest first; return how many were read.

    For a person to confirm: whoever sorted one meanwhile is not contradicted. A suggestion takes milliseconds, and is therefore not
    made while posts are matched. Safe to repeat.
    """
    unread = Mention.objects.filter(state=State.OPEN, suggestion_version=0).select_related("post", "workspace")
    read = 0
    for mention in unread.order_by("-pk")[:MOST]:
        if stop():
            break
        _suggest(mention)
        read += 1
    return read


def _suggest(mention: Mention) -> None:
    told: dict[str, object] = {"suggestion_version": VERSION}
    found = suggest_sort(mention.post.text[:BEGINNING], language=mention.language or None)
    if found:
        mention.sort = found.sort
        told |= {"sort": found.sort, "suggested_sort": found.sort, "due_at": due_of(mention, mention.workspace)}
        told |= {"suggested_start": found.start, "suggested_end": found.end}
    still = Mention.objects.filter(pk=mention.pk, state=State.OPEN, suggestion_version=0)
    if not still.filter(sorted_at=None).update(**told):
        still.update(suggestion_version=VERSION)
