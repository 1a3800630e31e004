"""All the files of one person: the one that is kept, and those joined into it."""

from entregent.contacts.models import Contact


def files_of(contact: Contact) -> list[Contact]:
    """The file that is kept first, then those that went into it, into those, and so on. One question a level."""
    while contact.merged_into is not None:
        contact = contact.merged_into
    found, level = {contact.pk: contact}, [contact]
    while level:
        joined = Contact.objects.filter(merged_into__in=level).exclude(pk__in=found).select_related("workspace")
        level = list(joined.order_by("pk"))
        found |= {one.pk: one for one in level}
    return list(found.values())
