"""A kind gesture: somebody to whom a word will be due, and who wrote something that deserves one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import day_of
from entregent.contacts.models import Contact, Fact, LeftInPeace
from entregent.core.text import fold, page_key
from entregent.listening.models import Post
from entregent.listening.selectors import followed_sources
from entregent.relations.models import Relation

AHEAD = timedelta(days=45)  # a word is due soon
RECENT = timedelta(days=21)
LOOKED_AT = 200  # contacts whose word is due first


@dataclass(frozen=True, slots=True)
class Gesture:
    """A contact, what they wrote, and when a word will be due to them."""

    contact: Contact
    post: Post
    due_on: date


def kind_gesture(workspace: Workspace, now: datetime, besides: Collection[int] = ()) -> Gesture | None:
    """Of the contacts to whom a word will be due within six weeks, the first who wrote lately on a site that is listened to.

    A post counts when it is signed by them, or by nobody. Whoever is left in peace about everything is not proposed.
    besides: contacts to whom something is owed already.
    """
    in_peace = LeftInPeace.objects.filter(contact=OuterRef("contact"), lifted_at=None, topic="")
    soon = Relation.objects.filter(
        ~Exists(in_peace), workspace=workspace, contact__removed_at=None, due_at__gt=now, due_at__lte=now + AHEAD
    )
    relations = list(soon.exclude(contact__in=besides).select_related("contact").order_by("due_at")[:LOOKED_AT])
    keys = _site_keys([relation.contact_id for relation in relations])
    sources = _sources_by_key(workspace, {key for found in keys.values() for key in found})
    wanted = {pk for found in sources.values() for pk in found}
    lately = Post.objects.filter(source__in=wanted, published_at__gt=now - RECENT, published_at__lte=now, is_dated=True)
    posts = list(lately.select_related("source").order_by("-published_at")[:500])
    for relation in relations:
        theirs = {pk for key in keys.get(relation.contact_id, ()) for pk in sources.get(key, ())}
        name = fold(relation.contact.name)
        for post in posts:
            if post.source_id in theirs and fold(post.author) in ("", name):
                due_at = relation.due_at or now
                return Gesture(relation.contact, post, day_of(due_at, workspace))
    return None


def _site_keys(contacts: list[int]) -> dict[int, set[str]]:
    sites = Fact.objects.filter(contact__in=contacts, kind=Fact.Kind.SITE, ended_at=None).exclude(key="")
    found: dict[int, set[str]] = {}
    for contact, key in sites.values_list("contact_id", "key"):
        found.setdefault(contact, set()).add(key)
    return found


def _sources_by_key(workspace: Workspace, keys: set[str]) -> dict[str, set[int]]:
    """Sources followed whose site is one of these."""
    found: dict[str, set[int]] = {}
    if not keys:
        return found
    for pk, site in followed_sources(workspace).exclude(site="").values_list("pk", "site"):
        if (key := page_key(site)) in keys:
            found.setdefault(key, set()).add(pk)
    return found
