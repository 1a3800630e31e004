"""Reads: the people of a workspace, and what is known of one."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.db.models import Count, Exists, OuterRef, QuerySet

from entregent.accounts.models import User, Workspace
from entregent.contacts.facts import is_stale
from entregent.contacts.finding import by_words
from entregent.contacts.joined import RowsAbout, files_of
from entregent.contacts.letters import MADE_LATER, is_indexed
from entregent.contacts.models import Contact, Fact, LeftInPeace, Tag, Tagging
from entregent.contacts.peace import left_in_peace, peace_key, peace_of

__all__ = [
    "MADE_LATER",
    "Filters",
    "RowsAbout",
    "contacts",
    "facts_of",
    "files_of",
    "former_facts",
    "is_indexed",
    "left_in_peace",
    "members",
    "peace_key",
    "peace_of",
    "tags",
]

MANY = 20_000  # taggings, from which on counting them takes longer than a page may
FRESH = 60  # seconds


@dataclass(frozen=True, slots=True)
class Filters:
    """Whom to show; empty is everybody. owner: a user's number, 0 for those without. tag: its number."""

    words: str = ""
    tag: int | None = None
    owner: int | None = None
    region: str = ""
    in_peace: bool | None = None


def contacts(workspace: Workspace, filters: Filters | None = None) -> QuerySet[Contact]:
    """Contacts kept that pass the filters, by name; `is_left_in_peace` says whether nobody may contact them about anything."""
    filters = filters or Filters()
    asked = LeftInPeace.objects.filter(contact=OuterRef("pk"), lifted_at=None, topic="")
    kept: QuerySet[Contact] = Contact.objects.filter(workspace=workspace, removed_at=None)
    found: QuerySet[Contact] = kept.annotate(is_left_in_peace=Exists(asked))
    if filters.words:
        found = by_words(found, filters.words)
    if filters.tag:
        found = found.filter(tags=filters.tag)
    if filters.owner is not None:
        found = found.filter(owner=filters.owner or None)
    if filters.region:
        found = found.filter(region=filters.region)
    if filters.in_peace is not None:
        found = found.filter(Exists(asked) if filters.in_peace else ~Exists(asked))
    return found.order_by("sort_name", "pk")


@dataclass(frozen=True, slots=True)
class Known:
    """A current fact; is_stale: old enough to be asked again."""

    fact: Fact
    is_stale: bool


def facts_of(contact: Contact, today: date) -> dict[str, list[Known]]:
    """Current facts by kind, in the order of Fact.Kind, the latest first."""
    current = contact.facts.filter(ended_at=None).select_related("by").order_by("-learned_on", "-pk")
    found: dict[str, list[Known]] = {}
    for fact in current:
        found.setdefault(fact.kind, []).append(Known(fact, is_stale(fact.kind, fact.learned_on, today)))
    return {kind: found[kind] for kind in Fact.Kind.values if kind in found}


def former_facts(contact: Contact) -> QuerySet[Fact]:
    """Facts that ended, the last first."""
    return contact.facts.exclude(ended_at=None).order_by("-ended_at", "-pk")


def tags(workspace: Workspace) -> list[Tag]:
    """Tags in use, by name, with `contact_count`: all who have it but those put away, who are few.

    Where there are many thousands, the counts may be a minute old.
    """
    key = f"tags:{workspace.pk}"
    counts: dict[int, int] | None = caches["near"].get(key)
    if counts is None:
        counts = _tag_counts(workspace)
        if sum(counts.values()) > MANY:
            caches["near"].set(key, counts, FRESH)
    found = []
    for tag in Tag.objects.filter(workspace=workspace).order_by("folded"):
        tag.contact_count = counts.get(tag.pk, 0)  # type: ignore[attr-defined]
        found += [tag] if tag.contact_count else []  # type: ignore[attr-defined]
    return found


def _tag_counts(workspace: Workspace) -> dict[int, int]:
    everybody = Tagging.objects.filter(tag__workspace=workspace)
    away = _by_tag(everybody.filter(contact__workspace=workspace, contact__removed_at__isnull=False))
    return {tag: count - away.get(tag, 0) for tag, count in _by_tag(everybody).items()}


def _by_tag(taggings: QuerySet[Tagging]) -> dict[int, int]:
    return dict(taggings.values_list("tag").annotate(Count("pk")).order_by())


def members(workspace: Workspace) -> QuerySet[User]:
    """Who may keep a relation: the members of the workspace, by name."""
    return User.objects.filter(memberships__workspace=workspace, is_active=True).order_by("name", "email")
