"""The gate: every message to a contact leaves here, or not at all. docs/decisions/0040-one-gate.md

`queue` for what a person wrote, `queue_owed` for what the law makes us write, `log_by_hand` for what left by another mail program.
Each asks the rules of etiquette with the workspace's weights and raises BlockedError on a block that nobody lifted. What waits
is asked about once more when it is handed to the mail server: somebody may have said no meanwhile, or left the team. What the
law makes us write is never a draft again: `try_again` has it leave as it is.
"""

import threading
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import User
from entregent.accounts.permissions import SYSTEM, Actor, Permission, require
from entregent.accounts.selectors import day_of
from entregent.contacts.models import Contact, Fact
from entregent.core.etiquette import Finding, Report, check
from entregent.core.lifecycle import Manner, Side
from entregent.history.actions import record
from entregent.jobs.leases import Clock, change, claim, finish, read_clock, wait_before
from entregent.messages.asking import note_what_was_asked
from entregent.messages.errors import BlockedError, EmptyError, NoAddressError, NotADraftError
from entregent.messages.facts import brief_of, contact_of, history_of, limits_of, message_of
from entregent.messages.lifting import lifted_by_law, with_waivers
from entregent.messages.manners import profile_of
from entregent.messages.meaning import usual_encoder
from entregent.messages.models import Message
from entregent.messages.posting import Fate, can_send, new_letter_id, post
from entregent.relations.actions import note_exchange

TRIES = 5
State = Message.State


def judge(message: Message, *, now: datetime, by: Actor | None = None) -> Report:
    """What the rules say of a message as it stands, with what was lifted for it. Changes nothing.

    by: who would send it; who wrote it where that is not known.
    """
    contact = message.contact
    report = check(
        message_of(message),
        brief_of(message),
        contact_of(contact),
        history_of(contact, by=_sender(message, by), now=now),
        today=day_of(now, message.workspace),
        limits=limits_of(message.workspace),
        profile=profile_of(message.workspace, lifted_by_law(message)),
        encoder=usual_encoder(),
    )
    return with_waivers(report, message)


def _sender(message: Message, by: Actor | None) -> User | None:
    return by if isinstance(by, User) else message.by


def kept(report: Report) -> list[dict[str, Any]]:
    """Findings as a message keeps them."""
    return [_row(one) for one in report.findings]


def _row(one: Finding) -> dict[str, Any]:
    seen = one.evidence
    return {
        "code": one.code,
        "severity": one.severity.value,
        "start": seen.start,
        "end": seen.end,
        "words": seen.words[:300],
        "values": dict(seen.values),
        "instead": seen.instead,
        "heard": seen.is_heard,
        "doubted": seen.is_doubted,
        "waived": one.waived,
    }


def addresses_of(contact: Contact) -> list[str]:
    """Their current e-mail addresses, the latest learned first."""
    known = contact.facts.filter(kind=Fact.Kind.EMAIL, ended_at=None).order_by("-learned_on", "-pk")
    return list(known.values_list("value", flat=True))


def queue(message: Message, *, by: Actor, now: datetime) -> Report:
    """Let a draft wait for the mail server; the worker sends it, once, in the name of who had it sent. Return what the rules said.

    Raises NotAllowedError; EmptyError; NoAddressError; BlockedError; NotADraftError where it waits or has left already.
    """
    require(by, message.workspace, Permission.CONTACTS)
    _is_whole(message)
    if not can_send() or message.to not in addresses_of(message.contact):
        raise NoAddressError
    report = _passing(message, now, by)
    moved: dict[str, Any] = {"letter_id": new_letter_id(), "due_at": now}
    moved |= {"state": State.WAITING, "by": _sender(message, by), "findings": kept(report)}
    _move(Message.objects.drafts(), message, now, **moved)
    return report


@transaction.atomic
def queue_owed(
    contact: Contact, *, kind: Message.Kind, key: str, to: str, subject: str, text: str, by: Actor, now: datetime
) -> Message:
    """Let what the law makes us write wait for the mail server: a notice, or the answer to a request about somebody's data.

    key: what it is, such as "notice 3": asked for twice, it is made once. to: any address of theirs, former ones too; the room
    that asks knows which. It leaves also to those left in peace; nothing may be asked or offered in it, and no other block is
    lifted. Raises NotAllowedError, EmptyError, BlockedError.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    known = Message.objects.filter(workspace=contact.workspace, key=key).first()
    if known:
        return known
    if kind not in Message.OWED or not key:
        raise ValueError(kind)
    message = Message(
        workspace=contact.workspace, contact=contact, kind=kind, key=key, to=to, subject=subject, text=text
    )
    message.by = by if isinstance(by, User) else None
    _is_whole(message)
    message.findings = kept(_passing(message, now, by))
    message.state, message.letter_id, message.due_at = State.WAITING, new_letter_id(), now
    message.save()
    return message


@transaction.atomic
def log_by_hand(message: Message, *, by: Actor, now: datetime) -> Report:
    """It left by another mail program: judged and noted as if it had left here. Raises as `queue`."""
    require(by, message.workspace, Permission.CONTACTS)
    _is_whole(message)
    report = _passing(message, now, by)
    moved: dict[str, Any] = {"state": State.BY_HAND, "by": _sender(message, by), "ended_at": now}
    _move(Message.objects.drafts(), message, now, findings=kept(report), **moved)
    _note(message, by, now)
    return report


@transaction.atomic
def try_again(message: Message, *, by: Actor, now: datetime) -> None:
    """Have what is owed by law, and was held back or refused by the mail server, wait once more, as it is.

    Raises NotAllowedError, NoAddressError without a mail server, BlockedError, NotADraftError.
    """
    require(by, message.workspace, Permission.CONTACTS)
    if not can_send():
        raise NoAddressError
    report = _passing(message, now, by)
    moved: dict[str, Any] = {"letter_id": new_letter_id(), "due_at": now, "by": message.by and _sender(message, by)}
    _move(Message.objects.still_owed(), message, now, state=State.WAITING, findings=kept(report), **moved)


@transaction.atomic
def call_back(message: Message, *, by: Actor, now: datetime) -> bool:
    """Make a draft again of what still waits; False when it has left, is on its way, or is owed by law."""
    require(by, message.workspace, Permission.CONTACTS)
    waits = Message.objects.filter(pk=message.pk, state=State.WAITING, begun_at=None, lease="")
    waits = waits.filter(kind=Message.Kind.APPROACH)
    return waits.update(state=State.DRAFT, by=_writer(message, by), due_at=None, changed_at=now) == 1


def _writer(message: Message, by: Actor) -> User | None:
    """Whose draft it is again: the author's, else of who acts, since nobody else would see it."""
    return message.by if _may_write(message) else _sender(message, by)


def _is_whole(message: Message) -> None:
    for part in ("subject", "text"):
        if not getattr(message, part).strip():
            raise EmptyError(part)


def _passing(message: Message, now: datetime, by: Actor) -> Report:
    report = judge(message, now=now, by=by)
    if report.is_blocked:
        raise BlockedError
    return report


def _move(rows: QuerySet[Message], message: Message, now: datetime, **columns: Any) -> None:
    """From a draft, or a letter that did not leave, on, once: of two who press, the second is told."""
    fresh: dict[str, Any] = {"begun_at": None, "attempts": 0, "changed_at": now, "held_for": ""}
    if rows.filter(pk=message.pk, removed_at=None).update(**fresh, **columns) != 1:
        raise NotADraftError
    for name, value in columns.items():
        setattr(message, name, value)


def tend_messages(stop: threading.Event, *, worker: str) -> int:
    """Send what waits, each once; return how many left. Nothing without a mail server."""
    if not can_send():
        return 0
    clock = read_clock()
    return sum(state == State.SENT for state in _send_waiting(stop, clock, worker))


def _send_waiting(stop: threading.Event, clock: Clock, worker: str) -> Iterator[str]:
    while not stop.is_set():
        rows = Message.objects.filter(state=State.WAITING, removed_at=None, due_at__lte=clock.now())
        claimed = claim(rows.order_by("due_at", "pk"), worker=worker, now=clock.now(), limit=1)
        if not claimed:
            return
        yield _send(claimed[0], clock)


def _send(message: Message, clock: Clock) -> str:
    """Send one message that is ours to send, and write what came of it.

    That it is handed over is written before it is: a worker that dies in between leaves one that nobody sends again.
    """
    if message.begun_at is not None:
        return _end(message, State.UNSURE, clock)
    report = judge(message, now=clock.now())
    if why := _why_held(message, report):
        finish(message, state=State.HELD, held_for=why, findings=kept(report), ended_at=clock.now())
        record("messages.message_held", by=SYSTEM, workspace=message.workspace, about=message.contact)
        return State.HELD
    letter, attempts = _as_it_leaves(message, clock.now()), message.attempts + 1
    if not change(message, begun_at=clock.now(), attempts=attempts):
        return State.WAITING  # somebody else has it
    fate = post(letter)
    if fate is Fate.REFUSED and attempts < TRIES:
        finish(message, begun_at=None, due_at=clock.now() + wait_before(attempts))
        return State.WAITING
    return _end(message, FATES[fate], clock)


def _as_it_leaves(message: Message, now: datetime) -> Message:
    """The message with what no copy of the database may hold, put in by the room that owes it (`text_as_it_leaves` of its app)."""
    letter = copy(message)
    for room in apps.get_app_configs():
        if hasattr(room, "text_as_it_leaves"):
            letter.text = room.text_as_it_leaves(letter, now=now)
    return letter


def _why_held(message: Message, report: Report) -> str:
    """Why it does not leave now, though it could when it was queued; "" when it may."""
    if message.contact.removed_at is not None:
        return Message.Why.FILE
    if not message.is_owed and not _may_write(message):
        return Message.Why.AUTHOR
    if not message.is_owed and message.to not in addresses_of(message.contact):
        return Message.Why.ADDRESS
    return Message.Why.RULES if report.is_blocked else ""


FATES = {Fate.SENT: State.SENT, Fate.REFUSED: State.FAILED, Fate.UNSURE: State.UNSURE}


def _end(message: Message, state: str, clock: Clock) -> str:
    now = clock.now()
    with transaction.atomic():
        if finish(message, state=state, ended_at=now) and state == State.SENT:
            _note(message, message.by if message.by and _may_write(message) else SYSTEM, now)
    return state


def _may_write(message: Message) -> bool:
    """Whether somebody of the team sent it, and still may."""
    if message.by is None:
        return False
    try:
        require(message.by, message.workspace, Permission.CONTACTS)
    except NotAllowedError:
        return False
    return True


def _note(message: Message, by: Actor, now: datetime) -> None:
    """Note it with the contact: an e-mail from one person to another is a word given; what is owed by law is none."""
    exchange = note_exchange(
        message.contact,
        manner=(Manner.NOTE if message.is_owed else Manner.EMAIL).value,
        side=Side.US.value,
        at=now,
        by=by,
        now=now,
        summary=f"{message.subject}\n{message.text}",
        letter_id=message.letter_id,
        is_letter=True,
    )
    ask = note_what_was_asked(message, by=by, now=now)
    Message.objects.filter(pk=message.pk).update(exchange=exchange, ask=ask or message.ask)
    found = sorted({one["code"] for one in message.findings})
    said = {"findings": found, "how": "by hand" if message.state == State.BY_HAND else "here"}
    record("messages.message_sent", by=by, workspace=message.workspace, about=message.contact, **said)


@transaction.atomic
def _failed(owed: Message, now: datetime) -> dict[str, Any]:
    """One that another took the place of, and which lost its key by that, is not tried again."""
    return {"state": State.FAILED} | ({} if owed.key else {"removed_at": now})


def settle_unsure(message: Message, *, has_left: bool, by: Actor, now: datetime) -> None:
    """Somebody looked in the mail server: it left, or it did not and is a draft again; what is owed by law has failed.

    Raises NotAllowedError.
    """
    require(by, message.workspace, Permission.CONTACTS)
    unsure = Message.objects.filter(pk=message.pk, state=State.UNSURE)
    settled: dict[str, Any] = {"state": State.SENT}
    if not has_left:
        settled = _failed(message, now) if message.is_owed else {"state": State.DRAFT, "by": _writer(message, by)}
    if unsure.update(**settled, begun_at=None, changed_at=now) == 1 and has_left:
        _note(message, by, now)
