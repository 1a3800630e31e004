"""What this room owes people by letter: it waits for the mail server, once; one that did not leave makes room for the next."""

from datetime import datetime

from entregent.accounts.letters import can_send
from entregent.accounts.permissions import Actor
from entregent.contacts.models import Contact
from entregent.messages.actions import queue_owed
from entregent.messages.errors import BlockedError
from entregent.messages.models import Message
from entregent.messages.selectors import addresses_of, judge
from entregent.privacy.errors import CannotTellError, LetterBlockedError
from entregent.privacy.telling import is_stuck

LONGEST_SUBJECT = 200


def write(
    contact: Contact, *, kind: Message.Kind, key: str, letter: tuple[str, str], by: Actor, now: datetime
) -> Message:
    """Let a letter, its subject and its text, wait for the mail server; made once by its key.

    Raises NotAllowedError, CannotTellError, LetterBlockedError.
    """
    addresses = addresses_of(contact)
    if not addresses or not can_send():
        raise CannotTellError
    one = Message(workspace=contact.workspace, contact=contact, kind=kind, to=addresses[0])
    one.subject, one.text = letter[0][:LONGEST_SUBJECT], letter[1]
    try:
        return queue_owed(contact, kind=kind, key=key, to=one.to, subject=one.subject, text=one.text, by=by, now=now)
    except BlockedError as error:
        blocks = [found.code for found in judge(one, now=now).findings if found.blocks]
        raise LetterBlockedError(tuple(dict.fromkeys(blocks))) from error


def let_go(letter: Message | None, *, now: datetime) -> None:
    """One that did not leave is put away, and its key is free; one that perhaps left stays, for whoever looks."""
    if letter is None or not is_stuck(letter):
        return
    known = Message.objects.filter(pk=letter.pk)
    known.update(key="")
    known.exclude(state=Message.State.UNSURE).filter(removed_at=None).update(removed_at=now)
