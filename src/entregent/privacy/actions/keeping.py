"""Those past their time: a person confirms that they are erased, or says why they are kept on."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.core.rights import months_after
from entregent.history.actions import record
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.errors import AlreadyErasedError, NeedsWordsError, OnItsWayError
from entregent.privacy.models import Erasure, KeptOn
from entregent.privacy.selectors import past_keeping

MOST_MONTHS = 12  # for which one decides at a time


@transaction.atomic
def keep_on(
    contact: Contact, reason: str, *, by: User, now: datetime, today: date, months: int = MOST_MONTHS
) -> KeptOn:
    """Keep somebody who is past their time, for a year at most. Raises NotAllowedError, NeedsWordsError; ValueError."""
    require(by, contact.workspace, Permission.PRIVACY)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise NeedsWordsError
    guard(reason=reason)
    if not 0 < months <= MOST_MONTHS:
        raise ValueError(months)
    given = {"until": months_after(today, months), "reason": reason, "by": by, "at": now}
    kept, _ = KeptOn.objects.update_or_create(contact=contact, defaults=given)
    until = kept.until.isoformat()
    record("privacy.kept_on", by=by, workspace=contact.workspace, about=contact, reason=reason, until=until)
    return kept


def erase_past(workspace: Workspace, numbers: Iterable[int], *, by: User, now: datetime, today: date) -> int:
    """Erase those of the chosen who are still past their time: a sign that came meanwhile keeps them. Return how many."""
    require(by, workspace, Permission.PRIVACY)
    chosen = list(past_keeping(workspace, today).filter(pk__in=list(numbers)))
    count = 0
    for contact in chosen:
        with suppress(OnItsWayError, AlreadyErasedError):
            erase_person(contact, why=Erasure.Why.PAST, by=by, now=now)
            count += 1
    return count
