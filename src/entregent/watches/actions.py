"""Writes: watches come, change and go; posts are matched against them."""

from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.core.matching import Document, Hit, WatchSet, WatchSyntaxError, compile, parse  # noqa: A004
from entregent.history.actions import record
from entregent.listening.models import Following, Post
from entregent.watches.models import Mention, Watch

BATCH = 500
OVERLAP = timedelta(minutes=15)  # longer than a reading may last before its posts are committed


@transaction.atomic
def keep_watch(workspace: Workspace, *, name: str, query: str, by: Actor) -> Watch:
    """Create a watch. Raises NotAllowedError, WatchSyntaxError when its query cannot be read."""
    require(by, workspace, Permission.LISTEN)
    parse(query)
    watch = Watch.objects.create(
        workspace=workspace, name=name.strip()[:120] or query.strip()[:120], query=query.strip()
    )
    record("watches.kept", by=by, workspace=workspace, about=watch, query=watch.query)
    return watch


@transaction.atomic
def change_watch(watch: Watch, *, name: str, query: str, by: Actor) -> Watch:
    """Rename or rewrite a watch; what it caught is asked anew when its query changed.

    Raises NotAllowedError, WatchSyntaxError.
    """
    require(by, watch.workspace, Permission.LISTEN)
    parse(query)
    watch.name = name.strip()[:120] or query.strip()[:120]
    changed = ["name"]
    if query.strip() != watch.query:
        watch.query, watch.asked_at, watch.followings_up_to = query.strip(), None, 0
        changed += ["query", "asked_at", "followings_up_to"]
    watch.save(update_fields=changed)
    if len(changed) > 1:
        watch.mentions.all().delete()
    record("watches.changed", by=by, workspace=watch.workspace, about=watch, query=watch.query)
    return watch


@transaction.atomic
def remove_watch(watch: Watch, *, by: Actor, now: datetime) -> None:
    """Put a watch away; `restore_watch` brings it back with all it caught. Raises NotAllowedError."""
    require(by, watch.workspace, Permission.LISTEN)
    watch.removed_at = now
    watch.save(update_fields=["removed_at"])
    record("watches.removed", by=by, workspace=watch.workspace, about=watch)


@transaction.atomic
def restore_watch(watch: Watch, *, by: Actor) -> None:
    """Bring a watch back. Raises NotAllowedError."""
    require(by, watch.workspace, Permission.LISTEN)
    watch.removed_at = None
    watch.save(update_fields=["removed_at"])
    record("watches.restored", by=by, workspace=watch.workspace, about=watch)


def match_all_watches() -> int:
    """Ask every watch about the posts it has not seen yet; return the number of new mentions."""
    return sum(match_watch(watch) for watch in Watch.objects.filter(removed_at=None))


def match_watch(watch: Watch) -> int:
    """Ask a watch about the posts it has not seen yet: new ones, and all those of sources followed since. Safe to repeat."""
    try:
        watches = compile({watch.pk: watch.tree()})
    except WatchSyntaxError:  # written by an older version's grammar: nothing is lost, its page says what to mend
        return 0
    now = timezone.now()
    followings = Following.objects.filter(workspace=watch.workspace_id, ended_at=None)
    newest_following = followings.aggregate(newest=Max("pk"))["newest"] or 0
    joined = followings.filter(pk__gt=watch.followings_up_to)
    past = Post.objects.filter(source__in=joined.values("source"))
    news = Post.objects.filter(source__in=followings.values("source"))
    if watch.asked_at:
        news = news.filter(first_seen_at__gte=watch.asked_at - OVERLAP)
    caught = _match(watches, watch, past) + _match(watches, watch, news)
    _unchanged(watch).update(asked_at=now, followings_up_to=newest_following)
    return caught


def _unchanged(watch: Watch) -> QuerySet[Watch]:
    """The watch's row, while its query is still the one that is being asked."""
    return Watch.objects.filter(pk=watch.pk, query=watch.query)


def _match(watches: WatchSet, watch: Watch, posts: QuerySet[Post]) -> int:
    unseen = posts.exclude(mentions__watch=watch).order_by("pk").only("pk", "title", "text")
    rows = unseen.iterator(chunk_size=BATCH)
    caught = 0
    while batch := list(islice(rows, BATCH)):
        hits = watches.match([Document(post.pk, post.title, post.text) for post in batch])
        mentions = [_mention(hit) for hit in hits]
        with transaction.atomic():
            if not _unchanged(watch).select_for_update().exists():
                return caught  # somebody rewrote it meanwhile, and asks anew
            Mention.objects.bulk_create(mentions, ignore_conflicts=True)
        caught += len(mentions)
    return caught


def _mention(hit: Hit) -> Mention:
    spans = {"title": [[s.start, s.end] for s in hit.spans if s.field == "title"],
             "body": [[s.start, s.end] for s in hit.spans if s.field == "body"]}  # fmt: skip
    return Mention(watch_id=hit.watch, post_id=hit.document, title_spans=spans["title"], body_spans=spans["body"])
