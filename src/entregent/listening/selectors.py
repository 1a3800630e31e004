"""Reads: what a workspace listens to, and what was published there."""

from django.db.models import Count, Max, QuerySet

from entregent.accounts.models import Workspace
from entregent.listening.models import Post, Source


def followed_sources(workspace: Workspace) -> QuerySet[Source]:
    """Sources the workspace follows, those in trouble first, then by title; with `post_count` and `latest_post`."""
    counted = Source.objects.filter(followings__workspace=workspace).annotate(
        post_count=Count("posts", distinct=True), latest_post=Max("posts__published_at")
    )
    return counted.order_by("-failures", "title", "pk")


def heard_posts(workspace: Workspace) -> QuerySet[Post]:
    """Posts of the sources the workspace follows, newest first."""
    followed = Source.objects.filter(followings__workspace=workspace)
    return Post.objects.filter(source__in=followed).select_related("source").order_by("-published_at", "-pk")
