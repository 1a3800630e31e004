"""The list of a workspace's sources at a secret address. docs/decisions/0022-lists-of-sources.md"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from entregent.accounts.models import Workspace
from entregent.listening.list_models import LiveList

NOTED_EVERY = timedelta(hours=1)


def secret_of(live: LiveList) -> str:
    """What the address ends with: the number of the list, and a signature that no copy of the database holds."""
    signature = salted_hmac("entregent.listening.live_list", f"{live.pk}:{live.nonce}", algorithm="sha256").hexdigest()
    return f"{live.pk}-{signature}"


def live_list_of(workspace: Workspace) -> LiveList | None:
    return LiveList.objects.filter(workspace=workspace).select_related("opened_by").first()


def live_list_at(secret: str) -> LiveList | None:
    """The list that this secret opens; None for one that was never given, renewed or closed."""
    number = secret.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    live = LiveList.objects.filter(pk=int(number)).select_related("workspace").first()
    return live if live is not None and constant_time_compare(secret, secret_of(live)) else None


def note_asked(live: LiveList, *, now: datetime) -> None:
    """Remember, to the hour, that somebody asked for it: whoever wants to close it sees whether it is read."""
    seldom = Q(asked_at=None) | Q(asked_at__lt=now - NOTED_EVERY)
    LiveList.objects.filter(seldom, pk=live.pk).update(asked_at=now)
