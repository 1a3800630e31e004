"""Reads: what a workspace listens to, and what was published there."""

from django.db.models import Count, F, Max, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.listening.models import Following, Post, Source


def followed_sources(workspace: Workspace) -> QuerySet[Source]:
    """Sources the workspace follows, those in trouble first, then by title; with `post_count` and `latest_post` (dated ones)."""
    followings = Following.objects.filter(workspace=workspace, ended_at=None)
    counted = Source.objects.filter(followings__in=followings).annotate(
        post_count=Count("posts", distinct=True),
        latest_post=Max("posts__published_at", filter=Q(posts__is_dated=True)),
    )
    return counted.order_by("-failures", "title", "pk")


def known_sources(workspace: Workspace) -> QuerySet[Source]:
    """Sources the workspace follows or has followed: what it heard there is still its own."""
    return Source.objects.filter(followings__workspace=workspace)


def heard_posts(workspace: Workspace) -> QuerySet[Post]:
    """Posts of the sources the workspace follows or has followed, newest first; none that came out after it left."""
    while_followed = Q(source__followings__ended_at=None) | Q(first_seen_at__lte=F("source__followings__ended_at"))
    heard = Post.objects.filter(while_followed, source__followings__workspace=workspace)
    return heard.select_related("source").order_by("-published_at", "-pk")
