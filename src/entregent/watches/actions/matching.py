"""Posts are put to the watches; what these catch is kept. docs/decisions/0007-matching-by-cursors.md"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby, islice

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from entregent.core.matching import Hit
from entregent.jobs.rows import Row, insert_missing
from entregent.listening.models import Following, Post
from entregent.watches.compiled import CompiledWatches
from entregent.watches.documents import Heard, document, heard
from entregent.watches.models import NEWS, Catch, Mention, State, Watch

BATCH = 1000
OVERLAP = timedelta(minutes=15)  # longer than a reading may last before its posts are committed
COMPILED = CompiledWatches()
Stop = Callable[[], bool]


def match_all_watches(stop: Stop = lambda: False, *, with_past: bool = True) -> int:
    """Ask every watch about the posts it has not seen yet; return the number of new catches.

    stop: asked between two batches. with_past: also those written before the watch, which may take minutes.
    """
    kept = Watch.objects.filter(removed_at=None).order_by("workspace", "pk")
    by_workspace = [list(own) for _, own in groupby(kept, key=lambda watch: watch.workspace_id)]
    return sum(match_watches(own, stop, with_past=with_past) for own in by_workspace)


def match_watch(watch: Watch) -> int:
    """Ask a watch about the posts it has not seen yet. Safe to repeat."""
    return match_watches([watch])


def match_watches(watches: Sequence[Watch], stop: Stop = lambda: False, *, with_past: bool = True) -> int:
    """Ask watches of one workspace about the posts they have not seen: news, what sources followed since had published, the past.

    Safe to repeat, and to be killed: cursors move after what they tell of is written.
    """
    with COMPILED.lock:
        caught = _match_news(watches, stop)
        return caught + (_match_past([watch for watch in watches if watch.past_below], stop) if with_past else 0)


def newest(workspace_id: int) -> tuple[int, int]:
    """Where a watch begins that is written now: the newest following, and the post from which the past is asked downwards."""
    followings = Following.objects.filter(workspace=workspace_id, ended_at=None)
    top = Post.objects.aggregate(top=Max("pk"))["top"]
    return followings.aggregate(newest=Max("pk"))["newest"] or 0, top + 1 if top else 0


def _match_news(watches: Sequence[Watch], stop: Stop) -> int:
    now = timezone.now()
    workspace = watches[0].workspace_id
    followings = Following.objects.filter(workspace=workspace, ended_at=None)
    newest_following = followings.aggregate(newest=Max("pk"))["newest"] or 0
    joined = followings.filter(pk__gt=min(watch.followings_up_to for watch in watches))
    caught = _match(watches, Post.objects.filter(source__in=joined.values("source")), stop) if joined else 0
    news = Post.objects.filter(source__in=followings.values("source"))
    since = min(watch.asked_at or watch.created_at for watch in watches) - OVERLAP
    caught += _match(watches, news.filter(first_seen_at__gte=since), stop)
    if not stop():
        _move(watches, asked_at=now, followings_up_to=newest_following)
    return caught


def _match_past(watches: Sequence[Watch], stop: Stop) -> int:
    """Downwards from the newest post, for what is found first matters most; a watch that is further on waits for the others."""
    caught = 0
    below = max((watch.past_below for watch in watches), default=0)
    while below and not stop():
        followed = Following.objects.filter(workspace=watches[0].workspace_id, ended_at=None)
        posts = Post.objects.filter(source__in=followed.values("source"), pk__lt=below)
        batch = list(heard(posts.order_by("-pk")[:BATCH]))
        below = batch[-1].pk if len(batch) == BATCH else 0
        asked = [watch for watch in watches if watch.past_below > below]
        caught += _match_batch(asked, batch, "past") if batch else 0
        _move(asked, past_below=below)
    return caught


@transaction.atomic
def _move(watches: Sequence[Watch], **cursors: datetime | int) -> None:
    """Move the cursors of those whose query is still the one that was asked."""
    Watch.objects.filter(pk__in=_unchanged({watch.pk: watch.query for watch in watches})).update(**cursors)


def _unchanged(asked: Mapping[int, str]) -> list[int]:
    """Watches that nobody rewrote or removed meanwhile, held until the transaction ends."""
    rows = Watch.objects.select_for_update().filter(pk__in=asked, removed_at=None).order_by("pk")
    return [pk for pk, query in rows.values_list("pk", "query") if asked[pk] == query]


def _match(watches: Sequence[Watch], posts: QuerySet[Post], stop: Stop) -> int:
    batches = _batches(heard(posts.order_by("pk")))
    return sum(_match_batch(watches, batch, "news") for batch in batches if not stop())


def _batches(rows: Iterator[Heard]) -> Iterator[list[Heard]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _match_batch(watches: Sequence[Watch], posts: list[Heard], among: str) -> int:
    """Keep what these catch; nothing of a watch that somebody rewrote or removed meanwhile, which asks anew."""
    asked = {watch.pk: watch.query for watch in watches}
    hits = list(COMPILED.of((watches[0].workspace_id, among), asked).match(map(document, posts)))
    if not hits:
        return 0
    with transaction.atomic():
        unchanged = set(_unchanged({hit.watch: asked[hit.watch] for hit in hits}))
        return keep_catches(
            watches[0].workspace_id, posts, [hit for hit in hits if hit.watch in unchanged], now=timezone.now()
        )


def keep_catches(workspace_id: int, posts: Sequence[Heard], hits: Iterable[Hit], *, now: datetime) -> int:
    """Keep what the watches of one workspace caught of these posts, in the transaction that calls; return how many catches are new.

    A post that no watch had caught before becomes a mention. Safe to repeat.
    """
    by_post: dict[int, list[Hit]] = defaultdict(list)
    for hit in _unknown(workspace_id, list(hits)):
        by_post[hit.document].append(hit)
    insert_missing(Mention, [_mention(workspace_id, post, now) for post in posts if post.pk in by_post])
    mentions = Mention.objects.select_for_update().filter(workspace=workspace_id, post__in=by_post)
    columns = mentions.values_list("post_id", "pk", "state", "published_at")
    kept = {post: (pk, state, published_at) for post, pk, state, published_at in columns}
    catches = [_catch(hit, *kept[post], now) for post, some in by_post.items() for hit in some]
    insert_missing(Catch, catches)
    return len(catches)


def _mention(workspace_id: int, post: Heard, now: datetime) -> Row:
    return {
        "workspace_id": workspace_id,
        "post_id": post.pk,
        "source_id": post.source_id,
        "language": post.language,
        "published_at": post.published_at,
        "heard_at": now,
        "state": (State.PAST if now - post.published_at > NEWS else State.OPEN).value,
    }


def _catch(hit: Hit, mention: int, state: str, published_at: datetime, now: datetime) -> Row:
    return {
        "watch_id": hit.watch,
        "mention_id": mention,
        "post_id": hit.document,
        "title_spans": [[span.start, span.end] for span in hit.spans if span.field == "title"],
        "body_spans": [[span.start, span.end] for span in hit.spans if span.field == "body"],
        "heard_at": now,
        "published_at": published_at,
        "state": state,
    }


def _unknown(workspace_id: int, hits: list[Hit]) -> list[Hit]:
    """Those that are not kept yet."""
    mentions = Mention.objects.filter(workspace=workspace_id, post__in={hit.document for hit in hits})
    known = set(mentions.values_list("post_id", flat=True))
    watches = {hit.watch for hit in hits if hit.document in known}
    if not watches:
        return hits
    kept = set(Catch.objects.filter(watch__in=watches, post__in=known).values_list("watch_id", "post_id"))
    return [hit for hit in hits if (hit.watch, hit.document) not in kept]
