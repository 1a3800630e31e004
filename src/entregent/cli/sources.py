"""What `listen` and `read` share: following sources, reading them with a progress bar, waiting for the next that are due."""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entregent.cli.errors import CONFIGURATION, configuration_sentence, stop
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from types import FrameType

    from entregent.accounts.models import Workspace
    from entregent.connectors.http import Allowed
    from entregent.listening.actions import SourceRead
    from entregent.listening.models import Source

PAUSE = 10.0  # seconds between two looks at which sources are due


@dataclass(frozen=True, slots=True)
class Asked:
    """A source that somebody named. kind: as the connectors are called."""

    address: str
    title: str = ""
    kind: str = "feed"


def allowed_addresses(pairs: tuple[str, ...]) -> "Allowed":
    """The private addresses that may be read: those of the installation, and these, for this run."""
    from django.conf import settings

    from entregent.web.environment import ConfigurationError
    from entregent.web.environment import allowed_addresses as read_pairs

    try:
        allowed: Allowed = settings.ALLOWED_ADDRESSES | read_pairs(",".join(pairs))
    except ConfigurationError as error:
        stop(configuration_sentence(error.problem, error.detail), CONFIGURATION)
    return allowed


def named_workspace(slug: str, *, code: int) -> "Workspace":
    """The workspace of that short name. code: to end with where there is none."""
    from entregent.accounts.models import Workspace

    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        names = ", ".join(Workspace.objects.values_list("slug", flat=True)) or "–"
        stop(_("There is no workspace “%(slug)s”. There are: %(names)s.") % {"slug": slug, "names": names}, code)
    return found


def follow_sources(workspace: "Workspace", asked: Iterable[Asked]) -> tuple[list["Source"], list[tuple[str, str]]]:
    """Follow each, once; return the sources, and the addresses that are none with the reason."""
    from entregent.accounts.permissions import SYSTEM
    from entregent.listening.actions import InvalidAddressError, follow
    from entregent.listening.wording import trouble_sentence

    sources: dict[int, Source] = {}
    refused = []
    for one in asked:
        try:
            source, _created = follow(workspace, address=one.address, title=one.title, kind=one.kind, by=SYSTEM)
            sources[source.pk] = source
        except InvalidAddressError:
            refused.append((one.address, trouble_sentence("bad address")))
    return list(sources.values()), refused


def read_with_progress(
    sources: list["Source"], *, allowed: "Allowed", quiet: bool, stopping: threading.Event | None = None
) -> tuple[list["SourceRead"], list[tuple["Source", str]]]:
    """Read the sources, a bar on standard error; return the readings, and those that were not read with the reason.

    stopping: when it is set, reading ends within seconds, and what was not reached is in neither.
    """
    from django.conf import settings
    from rich.console import Console
    from rich.progress import track

    from entregent.listening.actions import read_sources

    reading = read_sources(sources, user_agent=settings.USER_AGENT, allowed=allowed, stop=stopping)
    console = Console(stderr=True, quiet=quiet)
    read = list(track(reading, description=_("Reading"), total=len(sources), console=console))
    if stopping is not None and stopping.is_set():
        return read, []
    reached = {one.source.pk for one in read}
    busy = _("It is being read by another process; try again in ten minutes.")
    return read, [(source, busy) for source in sources if source.pk not in reached]


def failures_of(read: Iterable["SourceRead"]) -> Iterator[tuple["Source", str]]:
    """The sources that could not be read, and why."""
    from entregent.listening.wording import trouble_sentence

    return ((one.source, trouble_sentence(one.error.trouble)) for one in read if one.error)


def next_due(keys: list[int], *, stopping: threading.Event | None = None) -> list["Source"]:
    """Wait until some of the sources are due, and return them; none when `stopping` is set meanwhile."""
    from django.utils import timezone

    from entregent.listening.models import Source

    waited = stopping or threading.Event()
    while not waited.is_set():
        due = list(Source.objects.due(timezone.now()).filter(pk__in=keys))
        if due:
            return due
        waited.wait(PAUSE)
    return []


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, or whoever ends the process, sets: what was begun is ended in order. A second one does not wait."""
    stopping = threading.Event()

    def begin_stopping(number: int, frame: "FrameType | None") -> None:
        if stopping.is_set():
            raise KeyboardInterrupt
        stopping.set()

    former = {number: signal.signal(number, begin_stopping) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
