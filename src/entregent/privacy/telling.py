"""What the letters of this room share: their language, whether they ask something, and whether they left."""

from django.conf import settings
from django.db.models import Q

from entregent.contacts.models import Contact
from entregent.core.etiquette.facts import Facts
from entregent.core.etiquette.facts import Message as Words
from entregent.core.etiquette.situation import Situation
from entregent.messages.models import Message

STUCK = (Message.State.DRAFT, Message.State.HELD, Message.State.FAILED, Message.State.UNSURE)
LEFT = (Message.State.SENT, Message.State.BY_HAND)


def language_of(contact: Contact) -> str:
    """One they read, of those we write; else that of the organisation."""
    ours = dict(settings.LANGUAGES)
    return contact.language if contact.language in ours else contact.workspace.language


def is_stuck(letter: Message | None) -> bool:
    """Whether there is a letter that did not leave, or of which nobody knows whether it did: nobody was told by it."""
    return letter is not None and (letter.state in STUCK or letter.removed_at is not None)


def stuck(letter: str) -> Q:
    """Rows of whose letter `is_stuck` holds. letter: their way to the message."""
    return Q(**{f"{letter}__state__in": STUCK}) | Q(**{f"{letter}__removed_at__isnull": False})


def asks(words: str) -> bool:
    """Whether a text asks something of whoever reads it."""
    return Situation(Facts(Words(words))).asks
