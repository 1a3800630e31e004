"""Those whose request to be erased was accepted go once they were told, or once it was tried for long enough."""

import threading
from contextlib import suppress
from datetime import datetime, timedelta

from entregent.accounts.permissions import SYSTEM
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.errors import AlreadyErasedError, OnItsWayError
from entregent.privacy.models import Erasure, Request
from entregent.privacy.telling import LEFT

PATIENCE = timedelta(days=2)  # for a mail server that does not answer, and a team that writes again


def finish_leaving(stop: threading.Event, *, now: datetime) -> int:
    """Erase those whose letter has left, or did not in time; return how many. Of whom no letter told, it is kept."""
    count = 0
    accepted = Request.objects.filter(state=Request.State.LEAVING).select_related("contact__workspace", "message")
    for request in accepted.order_by("pk"):
        if stop.is_set():
            break
        if _must_wait(request, now) or request.contact is None:
            continue
        with suppress(OnItsWayError, AlreadyErasedError):
            is_untold = not _has_left(request)
            erase_person(request.contact, why=Erasure.Why.ASKED, by=SYSTEM, now=now, is_untold=is_untold)
            count += 1
    return count


def _has_left(request: Request) -> bool:
    return request.message is not None and request.message.state in LEFT


def _must_wait(request: Request, now: datetime) -> bool:
    """While their letter waits, or did not leave and may be written again."""
    is_pending = request.message is not None and not _has_left(request)
    return is_pending and request.answered_at is not None and now < request.answered_at + PATIENCE
