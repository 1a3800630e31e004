"""Keeping what a reading gave."""

from datetime import datetime

from django.db import transaction

from entregent.connectors.contract import FetchedPost, FetchResult, SourceError
from entregent.core.polling import next_reading
from entregent.listening.content import plain, sanitised
from entregent.listening.models import Post, Reading, Source


@transaction.atomic
def record_result(source: Source, *, result: FetchResult, now: datetime) -> Reading:
    """Keep the posts that are new, and the source's own news (title, place, cursor). Posts already known are left as they are."""
    kept = _keep_new_posts(source, result.posts, now)
    source.title = result.title[:300] or source.title
    source.site = result.site[:2000] or source.site
    source.language = result.language or source.language
    source.cursor = result.cursor.values
    source.failures, source.trouble, source.trouble_detail = 0, "", ""
    source.last_success_at = now
    source.ended_at = None
    source.next_read_at = now + next_reading(failures=0)
    source.lease_until = None
    if result.moved_to and not Source.objects.filter(address=result.moved_to).exists():
        source.address = result.moved_to
    source.save()
    outcome = Reading.Outcome.UNCHANGED if result.unchanged else Reading.Outcome.READ
    return Reading.objects.create(source=source, at=now, outcome=outcome, new_posts=kept)


@transaction.atomic
def record_failure(source: Source, *, error: SourceError, now: datetime) -> Reading:
    """Note why the source could not be read, and when to try again; one that is gone for good is not tried again."""
    source.failures += 1
    source.trouble, source.trouble_detail = error.trouble, error.detail[:300]
    source.next_read_at = now + next_reading(failures=source.failures, retry_after=error.retry_after)
    source.lease_until = None
    if not error.retryable:
        source.ended_at = now
    source.save()
    return Reading.objects.create(source=source, at=now, outcome=Reading.Outcome.FAILED, trouble=error.trouble)


def _keep_new_posts(source: Source, posts: tuple[FetchedPost, ...], now: datetime) -> int:
    fresh = {_clip(post.stable_id): post for post in posts}
    known = set(source.posts.filter(stable_id__in=list(fresh)).values_list("stable_id", flat=True))
    rows = [_row(source, stable_id, post, now) for stable_id, post in fresh.items() if stable_id not in known]
    Post.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _clip(stable_id: str) -> str:
    return stable_id.replace("\0", "")[:2000]


def _row(source: Source, stable_id: str, post: FetchedPost, now: datetime) -> Post:
    markup = post.html.replace("\0", "")
    text = plain(markup)
    published = (
        min(post.published, now) if post.published else now
    )  # a date to come is a mistake of the site: seen today
    return Post(
        source=source,
        stable_id=stable_id,
        address=post.address[:2000] if post.address.startswith(("http://", "https://")) else "",
        title=post.title.replace("\0", "")[:500],
        author=post.author.replace("\0", "")[:200],
        html=sanitised(markup, base=post.address or source.site or source.address),
        text=text,
        words=len(text.split()),
        tags=list(post.tags),
        published_at=published,
        week=published.toordinal() // 7,
        is_dated=post.published is not None,
        first_seen_at=now,
    )
