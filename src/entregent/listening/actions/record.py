"""Keeping what a reading gave."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from entregent.connectors.contract import FetchResult, SourceError
from entregent.core.polling import hub_kept_up, next_reading
from entregent.jobs.leases import FREE, LostLeaseError, finish
from entregent.listening.actions.follow import InvalidAddressError, canonical
from entregent.listening.actions.keep import keep_posts, plan_posts
from entregent.listening.content import storable
from entregent.listening.models import Reading, Source
from entregent.listening.regions import news_of_region

QUARTER = timedelta(minutes=15)
REMEMBERED = 20  # dates of posts that tell the rhythm of a source


def record_result(
    source: Source, *, result: FetchResult, now: datetime, pushed_until: datetime | None = None
) -> Reading:
    """Keep posts that are new or were edited, note those that were taken away, and the source's own news.

    What takes time is done before the database is asked for the right to write; then all is kept, or nothing.
    pushed_until: the hub sent this, and its lease ends then. A hub may send what is new alone: nothing is missing from it.
    Raises LostLeaseError: another reader has the source now, and nothing of this reading was kept.
    """
    language = storable(result.language, 8) or source.language
    plan = plan_posts(source, result.posts, language=language, now=now)
    if pushed_until:
        plan.gone_after = None
    elif source.is_pushed() and not hub_kept_up([post.published_at for post, _ in plan.new], now=now):
        source.pushed_until = None
    dates = sorted({*source.latest_dates, *plan.dates})[-REMEMBERED:]
    news: dict[str, object] = {
        "title": storable(result.title, 300) or source.title,
        "site": storable(result.site, 2000) or source.site,
        "language": language,
        "cursor": {name: storable(value, 1000) for name, value in result.cursor.values.items()},
        "latest_dates": dates,
        "last_success_at": now,
        "pushed_until": pushed_until or source.pushed_until,
        "next_read_at": now + wait_after(dates, now, is_pushed=bool(pushed_until) or source.is_pushed()),
        "ended_at": None,
    }
    news |= news_of_region(source, title=str(news["title"]), about=storable(result.about, 1000) or source.about)
    if not result.unchanged:
        news |= {"hub": storable(result.hub, 2000), "topic": storable(result.topic, 2000)}
    with transaction.atomic():
        _finish(
            source, **news, address=_new_address(source, result.moved_to), failures=0, trouble="", trouble_detail=""
        )
        removed = keep_posts(source, plan, now=now)
        outcome = Reading.Outcome.UNCHANGED if result.unchanged else Reading.Outcome.READ
        return Reading.objects.create(
            source=source,
            at=now,
            outcome=outcome,
            new_posts=len(plan.new),
            edited_posts=len(plan.versions),
            removed_posts=removed,
        )


def is_plain_unchanged(source: Source, result: FetchResult) -> bool:
    """Whether a reading says that nothing changed, and nothing else: many of those are noted at once."""
    return result.unchanged and not result.moved_to and result.cursor.values == source.cursor


@transaction.atomic
def record_unchanged(sources: Sequence[Source], *, now: datetime) -> list[Reading]:
    """Note that these sources had nothing new; return the readings of those that were still ours."""
    tokens = {source.pk: source.lease for source in sources}
    rows = Source.objects.filter(pk__in=tokens).select_for_update().values_list("pk", "lease")
    ours = {pk for pk, lease in rows if tokens[pk] == lease}
    waiting: dict[timedelta, list[int]] = defaultdict(list)
    for source in sources:
        if source.pk in ours:
            wait = wait_after(source.latest_dates, now, is_pushed=source.is_pushed())
            waiting[rounded(wait)].append(source.pk)
    for wait, these in waiting.items():
        fresh = {"failures": 0, "trouble": "", "trouble_detail": "", "last_success_at": now, "ended_at": None}
        Source.objects.filter(pk__in=these).update(**fresh, next_read_at=now + wait, **FREE)
    read = [
        Reading(source=source, at=now, outcome=Reading.Outcome.UNCHANGED) for source in sources if source.pk in ours
    ]
    return Reading.objects.bulk_create(read)


def rounded(wait: timedelta) -> timedelta:
    """To the quarter of an hour above, so that sources noted at once share a few waits."""
    return -(-wait // QUARTER) * QUARTER


def wait_after(dates: Sequence[int], now: datetime, *, is_pushed: bool = False) -> timedelta:
    """How long a source rests that published on these dates, in seconds since 1970."""
    known = [datetime.fromtimestamp(one, UTC) for one in dates]
    return next_reading(failures=0, dates=known, now=now, is_pushed=is_pushed)


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
    """Write to a source and let go of it, unless its lease went to another reader: then nothing of this reading is kept.

    Once it is written, the row is ours until the transaction ends: no other reader keeps posts of this source meanwhile.
    """
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
    if wanted == source.address:
        return wanted
    return source.address if Source.objects.filter(address=wanted).exists() else wanted
