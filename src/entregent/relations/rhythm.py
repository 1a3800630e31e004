"""When a word is due in a relation: its cadence, its exchanges, the team's working time; written where Today finds it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import working_time
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Cadence, Manner, Side, Silence, Touch, choose_cadence, touch
from entregent.core.lifecycle import Exchange as Passed
from entregent.relations.models import Ask, Exchange, Idea, Relation, TagCadence

GENERAL = Cadence(timedelta(days=90), timedelta(days=180))  # a word each season; half a year of silence is ours to mend


def cadences_of(workspace: Workspace) -> Mapping[str, Cadence]:
    """Cadences by tag, as the workspace set them."""
    set_here = TagCadence.objects.filter(tag__workspace=workspace).select_related("tag")
    return {one.tag.folded: one.cadence() for one in set_here}


def cadence_of(relation: Relation) -> Cadence:
    tags = [tag.folded for tag in relation.contact.tags.all()]
    return choose_cadence(relation.own_cadence(), tags, cadences_of(relation.workspace), GENERAL)


def passed_with(contact_id: int) -> list[Passed]:
    """All that passed: exchanges, their answers to what we asked, their ideas, and our telling what became of these.

    An ask of ours is no word given.
    """
    answered = Ask.objects.filter(contact=contact_id, removed_at=None).values_list("answered_at", flat=True)
    ideas = Idea.objects.filter(contact=contact_id, removed_at=None).values_list("at", "told_at")
    return passed_among(Exchange.objects.filter(contact=contact_id, removed_at=None), answered, ideas)


def passed_among(
    exchanges: Iterable[Exchange],
    answered: Iterable[datetime | None],
    ideas: Iterable[tuple[datetime, datetime | None]],
) -> list[Passed]:
    """The same, of rows read already. answered: when they answered each ask; ideas: when each was received, and told of."""
    passed = [one.as_passed() for one in exchanges]
    passed += [Passed(Manner.MESSAGE, Side.THEM, at) for at in answered if at]
    for received, told in ideas:
        passed += [Passed(Manner.MESSAGE, Side.THEM, received)]
        passed += [Passed(Manner.MESSAGE, Side.US, told)] if told else []
    return passed


def touch_of(
    relation: Relation, now: datetime, *, passed: list[Passed] | None = None, cadence: Cadence | None = None
) -> Touch:
    """Whether a word is due to a contact. passed, cadence: where they are known already."""
    return touch(
        passed_with(relation.contact_id) if passed is None else passed,
        cadence or cadence_of(relation),
        began_at=relation.began_at,
        now=now,
        working_time=working_time(relation.workspace),
    )


def relation_of(contact: Contact) -> Relation:
    """The relation with a contact; where nothing passed yet, as it would begin, not kept."""
    found = Relation.objects.select_related("contact", "workspace").filter(contact=contact).first()
    return found or Relation(contact=contact, workspace=contact.workspace, began_at=contact.created_at)


def kept_relation_of(contact: Contact) -> Relation:
    """The same, kept."""
    begun = {"workspace": contact.workspace, "began_at": contact.created_at}
    return Relation.objects.select_related("contact", "workspace").get_or_create(contact=contact, defaults=begun)[0]


def restart(contact: Contact, now: datetime) -> None:
    """Write anew when a word is due. What is planned in time counts as if it had taken place: no round has to wait for its day."""
    relation = kept_relation_of(contact)
    told = touch_of(relation, now)
    if told.silence is Silence.PLANNED and told.planned_at:
        told = touch_of(relation, told.planned_at)
    relation.due_at, relation.alarm_at = told.due_at, told.alarm_at
    relation.save(update_fields=["due_at", "alarm_at"])
