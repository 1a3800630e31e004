"""The list of a workspace's sources at a secret address. docs/decisions/0022-lists-of-sources.md"""

from datetime import datetime

from entregent.accounts.models import Workspace
from entregent.accounts.open_addresses import is_given, number_in, secret_for, seldom
from entregent.listening.list_models import LiveList


def secret_of(live: LiveList) -> str:
    """What the address ends with: the number of the list, and a signature that no copy of the database holds."""
    return secret_for("entregent.listening.live_list", live.pk, f"{live.pk}:{live.nonce}")


def live_list_of(workspace: Workspace) -> LiveList | None:
    return LiveList.objects.filter(workspace=workspace).select_related("opened_by").first()


def live_list_at(secret: str) -> LiveList | None:
    """The list that this secret opens; None for one that was never given, renewed or closed."""
    live = LiveList.objects.filter(pk=number_in(secret)).select_related("workspace").first()
    return live if live is not None and is_given(secret, secret_of(live)) else None


def note_asked(live: LiveList, *, now: datetime) -> None:
    """Remember, to the hour, that somebody asked for it: whoever wants to close it sees whether it is read."""
    LiveList.objects.filter(seldom("asked_at", now), pk=live.pk).update(asked_at=now)
