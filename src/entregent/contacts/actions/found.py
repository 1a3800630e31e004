"""Somebody who was heard becomes somebody who is known, with the page that says so as evidence."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts import facts
from entregent.contacts.actions.contacts import Identity, keep_contact
from entregent.contacts.actions.facts import Source, note_fact
from entregent.contacts.errors import InvalidFactError
from entregent.contacts.guard import Voice, refused
from entregent.contacts.models import Contact, Fact
from entregent.core.text import fold


@dataclass(frozen=True, slots=True)
class Heard:
    """Who wrote, where, and the page that says so. Any may be empty but for one of name and outlet."""

    name: str = ""
    outlet: str = ""
    site: str = ""
    profile: str = ""
    title: str = ""
    address: str = ""


@transaction.atomic
def keep_heard(workspace: Workspace, heard: Heard, *, by: Actor, now: datetime) -> tuple[Contact, bool]:
    """Keep somebody who was heard; whoever is known by profile, or by name in that outlet, stays one. Second: whether they are new.

    Raises NotAllowedError; ValueError where there is neither a name nor an outlet.
    """
    require(by, workspace, Permission.CONTACTS)
    name = " ".join((heard.name or heard.outlet).split())[:200]
    known = _known(workspace, heard, name)
    outlets = (heard.outlet,) if heard.outlet else ()
    contact = known or keep_contact(workspace, Identity(name, outlets=outlets), by=by)
    title = "" if refused(heard.title, voice=Voice.PUBLIC) else heard.title  # the address says where it stands
    source = Source(Fact.How.SEEN, now.date(), evidence=title, address=heard.address)
    for kind, value in ((Fact.Kind.PROFILE, heard.profile), (Fact.Kind.SITE, heard.site)):
        try:
            if value:
                note_fact(contact, kind=kind, value=value, source=source, by=by, now=now)
        except InvalidFactError:
            continue
    return contact, known is None


def _known(workspace: Workspace, heard: Heard, name: str) -> Contact | None:
    kept = Contact.objects.filter(workspace=workspace, removed_at=None).order_by("pk")
    if heard.profile:
        try:
            key = facts.read(Fact.Kind.PROFILE, heard.profile).key
        except InvalidFactError:
            key = ""
        found = (
            kept.filter(facts__kind=Fact.Kind.PROFILE, facts__key=key, facts__ended_at=None).first() if key else None
        )
        if found:
            return found
    namesakes = kept.filter(outlets__folded=fold(" ".join(heard.outlet.split()))[:400])
    return next((one for one in namesakes if fold(one.name) == fold(name)), None)
