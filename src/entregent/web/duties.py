"""What the worker does, and how often."""

import threading
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from entregent.jobs.worker import Duty
from entregent.listening.actions import read_due_sources
from entregent.watches.actions import match_all_watches


def listen(stop: threading.Event) -> None:
    """Read what is due, then ask the watches about it."""
    allowed = settings.ALLOWED_ADDRESSES
    read_due_sources(now=timezone.now(), user_agent=settings.USER_AGENT, allowed=allowed, stop=stop)
    if not stop.is_set():
        match_all_watches()


DUTIES = (Duty("listen", timedelta(seconds=30), listen),)
