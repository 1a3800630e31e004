"""Posts are put to the watches; what these catch is kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from entregent.core.matching import Document, Hit, WatchSet, WatchSyntaxError, compile  # noqa: A004
from entregent.listening.models import Following, Post
from entregent.watches.models import NEWS, Catch, Mention, State, Watch

BATCH = 500
OVERLAP = timedelta(minutes=15)  # longer than a reading may last before its posts are committed
READ = ("title", "text", "source", "language", "published_at")  # of a post, to match it and keep the mention


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
    unseen = posts.exclude(catches__watch=watch).order_by("pk").only(*READ)
    rows = unseen.iterator(chunk_size=BATCH)
    caught = 0
    while batch := list(islice(rows, BATCH)):
        hits = watches.match([Document(post.pk, post.title, post.text) for post in batch])
        with transaction.atomic():
            if not _unchanged(watch).select_for_update().exists():
                return caught  # somebody rewrote it meanwhile, and asks anew
            caught += keep_catches(watch.workspace_id, batch, hits, now=timezone.now())
    return caught


def keep_catches(workspace_id: int, posts: Sequence[Post], hits: Iterable[Hit], *, now: datetime) -> int:
    """Keep what the watches of one workspace caught of these posts, in the transaction that calls; return the number of hits.

    posts: with the columns of READ. A post that no watch had caught before becomes a mention. Safe to repeat.
    """
    by_post: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_post[hit.document].append(hit)
    fresh = [_mention(workspace_id, post, now) for post in posts if post.pk in by_post]
    Mention.objects.bulk_create(fresh, ignore_conflicts=True)
    mentions = Mention.objects.select_for_update().filter(workspace=workspace_id, post__in=by_post)
    kept = {mention.post_id: mention for mention in mentions.only("post", "published_at", "state")}
    catches = [_catch(hit, kept[post], now) for post, some in by_post.items() for hit in some]
    Catch.objects.bulk_create(catches, ignore_conflicts=True)
    return len(catches)


def _mention(workspace_id: int, post: Post, now: datetime) -> Mention:
    return Mention(
        workspace_id=workspace_id,
        post=post,
        source_id=post.source_id,
        language=post.language,
        published_at=post.published_at,
        heard_at=now,
        state=State.PAST if now - post.published_at > NEWS else State.OPEN,
    )


def _catch(hit: Hit, mention: Mention, now: datetime) -> Catch:
    return Catch(
        watch_id=hit.watch,
        mention=mention,
        post_id=hit.document,
        title_spans=[[span.start, span.end] for span in hit.spans if span.field == "title"],
        body_spans=[[span.start, span.end] for span in hit.spans if span.field == "body"],
        heard_at=now,
        published_at=mention.published_at,
        state=mention.state,
    )
