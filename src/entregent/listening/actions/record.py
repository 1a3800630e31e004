"""Keeping what a reading gave."""

from datetime import datetime

from django.db import transaction

from entregent.connectors.contract import FetchedPost, FetchResult, SourceError
from entregent.core.polling import next_reading
from entregent.core.text import fold
from entregent.jobs.leases import LostLeaseError, finish
from entregent.listening.actions.follow import InvalidAddressError, canonical
from entregent.listening.content import plain, sanitised, storable
from entregent.listening.models import Post, Reading, Source


@transaction.atomic
def record_result(source: Source, *, result: FetchResult, now: datetime) -> Reading:
    """Keep the posts that are new, and the source's own news (title, place, cursor). Posts already known are left as they are.

    Raises LostLeaseError: another reader has the source now, and nothing of this reading was kept.
    """
    news: dict[str, object] = {
        "title": storable(result.title, 300) or source.title,
        "site": storable(result.site, 2000) or source.site,
        "language": storable(result.language, 8) or source.language,
        "cursor": {name: storable(value, 1000) for name, value in result.cursor.values.items()},
        "address": _new_address(source, result.moved_to),
        "last_success_at": now,
        "next_read_at": now + next_reading(failures=0),
        "ended_at": None,
    }
    kept = _keep_new_posts(source, result.posts, now)
    _finish(source, **news, failures=0, trouble="", trouble_detail="")
    outcome = Reading.Outcome.UNCHANGED if result.unchanged else Reading.Outcome.READ
    return Reading.objects.create(source=source, at=now, outcome=outcome, new_posts=kept)


@transaction.atomic
def record_failure(source: Source, *, error: SourceError, now: datetime) -> Reading:
    """Note why the source could not be read, and when to try again; one that is gone for good is not tried again.

    Raises LostLeaseError.
    """
    failures = source.failures + 1
    _finish(
        source,
        failures=failures,
        trouble=error.trouble,
        trouble_detail=error.detail[:300],
        next_read_at=now + next_reading(failures=failures, retry_after=error.retry_after),
        ended_at=source.ended_at if error.retryable else now,
    )
    return Reading.objects.create(source=source, at=now, outcome=Reading.Outcome.FAILED, trouble=error.trouble)


def _finish(source: Source, **columns: object) -> None:
    """Write to a source and let go of it, unless its lease went to another reader: then nothing of this reading is kept."""
    if not finish(source, **columns):
        raise LostLeaseError
    for name, value in columns.items():
        setattr(source, name, value)


def _new_address(source: Source, moved_to: str | None) -> str:
    """Where the source says it moved for good, unless that is no address, or somebody else's."""
    try:
        wanted = canonical(moved_to) if moved_to else source.address
    except InvalidAddressError:
        return source.address
    return source.address if Source.objects.filter(address=wanted).exists() else wanted


def _keep_new_posts(source: Source, posts: tuple[FetchedPost, ...], now: datetime) -> int:
    fresh = {storable(post.stable_id, 2000): post for post in posts}
    known = set(source.posts.filter(stable_id__in=list(fresh)).values_list("stable_id", flat=True))
    oldest = min((post.published for post in posts if post.published), default=now)
    undated = now if source.last_success_at else min(oldest, now)  # the first time, an undated post may be of any day
    rows = [_row(source, stable_id, post, now, undated) for stable_id, post in fresh.items() if stable_id not in known]
    Post.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _row(source: Source, stable_id: str, post: FetchedPost, now: datetime, undated: datetime) -> Post:
    markup = storable(post.html)
    text = plain(markup)
    title = storable(post.title, 500)
    published = min(post.published, now) if post.published else undated  # a date to come is a mistake: seen today
    return Post(
        source=source,
        stable_id=stable_id,
        address=storable(post.address, 2000),
        title=title,
        folded_title=fold(title),
        author=storable(post.author, 200),
        html=sanitised(markup, base=post.address or source.site or source.address),
        text=text,
        words=len(text.split()),
        tags=[storable(tag, 100) for tag in post.tags[:50]],
        published_at=published,
        week=published.toordinal() // 7,
        is_dated=post.published is not None,
        first_seen_at=now,
    )
