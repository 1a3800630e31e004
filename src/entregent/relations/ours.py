"""Rows that hang on a workspace's contacts, found by their own indexes."""

from django.db.models import Exists, OuterRef

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact


def of_ours(workspace: Workspace) -> Exists:
    """Whose `contact` a workspace knows and did not put away.

    A condition, no join: what is due or happened lately is few rows, and a database that may choose starts from everybody.
    """
    return Exists(Contact.objects.filter(pk=OuterRef("contact_id"), workspace=workspace, removed_at=None))
