"""What letters of this room share."""

from django.conf import settings

from entregent.contacts.models import Contact


def language_of(contact: Contact) -> str:
    """One they read, of those we write; else that of the organisation."""
    ours = dict(settings.LANGUAGES)
    return contact.language if contact.language in ours else contact.workspace.language
