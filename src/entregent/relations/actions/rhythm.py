"""How often a word is due, for one relation or for a tag; how often something is asked of one person."""

from datetime import datetime

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.models import Contact, Tag
from entregent.core.lifecycle import Budget, Cadence
from entregent.history.actions import record
from entregent.relations.models import AskBudget, TagCadence
from entregent.relations.rhythm import kept_relation_of, restart


@transaction.atomic
def set_cadence(contact: Contact, cadence: Cadence | None, *, by: Actor, now: datetime) -> None:
    """Give a relation a cadence of its own, in whole days; None: that of its tags again. Raises NotAllowedError."""
    require(by, contact.workspace, Permission.CONTACTS)
    relation = kept_relation_of(contact)
    relation.ideal_days = cadence.ideal.days if cadence else None
    relation.longest_days = cadence.longest.days if cadence else None
    relation.save(update_fields=["ideal_days", "longest_days"])
    restart(contact, now)
    days = f"{relation.ideal_days} – {relation.longest_days}" if cadence else "–"
    record("relations.cadence_set", by=by, workspace=contact.workspace, about=contact, days=days)


@transaction.atomic
def set_tag_cadence(tag: Tag, cadence: Cadence | None, *, by: Actor, now: datetime) -> None:
    """Set how often a word is due to those who have a tag; None: no longer by this tag. Raises NotAllowedError."""
    require(by, tag.workspace, Permission.SETTINGS)
    TagCadence.objects.filter(tag=tag).delete()
    if cadence:
        TagCadence.objects.create(tag=tag, ideal_days=cadence.ideal.days, longest_days=cadence.longest.days)
    for contact in tag.contacts.filter(removed_at=None, relation__isnull=False):
        restart(contact, now)
    days = f"{cadence.ideal.days} – {cadence.longest.days}" if cadence else "–"
    record("relations.tag_cadence_set", by=by, workspace=tag.workspace, about=tag, days=days)


@transaction.atomic
def set_budget(workspace: Workspace, budget: Budget | None, *, by: Actor) -> None:
    """Set how often one person may be asked something here, whoever asks; None: as the rules say. Raises NotAllowedError."""
    require(by, workspace, Permission.SETTINGS)
    AskBudget.objects.filter(workspace=workspace).delete()
    if budget:
        AskBudget.objects.create(workspace=workspace, asks=budget.asks, rest_days=budget.rest.days)
    said = f"{budget.asks} – {budget.rest.days}" if budget else "–"
    record("relations.budget_set", by=by, workspace=workspace, about=workspace, said=said)
