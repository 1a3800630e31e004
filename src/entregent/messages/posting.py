"""The letter a message becomes, handed to the mail server. Only the gate may call this: tests/architecture/test_leaving.py."""

from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from entregent.accounts.letters import Fate, can_send, deliver
from entregent.messages.models import Message

__all__ = ["Fate", "can_send", "new_letter_id", "post"]


def new_letter_id() -> str:
    """A Message-ID of our own, kept before the letter leaves, so that the same letter is known again."""
    return make_msgid(domain=parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].rpartition("@")[2])


def post(message: Message) -> Fate:
    """Hand the letter over: plain text, from a person, to one address, answers to that person. May take 10 seconds."""
    name, address = parseaddr(str(settings.DEFAULT_FROM_EMAIL))
    sender = formataddr((str(message.by) if message.by else name, address))
    letter = EmailMultiAlternatives(
        " ".join(message.subject.split()),
        message.text.strip() + "\n",
        sender,
        [message.to],
        reply_to=[message.by.email] if message.by else None,
        headers={"Message-ID": message.letter_id},
    )
    return deliver(letter)
