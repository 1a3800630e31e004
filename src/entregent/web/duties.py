"""What the worker does besides jobs: which rows it takes its share of, and what it does how often."""

import threading
import time
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.accounts.actions import forget_dead_links
from entregent.contacts.actions import forget_words
from entregent.jobs.actions import forget_old_jobs
from entregent.jobs.schedules import Duty
from entregent.jobs.worker import Round, worker_name
from entregent.listening.actions import keep_pushes, read_due_sources, tend_subscriptions
from entregent.messages.actions import tend_messages
from entregent.privacy.actions.leaving import finish_leaving
from entregent.privacy.actions.notices import tend_notices
from entregent.relations.actions import send_weekly_letters
from entregent.watches.actions import Sender, match_all_watches, tend_hooks, tend_inboxes, tend_letters

MATCHED_EVERY = 5.0  # seconds: of a large reading, what came first is matched before the slowest site has answered


def listen(stop: threading.Event) -> bool:
    """Read some of the sources that are due, and ask the watches about what came; False when none was due."""
    reads = new = 0
    matched = time.monotonic()
    reading = read_due_sources(
        worker=worker_name(), user_agent=settings.USER_AGENT, allowed=settings.ALLOWED_ADDRESSES, stop=stop
    )
    for read in reading:
        reads, new = reads + 1, new + read.reading.new_posts
        if new and time.monotonic() - matched > MATCHED_EVERY:
            match_all_watches(with_past=False)
            new, matched = 0, time.monotonic()
    if new and not stop.is_set():
        match_all_watches(with_past=False)
    return reads > 0


def take_in(stop: threading.Event) -> bool:
    """Keep what hubs pushed, and ask the watches about it; False when nothing had come."""
    kept = new = 0
    for reading in keep_pushes(worker=worker_name(), stop=stop):
        kept, new = kept + 1, new + reading.new_posts
    if new and not stop.is_set():
        match_all_watches(with_past=False)
    return kept > 0


def subscribe(stop: threading.Event) -> None:
    tend_subscriptions(
        public_address=settings.PUBLIC_ADDRESS,
        user_agent=settings.USER_AGENT,
        allowed=settings.ALLOWED_ADDRESSES,
        stop=stop,
    )


def match(stop: threading.Event) -> None:
    """Ask the watches about what a reader left behind that was stopped before it asked, and those just written about the past."""
    match_all_watches(stop.is_set)


def forget(_stop: threading.Event) -> None:
    forget_old_jobs(timezone.now())


def forget_links(_stop: threading.Event) -> None:
    forget_dead_links(timezone.now())


def forget_names(stop: threading.Event) -> None:
    forget_words(stop.is_set)


def tend_inbox(_stop: threading.Event) -> None:
    tend_inboxes(now=timezone.now())


def write_letters(stop: threading.Event) -> None:
    tend_letters(stop, worker=worker_name(), address=settings.PAGES_ADDRESS)


def send_messages(stop: threading.Event) -> None:
    tend_messages(stop, worker=worker_name())


def tell_people(stop: threading.Event) -> None:
    tend_notices(stop, now=timezone.now(), pages=settings.PAGES_ADDRESS)


def erase_leaving(stop: threading.Event) -> None:
    finish_leaving(stop, now=timezone.now())


def tell_hooks(stop: threading.Event) -> None:
    sender = Sender(settings.USER_AGENT, settings.ALLOWED_ADDRESSES, settings.PAGES_ADDRESS)
    tend_hooks(stop, worker=worker_name(), sender=sender)


def write_weekly(stop: threading.Event) -> None:
    send_weekly_letters(
        stop,
        now=timezone.now(),
        address=settings.PAGES_ADDRESS,
        today=lambda slug: f"{reverse('web:today', args=[slug])}?mine",
    )


ROUNDS = (Round("listen", listen), Round("pushes", take_in))
DUTIES = (
    Duty("match", timedelta(seconds=30), match, title=_("Ask the watches about new posts")),
    Duty("inbox", timedelta(minutes=1), tend_inbox, title=_("Bring back what was put aside, hand on what nobody took")),
    Duty(
        "letters", timedelta(minutes=1), write_letters, title=_("Write to members what waits for them"), lane="letters"
    ),
    Duty(
        "weekly letters", timedelta(minutes=15), write_weekly, title=_("Write to members what they owe"), lane="letters"
    ),
    Duty("messages", timedelta(seconds=20), send_messages, title=_("Send messages to contacts"), lane="messages"),
    Duty("notices", timedelta(minutes=10), tell_people, title=_("Tell people that they are in the file")),
    Duty("leaving", timedelta(minutes=1), erase_leaving, title=_("Erase those who were told that it is accepted")),
    Duty("webhooks", timedelta(seconds=30), tell_hooks, title=_("Tell other programs what was heard"), lane="webhooks"),
    Duty("hubs", timedelta(minutes=5), subscribe, title=_("Ask hubs to tell us of new posts"), lane="hubs"),
    Duty("forget jobs", timedelta(days=1), forget, title=_("Forget work done long ago")),
    Duty("forget links", timedelta(days=1), forget_links, title=_("Forget links and sessions that ended")),
    Duty("forget words", timedelta(days=1), forget_names, title=_("Forget words that nobody’s file says any more")),
)
