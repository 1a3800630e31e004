"""Letters to members: what each chooses; those that are due are made, then sent, each once. docs/decisions/0032-inbox-letters.md"""

import secrets
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from entregent.accounts.letters import Fate, can_send, deliver
from entregent.accounts.models import Membership, Workspace
from entregent.accounts.permissions import Permission, permissions_of
from entregent.accounts.selectors import members_of, working_time
from entregent.history.actions import record
from entregent.jobs.leases import Clock, change, claim, finish, read_clock, wait_before
from entregent.watches.letter_models import Digest, Letter, LetterChoice
from entregent.watches.letters.contents import RISKS, Reader, has_news, risky, since_of
from entregent.watches.letters.periods import REACHES, period_of, slot_of
from entregent.watches.letters.writing import compose
from entregent.watches.models import Watch

SETTLED = timedelta(seconds=20)  # what was heard later may still be on its way into the database
TRIES = 5
KEPT = timedelta(days=60)
FIRST_REACH = timedelta(hours=1)  # of the first letter that is sent at once


def choice_of(member: Membership) -> LetterChoice:
    """What the member chose; otherwise what their role deals with: who may not answer gets no letter unasked."""
    chosen = LetterChoice.objects.filter(membership=member).first()
    if chosen is not None:
        return chosen
    deals = Permission.LISTEN in permissions_of(member)
    return LetterChoice(membership=member, digest=Digest.WORKDAYS if deals else Digest.NEVER, at_once=deals)


@transaction.atomic
def choose_letters(member: Membership, *, digest: Digest, at_once: bool) -> LetterChoice:
    """Keep what a member chose for themselves."""
    chosen, _ = LetterChoice.objects.update_or_create(
        membership=member, defaults={"digest": Digest(digest), "at_once": at_once}
    )
    record("watches.letters_chosen", by=member.user, workspace=member.workspace, digest=chosen.digest)
    return chosen


@transaction.atomic
def stop_letters(member: Membership) -> None:
    """No more letters to this member, until they choose otherwise; done twice, it changes nothing."""
    said = choice_of(member)
    if said.pk and said.digest == Digest.NEVER and not said.at_once:
        return
    LetterChoice.objects.update_or_create(membership=member, defaults={"digest": Digest.NEVER, "at_once": False})
    record("watches.letters_stopped", by=member.user, workspace=member.workspace)


def ask_for_letter(member: Membership, *, now: datetime) -> Letter:
    """Make the digest of now, besides those of the days; the worker sends it."""
    period = f"asked {secrets.token_hex(8)}"
    return Letter.objects.create(membership=member, kind=Letter.Kind.DIGEST, period=period, until=now, due_at=now)


def tend_letters(stop: threading.Event, *, worker: str, address: str) -> int:
    """Make the letters that are due and send those that wait; return how many were sent. Nothing without a mail server."""
    if not can_send():
        return 0
    clock = read_clock()
    make_due_letters(clock.now())
    Letter.objects.filter(made_at__lt=clock.now() - KEPT).exclude(outcome=Letter.Outcome.WAITING).delete()
    return sum(outcome == Letter.Outcome.SENT for outcome in _send_waiting(stop, clock, worker, address))


def make_due_letters(now: datetime) -> None:
    """Write down which letters are due; a second worker that does the same adds none."""
    made: list[Letter] = []
    for workspace in Workspace.objects.filter(watches__removed_at=None, watches__isnull=False).distinct():
        made += _due_in(workspace, now)
    Letter.objects.bulk_create(made, ignore_conflicts=True)


def _due_in(workspace: Workspace, now: datetime) -> Iterator[Letter]:
    until, working = now - SETTLED, working_time(workspace)
    has_risks = Watch.objects.filter(workspace=workspace, removed_at=None, kind__in=RISKS).exists()
    day = now.astimezone(working.zone).date()
    for member in members_of(workspace).select_related("letter_choice"):
        if member.is_away(day):
            continue
        chosen = choice_of(member)
        period = period_of(Digest(chosen.digest), working, now)
        if period and not _is_made(member, Letter.Kind.DIGEST, period):
            yield Letter(membership=member, kind=Letter.Kind.DIGEST, period=period, until=until, due_at=now)
        slot = slot_of(now)
        if chosen.at_once and has_risks and not _is_made(member, Letter.Kind.AT_ONCE, slot):
            since = since_of(member, Letter.Kind.AT_ONCE, default=now - FIRST_REACH)
            if has_news(risky(workspace), since=since, until=until):
                yield Letter(membership=member, kind=Letter.Kind.AT_ONCE, period=slot, until=until, due_at=now)


def _is_made(member: Membership, kind: Letter.Kind, period: str) -> bool:
    return Letter.objects.filter(membership=member, kind=kind, period=period).exists()


def _send_waiting(stop: threading.Event, clock: Clock, worker: str, address: str) -> Iterator[str]:
    reader = Reader()
    while not stop.is_set():
        rows = Letter.objects.filter(outcome=Letter.Outcome.WAITING, due_at__lte=clock.now()).order_by("due_at", "pk")
        claimed = claim(rows, worker=worker, now=clock.now(), limit=1)
        if not claimed:
            return
        yield _send(claimed[0], reader, clock, address)


def _send(letter: Letter, reader: Reader, clock: Clock, address: str) -> str:
    """Send one letter that is ours, and write what came of it.

    That it is handed over is written before it is: a worker that dies in between leaves a letter that nobody sends again.
    """
    if letter.begun_at is not None:
        return _end(letter, Letter.Outcome.UNSURE, clock)
    if not letter.membership.user.is_active:
        return _end(letter, Letter.Outcome.NOTHING, clock)
    reach = REACHES.get(_digest_of(letter), timedelta(days=1))
    default = letter.until - (reach if letter.kind == Letter.Kind.DIGEST else FIRST_REACH)
    letter.since = since_of(letter.membership, letter.kind, default=default)
    message = compose(letter, reader, address=address)
    if message is None:
        return _end(letter, Letter.Outcome.NOTHING, clock)
    attempts = letter.attempts + 1
    if not change(letter, begun_at=clock.now(), since=letter.since, attempts=attempts):
        return Letter.Outcome.WAITING  # somebody else has it
    fate = deliver(message)
    if fate != Fate.REFUSED or attempts >= TRIES:
        return _end(letter, OUTCOMES[fate], clock)
    finish(letter, begun_at=None, due_at=clock.now() + wait_before(attempts))
    return Letter.Outcome.WAITING


OUTCOMES = {Fate.SENT: Letter.Outcome.SENT, Fate.REFUSED: Letter.Outcome.FAILED, Fate.UNSURE: Letter.Outcome.UNSURE}


def _digest_of(letter: Letter) -> Digest:
    return Digest(choice_of(letter.membership).digest)


def _end(letter: Letter, outcome: Letter.Outcome, clock: Clock) -> str:
    finish(letter, outcome=outcome, since=letter.since, ended_at=clock.now())
    return outcome
