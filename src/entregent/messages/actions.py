"""Writes: drafts, what is lifted for them, and what a workspace makes of the rules. Sending is the gate's."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.core.etiquette import all_rules
from entregent.history.actions import record
from entregent.messages.errors import (
    ChangedElsewhereError,
    NotADraftError,
    NotChangeableError,
    NotLiftedError,
    ReasonTooShortError,
)
from entregent.messages.gate import (
    addresses_of,
    call_back,
    judge,
    log_by_hand,
    queue,
    queue_owed,
    settle_unsure,
    tend_messages,
    try_again,
)
from entregent.messages.lifting import seen_by
from entregent.messages.manners import FIRM, NEVER_LIFTED
from entregent.messages.models import Manners, Message, RuleChoice, Waiver
from entregent.messages.windows import unchanged_since, window_of
from entregent.relations.models import Ask

__all__ = [
    "Written",
    "call_back",
    "choose_sector",
    "lift",
    "log_by_hand",
    "put_draft_back",
    "queue",
    "queue_owed",
    "remove_draft",
    "save_draft",
    "settle_unsure",
    "start_draft",
    "tend_messages",
    "try_again",
    "unlift",
    "weigh_rule",
]
LEAST_WORDS = 3  # of a reason
BRIEF = ("theme", "what", "when", "effort", "in_return")


@dataclass(frozen=True, slots=True)
class Written:
    """What a draft says: its brief and its text."""

    purpose: str = ""
    theme: str = ""
    what: str = ""
    when: str = ""
    effort: str = ""
    in_return: str = ""
    paid: bool = False
    subject: str = ""
    text: str = ""
    to: str = ""


@transaction.atomic
def start_draft(contact: Contact, *, by: User, now: datetime, ask: Ask | None = None) -> Message:
    """A draft to a contact; one of theirs that nothing was written in yet serves again. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    mine = contact.messages.kept().drafts().filter(by=by, state=Message.State.DRAFT, ask=ask)
    empty = next((one for one in mine if one.is_empty), None)
    if empty:
        empty.waivers.all().delete()  # they were given for what it said before
        return empty
    known = addresses_of(contact)
    message = Message(workspace=contact.workspace, contact=contact, by=by, ask=ask, created_at=now, changed_at=now)
    message.to = known[0] if known else ""
    message.purpose = "follow_up" if ask else ""
    message.theme = ask.purpose[:200] if ask else ""
    message.save()
    return message


@transaction.atomic
def save_draft(message: Message, written: Written, *, by: Actor, now: datetime, version: str = "") -> None:
    """Keep what a draft says now. Raises NotAllowedError; NotADraftError for what waits or has left; DossierError for a brief
    that judges somebody. The letter is theirs to read: of it, the rules say what does not leave.

    version: of the page it was written on (`windows.version_of`); ChangedElsewhereError where another kept something since.
    """
    require(by, message.workspace, Permission.CONTACTS)
    guard(**{name: getattr(written, name) for name in BRIEF})
    drafts = Message.objects.drafts().filter(pk=message.pk)
    kept = unchanged_since(drafts, version).update(**asdict(written), changed_at=now, window=window_of(version))
    if kept != 1:
        raise ChangedElsewhereError if drafts.exists() else NotADraftError
    for name, value in asdict(written).items():
        setattr(message, name, value)


@transaction.atomic
def remove_draft(message: Message, *, by: Actor, now: datetime) -> None:
    """Put a draft away; `put_draft_back` brings it back. Raises NotAllowedError, NotADraftError."""
    _set_removed(message, now, by=by)


@transaction.atomic
def put_draft_back(message: Message, *, by: Actor) -> None:
    """Raises NotAllowedError, NotADraftError."""
    _set_removed(message, None, by=by)


def _set_removed(message: Message, removed_at: datetime | None, *, by: Actor) -> None:
    require(by, message.workspace, Permission.CONTACTS)
    if Message.objects.drafts().filter(pk=message.pk).update(removed_at=removed_at) != 1:
        raise NotADraftError
    message.removed_at = removed_at


@transaction.atomic
def lift(message: Message, code: str, reason: str, *, by: Actor, now: datetime) -> Waiver:
    """A rule does not hold for what it finds in this draft now; the reason stays with it and in the history.

    Raises NotAllowedError; NotLiftedError for what no reason lifts; ReasonTooShortError; NotADraftError; DossierError.
    """
    require(by, message.workspace, Permission.CONTACTS)
    reason = " ".join(reason.split())[:300]
    if not message.is_draft:
        raise NotADraftError
    if code in NEVER_LIFTED or code not in all_rules():
        raise NotLiftedError
    if len(reason.split()) < LEAST_WORDS:
        raise ReasonTooShortError
    guard(reason=reason)
    seen = seen_by(judge(message, now=now, by=by), code)
    said = {"reason": reason, "seen": seen, "by": by if isinstance(by, User) else None, "at": now}
    waiver, _ = Waiver.objects.update_or_create(message=message, code=code, defaults=said)
    record(
        "messages.message_lifted", by=by, workspace=message.workspace, about=message.contact, rule=code, reason=reason
    )
    return waiver


@transaction.atomic
def unlift(message: Message, code: str, *, by: Actor) -> None:
    """The rule holds again. Raises NotAllowedError, NotADraftError."""
    require(by, message.workspace, Permission.CONTACTS)
    if not message.is_draft:
        raise NotADraftError
    if message.waivers.filter(code=code).delete()[0]:
        record("messages.message_unlifted", by=by, workspace=message.workspace, about=message.contact, rule=code)


@transaction.atomic
def choose_sector(workspace: Workspace, sector: str, *, by: Actor) -> None:
    """Whose daily words are no jargon to those who read it. Raises NotAllowedError."""
    require(by, workspace, Permission.SETTINGS)
    manners, _ = Manners.objects.get_or_create(workspace=workspace)
    if manners.sector != sector:
        manners.sector = sector
        manners.save(update_fields=["sector"])
        record("messages.manners_sector", by=by, workspace=workspace, sector=sector)


@transaction.atomic
def weigh_rule(workspace: Workspace, code: str, weight: str, *, by: Actor, now: datetime) -> None:
    """Give a rule another weight in a workspace; "" is the usual one. Raises NotAllowedError; NotChangeableError, ValueError."""
    require(by, workspace, Permission.SETTINGS)
    rule = all_rules().get(code)
    if rule is None or weight not in {"", *(one for one, _ in RuleChoice.WEIGHTS)}:
        raise ValueError(code)
    if code in FIRM:
        raise NotChangeableError
    chosen = RuleChoice.objects.filter(workspace=workspace, code=code).first()
    if weight in (chosen.weight if chosen else "", rule.severity.value if chosen is None else None):
        return
    if weight in ("", rule.severity.value):
        RuleChoice.objects.filter(workspace=workspace, code=code).delete()
    else:
        said = {"weight": weight, "by": by if isinstance(by, User) else None, "at": now}
        RuleChoice.objects.update_or_create(workspace=workspace, code=code, defaults=said)
    record("messages.manners_rule", by=by, workspace=workspace, rule=code, weight=weight or rule.severity.value)
