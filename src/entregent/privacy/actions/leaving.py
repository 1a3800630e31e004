"""Those whose request to be erased was accepted go once they were told."""

import threading
from contextlib import suppress
from datetime import datetime, timedelta

from entregent.accounts.permissions import SYSTEM
from entregent.messages.models import Message
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.errors import AlreadyErasedError, OnItsWayError
from entregent.privacy.models import Erasure, Request

WAITS = (Message.State.WAITING,)
PATIENCE = timedelta(days=2)  # for a mail server that does not answer


def finish_leaving(stop: threading.Event, *, now: datetime) -> int:
    """Erase those whose letter has left, or cannot; return how many."""
    count = 0
    accepted = Request.objects.filter(state=Request.State.LEAVING).select_related("contact__workspace", "message")
    for request in accepted.order_by("pk"):
        if stop.is_set():
            break
        if _must_wait(request, now) or request.contact is None:
            continue
        with suppress(OnItsWayError, AlreadyErasedError):
            erase_person(request.contact, why=Erasure.Why.ASKED, by=SYSTEM, now=now)
            count += 1
    return count


def _must_wait(request: Request, now: datetime) -> bool:
    message, since = request.message, request.answered_at
    return message is not None and message.state in WAITS and since is not None and now < since + PATIENCE
