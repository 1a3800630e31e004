"""The address of somebody's own page: it ends with a signature, so that no copy of the database opens anything.

Letters are kept without it (`HIDDEN`): it is put in as they are handed to the mail server.
"""

from datetime import UTC, datetime

from django.urls import reverse

from entregent.accounts.open_addresses import is_given, number_in, secret_for
from entregent.contacts.models import Contact
from entregent.privacy.models import PersonLink

PURPOSE = "entregent.privacy.person"
HIDDEN = "/person/…/"  # where a letter that is kept had the path
MOST_MERGES = 20  # files that went one into the other: a bound for the walk, never met


def secret_of(link: PersonLink) -> str:
    """What the address ends with. Signed with when it was made: a number that a restored copy gives again opens nothing."""
    return secret_for(PURPOSE, link.pk, f"{link.pk}:{link.made_at.astimezone(UTC).isoformat()}")


def path_of(link: PersonLink) -> str:
    return reverse("persons:page", args=[secret_of(link)])


def link_at(secret: str, *, now: datetime) -> PersonLink | None:
    """The link that a secret opens, its `contact` the file that theirs went into.

    None for one that was never given, is over or taken back, and for somebody put away or erased: from outside, all the same.
    """
    known = PersonLink.objects.select_related("contact__workspace", "contact__merged_into")
    link = known.filter(pk=number_in(secret)).first()
    if link is None or not is_given(secret, secret_of(link)):
        return None
    link.contact = kept_file(link.contact)
    return link if link.is_open(now) else None


def kept_file(contact: Contact) -> Contact:
    """The file that one went into, through all the joining there was; itself where it was not joined."""
    for _step in range(MOST_MERGES):
        if contact.merged_into is None:
            break
        contact = contact.merged_into
    return contact
