"""Somebody is erased from everything that is kept of them, in one transaction. docs/decisions/0041-their-side.md"""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction

from entregent.accounts.models import User
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.actions import leave_in_peace
from entregent.contacts.models import Contact, Fact
from entregent.contacts.selectors import files_of
from entregent.core.text import fold
from entregent.history.actions import forget_words, record
from entregent.history.selectors import entries_of
from entregent.history.wording import ABOUT_PEOPLE
from entregent.jobs.actions import forget_troubles
from entregent.messages.models import Message
from entregent.privacy.errors import AlreadyErasedError, OnItsWayError
from entregent.privacy.models import Erasure
from entregent.privacy.rooms import rooms

SHORTEST = 3  # letters of a name that is looked for in what sessions hold
ADDRESSED = (Fact.Kind.EMAIL, Fact.Kind.PHONE, Fact.Kind.SITE, Fact.Kind.PROFILE, Fact.Kind.POSTAL)


@transaction.atomic
def erase_person(contact: Contact, *, why: Erasure.Why, by: Actor, now: datetime, is_untold: bool = False) -> Erasure:
    """Erase somebody, with the files joined into theirs; they are left in peace for good, known again by hashes alone.

    What another workspace heard of them stays there (`Erasure.rows` says how many posts); what is said of them in somebody else's
    file stays too. is_untold: they asked for it, and no letter says so to them.

    Raises NotAllowedError; OnItsWayError while a letter to them is being handed to the mail server: nothing is done, it is tried
    again a minute later; AlreadyErasedError for somebody who is no more: nothing is done.
    """
    require(by, contact.workspace, Permission.PRIVACY)
    files = _locked(contact)
    _refuse_on_its_way(files, now)
    workspace = contact.workspace
    words = _words(files)
    leave_in_peace(files[0], by=by, now=now)
    rows, numbers = Counter[str](), [one.pk for one in files]
    for room in rooms().values():
        rows.update(room.erase(files, now=now))
    rows["history.entry"] += forget_words(workspace.pk, words, people=ABOUT_PEOPLE)
    rows["jobs.job"] += forget_troubles(words)
    _forget_sessions(numbers, words)
    counted = {table: count for table, count in sorted(rows.items()) if count}
    doer = by if isinstance(by, User) else None
    erasure = Erasure.objects.create(workspace=workspace, why=why, by=doer, at=now, rows=counted, is_untold=is_untold)
    record("privacy.erased", by=by, workspace=workspace, why=Erasure.Why(why).value)
    if is_untold:
        record("privacy.erased_untold", by=by, workspace=workspace)
    return erasure


def _locked(contact: Contact) -> Sequence[Contact]:
    """All files of the person, held until the transaction ends, so that of two who erase one wins."""
    present = Contact.objects.select_related("workspace", "merged_into").filter(pk=contact.pk).first()
    numbers = [one.pk for one in files_of(present)] if present else []
    held = Contact.objects.select_for_update(of=("self",)).select_related("workspace").filter(pk__in=numbers)
    found = {one.pk: one for one in held.order_by("pk")}
    if contact.pk not in found:
        raise AlreadyErasedError
    return [found[number] for number in numbers if number in found]


def _refuse_on_its_way(files: Sequence[Contact], now: datetime) -> None:
    """A letter that a worker holds is neither stopped nor lost sight of. Held until the transaction ends: none begins meanwhile."""
    waiting = Message.objects.select_for_update().filter(contact__in=files, state=Message.State.WAITING)
    for message in waiting:
        if message.begun_at is not None or (message.lease_until is not None and message.lease_until > now):
            raise OnItsWayError


def _words(files: Sequence[Contact]) -> set[str]:
    """Their names, also former ones, and their addresses."""
    names = {one.name for one in files}
    names |= {f"{one.given_name} {one.family_name}" for one in files if one.given_name and one.family_name}
    entries = entries_of(files[0].workspace_id).filter(event__in=ABOUT_PEOPLE, about_id__in=[one.pk for one in files])
    names |= set(entries.order_by().values_list("about_name", flat=True).distinct())
    known = Fact.objects.filter(contact__in=files, kind__in=ADDRESSED).values_list("value", "key")
    return names | {word for pair in known for word in pair if word} - {""}


def _forget_sessions(numbers: Collection[int], words: Collection[str]) -> None:
    """What pages remember of them for who is logged in: to say once how to undo something."""
    folded = {fold(word) for word in words}
    for session in Session.objects.all():
        kept = session.get_decoded()
        rest = {
            key: value for key, value in kept.items() if key.startswith("_") or not _is_about(value, numbers, folded)
        }
        if len(rest) < len(kept):
            session.session_data = SessionStore().encode(rest)
            session.save(update_fields=["session_data"])


def _is_about(value: object, numbers: Collection[int], folded: Collection[str]) -> bool:
    if isinstance(value, dict) and value.get("contact") in numbers:
        return True
    said = fold(json.dumps(value, default=str, ensure_ascii=False))
    return any(word in said for word in folded if len(word) > SHORTEST)
