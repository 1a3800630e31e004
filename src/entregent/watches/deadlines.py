"""What sort a mention may be, and when it wants an answer, by its sort and the hours of the workspace."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import Sort as Hurry
from entregent.accounts.selectors import answer_due
from entregent.core.sorts import VERSION, suggest_sort
from entregent.core.working_time import NeverAtWorkError
from entregent.watches.models import Mention, Sort, State

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


def suggest_sorts(mentions: Sequence[Mention], workspace_id: int) -> None:
    """Say of mentions that wait, not kept yet, what they seem to be and by when they want an answer: for a person to confirm."""
    waiting = [mention for mention in mentions if mention.state == State.OPEN]
    workspace = Workspace.objects.get(pk=workspace_id) if waiting else None
    for mention in waiting:
        mention.suggestion_version = VERSION
        found = suggest_sort(mention.post.text, language=mention.language or None)
        if found and workspace:
            mention.sort = mention.suggested_sort = found.sort
            mention.suggested_start, mention.suggested_end = found.start, found.end
            mention.due_at = due_of(mention, workspace)
