"""The one write: what was done is added."""

from typing import Any, Protocol

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
    words = " ".join([who, name, *(str(value) for value in facts.values() if value is not None)])
    return Entry.objects.create(
        workspace_id=workspace.pk if workspace else None,
        by_id=by.pk,
        by_name=who,
        event=event,
        about_id=about.pk if about else None,
        about_name=name,
        facts=facts,
        folded=fold(words)[:600],
    )
