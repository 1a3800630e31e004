"""Writes: watches come, change and go; posts are matched against them."""

from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Max, QuerySet

from entregent.accounts.models import Workspace
from entregent.core.matching import Document, Hit, WatchSet, WatchSyntaxError, compile, parse  # noqa: A004
from entregent.listening.models import Following, Post
from entregent.watches.models import Mention, Watch

BATCH = 500
OVERLAP = 500  # posts looked at again: two writers may commit their rows in another order than they numbered them


@transaction.atomic
def keep_watch(workspace: Workspace, *, name: str, query: str) -> Watch:
    """Create a watch. Raises WatchSyntaxError when its query cannot be read."""
    parse(query)
    return Watch.objects.create(
        workspace=workspace, name=name.strip()[:120] or query.strip()[:120], query=query.strip()
    )


@transaction.atomic
def change_watch(watch: Watch, *, name: str, query: str) -> Watch:
    """Rename or rewrite a watch; what it caught is asked anew when its query changed. Raises WatchSyntaxError."""
    parse(query)
    watch.name = name.strip()[:120] or query.strip()[:120]
    if query.strip() != watch.query:
        watch.query = query.strip()
        watch.posts_up_to = watch.followings_up_to = 0
        watch.mentions.all().delete()
    watch.save()
    return watch


def remove_watch(watch: Watch, *, now: datetime) -> None:
    """Put a watch away; `restore_watch` brings it back with all it caught."""
    watch.removed_at = now
    watch.save(update_fields=["removed_at"])


def restore_watch(watch: Watch) -> None:
    watch.removed_at = None
    watch.save(update_fields=["removed_at"])


def match_all_watches() -> int:
    """Ask every watch about the posts it has not seen yet; return the number of new mentions."""
    return sum(match_watch(watch) for watch in Watch.objects.filter(removed_at=None))


def match_watch(watch: Watch) -> int:
    """Ask a watch about the posts it has not seen yet: new ones, and all those of sources followed since. Safe to repeat."""
    try:
        watches = compile({watch.pk: watch.tree()})
    except WatchSyntaxError:  # written by an older version's grammar: nothing is lost, its page says what to mend
        return 0
    newest_post = Post.objects.aggregate(newest=Max("pk"))["newest"] or 0
    followings = Following.objects.filter(workspace=watch.workspace_id)
    newest_following = followings.aggregate(newest=Max("pk"))["newest"] or 0
    joined = followings.filter(pk__gt=watch.followings_up_to)
    past = Post.objects.filter(source__in=joined.values("source"))
    news = Post.objects.filter(source__in=followings.values("source"), pk__gt=watch.posts_up_to - OVERLAP)
    caught = _match(watches, watch, past) + _match(watches, watch, news)
    Watch.objects.filter(pk=watch.pk).update(posts_up_to=newest_post, followings_up_to=newest_following)
    return caught


def _match(watches: WatchSet, watch: Watch, posts: QuerySet[Post]) -> int:
    unseen = posts.exclude(mentions__watch=watch).order_by("pk").only("pk", "title", "text")
    caught = 0
    rows = unseen.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        documents = [Document(post.pk, post.title, post.text) for post in batch]
        mentions = [_mention(hit) for hit in watches.match(documents)]
        Mention.objects.bulk_create(mentions, ignore_conflicts=True)
        caught += len(mentions)
    return caught


def _mention(hit: Hit) -> Mention:
    spans = {"title": [[s.start, s.end] for s in hit.spans if s.field == "title"],
             "body": [[s.start, s.end] for s in hit.spans if s.field == "body"]}  # fmt: skip
    return Mention(watch_id=hit.watch, post_id=hit.document, title_spans=spans["title"], body_spans=spans["body"])
