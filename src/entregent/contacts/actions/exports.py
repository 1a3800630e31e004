"""The people known are taken away as a file: for a reason, and the history says so."""

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record

FORMS = ("csv", "xlsx", "vcf")


@transaction.atomic
def note_export(workspace: Workspace, *, form: str, count: int, reason: str, by: Actor) -> None:
    """Say who takes how many people away, and why. Raises NotAllowedError; ValueError without a reason."""
    require(by, workspace, Permission.EXPORT)
    reason = " ".join(reason.split())[:300]
    if not reason or form not in FORMS:
        raise ValueError(reason)
    record("contacts.exported", by=by, workspace=workspace, count=count, form=form, reason=reason)
