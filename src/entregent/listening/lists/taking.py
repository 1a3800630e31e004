"""A list that was confirmed is taken in, a batch at a time: each is one transaction, so that what is killed repeats nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from entregent.core.polling import USUAL
from entregent.jobs.backend import scoped, workspace_scope
from entregent.listening.full_text import settle_full_text
from entregent.listening.lists.writing import insert_many
from entregent.listening.models import Following, Import, Source

BATCH = 1000  # lines: half a second, for which nobody else writes on SQLite; benchmarks/importing.py
# Sources that are due together are read in the order in which they fell due: thirty-six thousand at once would keep the others
# waiting until all are read. Ten a second is what one worker reads; after the first reading a source rests for the usual time.
APART, WITHIN = timedelta(milliseconds=100), USUAL
SLOT = 100  # sources known already, which get the same time of reading


class Line(NamedTuple):
    """What is taken of a line."""

    number: int
    address: str
    kind: str
    title: str


@task()
def take_on(import_id: int) -> None:
    """Take a batch of the list, and have the next one taken."""
    if take_batch(import_id, now=timezone.now()):
        have_taken(Import.objects.only("workspace_id").get(pk=import_id))


def have_taken(one: Import) -> None:
    """Let a worker take the list in."""
    scoped(take_on, workspace_scope(one.workspace_id)).enqueue(one.pk)


@transaction.atomic
def take_batch(import_id: int, *, now: datetime) -> bool:
    """Follow the sources of the next lines that were chosen; False when none is left, or the import was undone."""
    one = Import.objects.select_for_update().filter(pk=import_id, state=Import.State.RUNNING).first()
    if one is None:
        return False
    ahead = one.lines.chosen().filter(number__gt=one.reached).order_by("number")
    lines = [Line(*row) for row in ahead.values_list("number", "address", "kind", "title")[:BATCH]]
    if lines:
        one.begun += _follow_all(one, lines, now=now)
        one.taken += len(lines)
        one.reached = lines[-1].number
    is_over = len(lines) < BATCH
    if is_over:
        one.state, one.ended_at = Import.State.DONE, now
    one.save(update_fields=["begun", "taken", "reached", "state", "ended_at"])
    return not is_over


def first_reading(place: int, among: int, *, now: datetime) -> datetime:
    """When to read for the first time the source at this place of so many: evenly, ten a second or more, within the usual rest."""
    return now + min(APART * among, WITHIN) * place / max(among, 1)


def _follow_all(one: Import, lines: Sequence[Line], *, now: datetime) -> int:
    """Follow the sources of these lines; return how many were not followed. As `actions.follow`, for many."""
    due = {line.address: first_reading(one.taken + place, one.chosen, now=now) for place, line in enumerate(lines)}
    addresses = one.lines.chosen().filter(number__gt=one.reached, number__lte=lines[-1].number).values("address")
    sources = Source.objects.filter(address__in=addresses)
    _wake(list(sources.exclude(_is_followed()).order_by("pk").values_list("pk", flat=True)), list(due.values()))
    fresh = sorted((line.address, line.kind, line.title, due[line.address]) for line in lines)
    # in one order for all, so that two imports do not block one another
    insert_many(Source(), ("address", "kind", "title", "next_read_at"), fresh)
    followings = Following.objects.filter(workspace=one.workspace_id, source__in=sources)
    followings.exclude(ended_at=None).delete()  # begun anew: all is matched
    begun = list(sources.exclude(pk__in=followings.values("source")).values_list("pk", flat=True))
    template = Following(workspace_id=one.workspace_id, since=now, begun_by=one)
    insert_many(template, ("source_id",), [(pk,) for pk in begun])
    settle_full_text(followings.filter(begun_by=one))
    # somebody thinks that they live again: let them be tried
    sources.filter(followings__begun_by=one).exclude(ended_at=None).update(ended_at=None)
    return len(begun)


def _is_followed() -> Exists:
    return Exists(Following.objects.filter(source=OuterRef("pk"), ended_at=None))


def _wake(idle: Sequence[int], times: Sequence[datetime]) -> None:
    """Sources that nobody follows have been due for long: they would all go before those of others."""
    for start in range(0, len(idle), SLOT):
        when = times[start * len(times) // len(idle)]
        Source.objects.filter(pk__in=idle[start : start + SLOT]).update(next_read_at=when)
