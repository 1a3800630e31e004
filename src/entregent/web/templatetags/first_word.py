"""What the page of a message says of whoever it is the first word to."""

from django import template

from entregent.contacts.models import Contact
from entregent.messages.selectors import has_been_written_to
from entregent.privacy.selectors import untold_contacts

register = template.Library()


@register.filter
def knows_nothing(contact: Contact) -> bool:
    """Whether nobody told them of the file, and no message left to them yet."""
    return not has_been_written_to(contact) and untold_contacts(contact.workspace).filter(pk=contact.pk).exists()
