"""A promise is made, kept (late: with a word of excuse), released, or open again."""

from datetime import date

from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.history.actions import record
from entregent.relations.models import Promise


@transaction.atomic
def make_promise(
    contact: Contact, *, side: str, what: str, made_on: date, due_on: date, by: Actor, keeper: User | None = None
) -> Promise:
    """Note a promise. keeper: who of ours keeps it; whoever notes it, unless said.

    Raises NotAllowedError; ValueError; DossierError.
    """
    require(by, contact.workspace, Permission.CONTACTS)
    what = " ".join(what.split())[:300]
    guard(what=what)
    if not what:
        raise ValueError(what)
    if due_on < made_on:
        raise ValueError(due_on)
    keeper = keeper or (by if isinstance(by, User) else None)
    promise = Promise.objects.create(contact=contact, side=side, what=what, made_on=made_on, due_on=due_on, by=keeper)
    record("relations.promise_made", by=by, workspace=contact.workspace, about=contact, side=side, what=what)
    return promise


@transaction.atomic
def keep_promise(promise: Promise, *, on: date, by: Actor, sorry: str = "") -> None:
    """It is kept. sorry: what was said of its lateness. Raises NotAllowedError, DossierError."""
    require(by, promise.contact.workspace, Permission.CONTACTS)
    guard(sorry=sorry)
    promise.sorry = " ".join(sorry.split())[:300]
    contact = _close(promise, kept_on=on, released_on=None, by=by)
    record("relations.promise_kept", by=by, workspace=contact.workspace, about=contact, what=promise.what)


@transaction.atomic
def release_promise(promise: Promise, *, on: date, by: Actor) -> None:
    """Whom it was made to no longer needs it. Raises NotAllowedError."""
    contact = _close(promise, kept_on=None, released_on=on, by=by)
    record("relations.promise_released", by=by, workspace=contact.workspace, about=contact, what=promise.what)


@transaction.atomic
def reopen_promise(promise: Promise, *, by: Actor) -> None:
    """It is neither kept nor released after all. Raises NotAllowedError."""
    contact = _close(promise, kept_on=None, released_on=None, by=by)
    record("relations.promise_reopened", by=by, workspace=contact.workspace, about=contact, what=promise.what)


def _close(promise: Promise, *, kept_on: date | None, released_on: date | None, by: Actor) -> Contact:
    require(by, promise.contact.workspace, Permission.CONTACTS)
    promise.kept_on, promise.released_on = kept_on, released_on
    promise.save(update_fields=["kept_on", "released_on", "sorry"])
    return promise.contact
