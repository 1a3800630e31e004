"""The gate: every message to a contact leaves here, or not at all. docs/decisions/0040-one-gate.md

`queue` for what a person wrote, `queue_owed` for what the law makes us write, `log_by_hand` for what left by another mail program.
Each asks the rules of etiquette with the workspace's weights and raises BlockedError on a block that nobody lifted. What waits
is asked about once more when it is handed to the mail server: somebody may have said no meanwhile.
"""

import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import User
from entregent.accounts.permissions import SYSTEM, Actor, Permission, require
from entregent.contacts.models import Contact, Fact
from entregent.core.etiquette import Finding, Report, check
from entregent.core.lifecycle import Manner, Side
from entregent.history.actions import record
from entregent.jobs.leases import Clock, change, claim, finish, read_clock, wait_before
from entregent.messages.asking import note_what_was_asked
from entregent.messages.errors import BlockedError, EmptyError, NoAddressError, NotADraftError
from entregent.messages.facts import brief_of, contact_of, history_of, limits_of, message_of
from entregent.messages.manners import NEVER_LIFTED, profile_of
from entregent.messages.meaning import usual_encoder
from entregent.messages.models import Message
from entregent.messages.posting import Fate, can_send, new_letter_id, post
from entregent.relations.actions import note_exchange

TRIES = 5
OWED = frozenset({Message.Kind.NOTICE.value, Message.Kind.REPLY.value})
BY_LAW = "GDPR"  # the reason kept for what the law makes us write
State = Message.State


def judge(message: Message, *, now: datetime) -> Report:
    """What the rules say of a message as it stands, with what was lifted for it. Changes nothing."""
    contact = message.contact
    return check(
        message_of(message),
        brief_of(message),
        contact_of(contact),
        history_of(contact, by=message.by, now=now),
        today=now.astimezone(ZoneInfo(message.workspace.time_zone)).date(),
        limits=limits_of(message.workspace),
        profile=profile_of(message.workspace, waivers_of(message)),
        encoder=usual_encoder(),
    )


def waivers_of(message: Message) -> Mapping[str, str]:
    """Why rules do not hold for it, by code. What is owed by law leaves whatever somebody asked for: it asks for nothing."""
    if message.kind in OWED:
        return dict.fromkeys(("P101", "B103", "B104", "M102", "M103", "M106"), BY_LAW)
    if message._state.adding:
        return {}
    given = message.waivers.exclude(code__in=NEVER_LIFTED)
    return dict(given.values_list("code", "reason"))


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
    """Let a draft wait for the mail server; the worker sends it, once. Return what the rules said.

    Raises NotAllowedError; EmptyError; NoAddressError; BlockedError; NotADraftError where it waits or has left already.
    """
    require(by, message.workspace, Permission.CONTACTS)
    _is_whole(message)
    if not can_send() or message.to not in addresses_of(message.contact):
        raise NoAddressError
    report = _passing(message, now)
    _move(message, now, state=State.WAITING, findings=kept(report), letter_id=new_letter_id(), due_at=now)
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
    if kind not in OWED or not key:
        raise ValueError(kind)
    message = Message(
        workspace=contact.workspace, contact=contact, kind=kind, key=key, to=to, subject=subject, text=text
    )
    message.by = by if isinstance(by, User) else None
    _is_whole(message)
    message.findings = kept(_passing(message, now))
    message.state, message.letter_id, message.due_at = State.WAITING, new_letter_id(), now
    message.save()
    return message


@transaction.atomic
def log_by_hand(message: Message, *, by: Actor, now: datetime) -> Report:
    """It left by another mail program: judged and noted as if it had left here. Raises as `queue`."""
    require(by, message.workspace, Permission.CONTACTS)
    _is_whole(message)
    report = _passing(message, now)
    _move(message, now, state=State.BY_HAND, findings=kept(report), ended_at=now)
    _note(message, by, now)
    return report


@transaction.atomic
def call_back(message: Message, *, by: Actor, now: datetime) -> bool:
    """Make a draft again of what still waits; False when it has left, or is on its way."""
    require(by, message.workspace, Permission.CONTACTS)
    waits = Message.objects.filter(pk=message.pk, state=State.WAITING, begun_at=None, lease="")
    return waits.update(state=State.DRAFT, due_at=None, changed_at=now) == 1


def _is_whole(message: Message) -> None:
    for part in ("subject", "text"):
        if not getattr(message, part).strip():
            raise EmptyError(part)


def _passing(message: Message, now: datetime) -> Report:
    report = judge(message, now=now)
    if report.is_blocked:
        raise BlockedError(report)
    return report


def _move(message: Message, now: datetime, **columns: Any) -> None:
    """From a draft on, once: of two who press, the second is told."""
    drafts = Message.objects.filter(pk=message.pk, removed_at=None)
    drafts = drafts.filter(state__in=(State.DRAFT, State.HELD, State.FAILED))
    fresh: dict[str, Any] = {"begun_at": None, "attempts": 0, "changed_at": now}
    if drafts.update(**fresh, **columns) != 1:
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
    is_orphan = message.kind not in OWED and (message.by is None or not message.by.is_active)
    if report.is_blocked or is_orphan or message.contact.removed_at is not None:
        finish(message, state=State.HELD, findings=kept(report), ended_at=clock.now())
        record("messages.message_held", by=SYSTEM, workspace=message.workspace, about=message.contact)
        return State.HELD
    attempts = message.attempts + 1
    if not change(message, begun_at=clock.now(), attempts=attempts):
        return State.WAITING  # somebody else has it
    fate = post(message)
    if fate is Fate.REFUSED and attempts < TRIES:
        finish(message, begun_at=None, due_at=clock.now() + wait_before(attempts))
        return State.WAITING
    return _end(message, FATES[fate], clock)


FATES = {Fate.SENT: State.SENT, Fate.REFUSED: State.FAILED, Fate.UNSURE: State.UNSURE}


def _end(message: Message, state: str, clock: Clock) -> str:
    now = clock.now()
    with transaction.atomic():
        if finish(message, state=state, ended_at=now) and state == State.SENT:
            _note(message, _still_allowed(message), now)
    return state


def _still_allowed(message: Message) -> Actor:
    """Who wrote it, if they still may; else Entregent notes it."""
    try:
        require(message.by or SYSTEM, message.workspace, Permission.CONTACTS)
    except NotAllowedError:
        return SYSTEM
    return message.by or SYSTEM


def _note(message: Message, by: Actor, now: datetime) -> None:
    """Note it with the contact: an e-mail from one person to another is a word given; what is owed by law is none."""
    exchange = note_exchange(
        message.contact,
        manner=(Manner.NOTE if message.kind in OWED else Manner.EMAIL).value,
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
def settle_unsure(message: Message, *, has_left: bool, by: Actor, now: datetime) -> None:
    """Somebody looked in the mail server: it left, or it did not and is a draft again. Raises NotAllowedError."""
    require(by, message.workspace, Permission.CONTACTS)
    unsure = Message.objects.filter(pk=message.pk, state=State.UNSURE)
    state = State.SENT if has_left else State.DRAFT
    if unsure.update(state=state, begun_at=None, changed_at=now) == 1 and has_left:
        _note(message, by, now)
