"""Reads: what a workspace listens to, and what was published there."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import Exists, OuterRef, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.listening.models import Following, Post, PostVersion, Source, Subscription
from entregent.listening.posts_held import posts_held
from entregent.listening.regions import NOWHERE, speaks_from
from entregent.listening.search import Found, Highlight, Question, highlights, read_question, search
from entregent.listening.signed import Signed, signed_by
from entregent.listening.source_list import FRESH, SourceFilters, listed_sources

__all__ = [
    "UNTOLD",
    "Filters",
    "Found",
    "Highlight",
    "Question",
    "Signed",
    "followed_sources",
    "following_of",
    "former_versions",
    "heard_posts",
    "highlights",
    "known_sources",
    "languages_heard",
    "posts_held",
    "read_question",
    "regions_heard",
    "same_elsewhere",
    "search_stream",
    "signed_by",
    "stream",
    "subscription_of",
]
FEW = 200  # sources; beyond, most of what the index finds is the workspace's own
UNTOLD = "?"  # stands for no language in a filter, where "" stands for all


def followed_sources(workspace: Workspace) -> QuerySet[Source]:
    """Sources the workspace follows, those in trouble first, then by name."""
    return listed_sources(workspace, SourceFilters())


def following_of(workspace: Workspace, source: Source) -> Following | None:
    """How the workspace listens to the source, or listened to it until it left; None when it never did."""
    return Following.objects.select_related("region_by").filter(workspace=workspace, source=source).first()


def subscription_of(source: Source) -> Subscription | None:
    """What its hub was asked for, and answered; None when it was not asked."""
    return source.subscriptions.exclude(state=Subscription.State.LEAVING).first()


def known_sources(workspace: Workspace) -> QuerySet[Source]:
    """Sources the workspace follows or has followed: what it heard there is still its own."""
    return Source.objects.filter(Exists(Following.objects.filter(workspace=workspace, source=OuterRef("pk"))))


def heard_posts(workspace: Workspace) -> QuerySet[Post]:
    """Posts of the sources the workspace follows or has followed, newest first; none that came out after it left."""
    followings = Following.objects.filter(workspace=workspace, source=OuterRef("source"))
    while_followed = followings.filter(Q(ended_at=None) | Q(ended_at__gte=OuterRef("first_seen_at")))
    # Asked of each post, not joined: SQLite would begin with the followings, and read every post of theirs for a page of forty.
    heard = Post.objects.filter(Exists(while_followed))
    return heard.select_related("source").order_by("-published_at", "-pk")


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of the stream; empty or None is everything. language: ISO 639-1, "?" for posts whose language cannot be told.

    region: code of the region from which the source speaks. since, until: of publication, the second excluded.
    """

    source: int | None = None
    language: str = ""
    region: str = ""
    since: datetime | None = None
    until: datetime | None = None
    with_removed: bool = True


def stream(workspace: Workspace, filters: Filters | None = None) -> QuerySet[Post]:
    """Posts heard that pass the filters, newest first, each with its source; without their HTML, which a list does not show."""
    filters = filters or Filters()
    posts = heard_posts(workspace).defer("html")
    if filters.source:
        posts = posts.filter(source=filters.source)
    if filters.language:
        posts = posts.filter(language="" if filters.language == UNTOLD else filters.language)
    if filters.region:
        posts = posts.filter(speaks_from(workspace, filters.region, source="source__"))
    if filters.since:
        posts = posts.filter(published_at__gte=filters.since)
    if filters.until:
        posts = posts.filter(published_at__lt=filters.until)
    return posts if filters.with_removed else posts.filter(removed_at=None)


def search_stream(
    workspace: Workspace, words: str, filters: Filters | None = None, *, below: int | None = None, limit: int = 40
) -> Found:
    """Posts heard that pass the filters and answer the words, newest first; `Found.question` is what `highlights` marks."""
    filters = filters or Filters()
    sources = [filters.source] if filters.source else _few_sources(workspace)
    posts = stream(workspace, filters)
    return search(posts, words, below=below, limit=limit, since=filters.since, until=filters.until, sources=sources)


def _few_sources(workspace: Workspace) -> list[int] | None:
    """The sources that the workspace knows, when they are few enough for the index to look among their posts alone."""
    known = list(known_sources(workspace).order_by().values_list("pk", flat=True)[: FEW + 1])
    return known if len(known) <= FEW else None


def same_elsewhere(post: Post, workspace: Workspace) -> QuerySet[Post]:
    """Other posts heard that say the same: the first known, those that repeat it, and other posts of the same page."""
    first = post.repeats_id or post.pk
    same = Q(pk=first) | Q(repeats=first)
    if post.page_key:
        same |= Q(page_key=post.page_key)
    return heard_posts(workspace).filter(same).exclude(pk=post.pk).defer("html", "text").order_by("published_at", "pk")


def former_versions(post: Post) -> QuerySet[PostVersion]:
    """What the post said before each edit, the last first."""
    return post.versions.order_by("-replaced_at", "-pk")


def languages_heard(workspace: Workspace) -> list[str]:
    """Languages in which the sources that the workspace knows say they write, for a filter; without those of single posts."""
    key = f"languages-heard:{workspace.pk}:{Following.objects.filter(workspace=workspace).count()}"
    kept: list[str] | None = caches["near"].get(key)
    if kept is None:  # asked once a minute: of 40,000 sources, all must be looked at
        said = known_sources(workspace).exclude(language="").order_by("language")
        kept = list(said.values_list("language", flat=True).distinct())
        caches["near"].set(key, kept, FRESH)
    return kept


def regions_heard(workspace: Workspace) -> list[str]:
    """Codes of the regions from which the sources that the workspace knows speak, for a filter."""
    inferred = known_sources(workspace).exclude(region="").order_by().values_list("region", flat=True).distinct()
    declared = Following.objects.filter(workspace=workspace).exclude(region__in=["", NOWHERE])
    return sorted({*inferred, *declared.values_list("region", flat=True).distinct()})
