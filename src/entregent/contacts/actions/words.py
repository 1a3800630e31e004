"""Words by which people are found though a letter is wrong go with those who had them."""

from collections.abc import Callable

from entregent.accounts.models import Workspace
from entregent.contacts.resembling import forget


def forget_words(stopped: Callable[[], bool] = lambda: False) -> int:
    """Forget, in every workspace, what no file says any more: of whoever left, or has another name now; return how many words."""
    gone = 0
    for workspace in Workspace.objects.order_by("pk").values_list("pk", flat=True):
        if stopped():
            break
        gone += forget(workspace)
    return gone
