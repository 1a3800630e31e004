"""Keeping what a reading gave."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from entregent.connectors.contract import FetchResult, SourceError
from entregent.core.polling import hub_kept_up, next_reading
from entregent.jobs.leases import FREE, LostLeaseError, finish
from entregent.jobs.rows import insert_rows, update_rows
from entregent.listening.actions.follow import InvalidAddressError, canonical
from entregent.listening.actions.keep import Given, Plan, keep_posts, plan_posts
from entregent.listening.content import storable
from entregent.listening.models import Reading, Source
from entregent.listening.regions import news_of_region

QUARTER = timedelta(minutes=15)
REMEMBERED = 20  # dates of posts that tell the rhythm of a source


@dataclass(frozen=True, slots=True)
class Got:
    """What a reading of a source gave. pushed_until: its hub sent this, and the hub's lease ends then."""

    source: Source
    result: FetchResult
    pushed_until: datetime | None = None

    @property
    def language(self) -> str:
        return storable(self.result.language, 8) or self.source.language


def record_result(
    source: Source, *, result: FetchResult, now: datetime, pushed_until: datetime | None = None
) -> Reading:
    """Keep posts that are new or were edited, note those that were taken away, and the source's own news.

    pushed_until: the hub sent this, and its lease ends then. A hub may send what is new alone: nothing is missing from it.
    Raises LostLeaseError: another reader has the source now, and nothing of this reading was kept.
    """
    readings = record_results([Got(source, result, pushed_until)], now=now)
    if not readings:
        raise LostLeaseError
    return readings[0]


def record_results(got: Sequence[Got], *, now: datetime) -> list[Reading]:
    """Keep what several readings gave, all of it or nothing; return the readings of the sources that were still ours.

    What takes time is done before the database is asked for the right to write.
    """
    plans = plan_posts([Given(one.source, one.result.posts, one.language) for one in got], now=now)
    decided = [(one, plan, _news(one, plan, now)) for one, plan in zip(got, plans, strict=True)]
    with transaction.atomic():
        ours = _still_ours([one.source for one in got])
        decided = [one for one in decided if one[1].source.pk in ours]
        update_rows(Source, [(plan.source.pk, news | FREE) for _, plan, news in decided])
        removed = keep_posts([plan for _, plan, _ in decided], now=now)
        readings = Reading.objects.bulk_create(
            Reading(
                source=plan.source,
                at=now,
                outcome=Reading.Outcome.UNCHANGED if one.result.unchanged else Reading.Outcome.READ,
                new_posts=len(plan.new),
                edited_posts=len(plan.versions),
                removed_posts=removed.get(plan.source.pk, 0),
            )
            for one, plan, _ in decided
        )
    for _, plan, news in decided:
        for name, value in news.items():
            setattr(plan.source, name, value)
    return readings


def _news(got: Got, plan: Plan, now: datetime) -> dict[str, object]:
    """What becomes of the source itself, by column."""
    source, result = got.source, got.result
    pushed_until = got.pushed_until or source.pushed_until
    if got.pushed_until:
        plan.gone_after = None
    elif source.is_pushed() and not hub_kept_up([one.columns["published_at"] for one in plan.new], now=now):
        pushed_until = None
    is_pushed = pushed_until is not None and pushed_until > now
    dates = sorted({*source.latest_dates, *plan.dates})[-REMEMBERED:]
    news: dict[str, object] = {
        "title": storable(result.title, 300) or source.title,
        "site": storable(result.site, 2000) or source.site,
        "language": got.language,
        "cursor": {name: storable(value, 1000) for name, value in result.cursor.values.items()},
        "latest_dates": dates,
        "last_success_at": now,
        "pushed_until": pushed_until,
        "next_read_at": now + wait_after(dates, now, is_pushed=is_pushed),
        "ended_at": None,
        "address": _new_address(source, result.moved_to),
        "failures": 0,
        "trouble": "",
        "trouble_detail": "",
    }
    news |= news_of_region(source, title=str(news["title"]), about=storable(result.about, 1000) or source.about)
    if not result.unchanged:
        news |= {"hub": storable(result.hub, 2000), "topic": storable(result.topic, 2000)}
    return news


def _still_ours(sources: Sequence[Source]) -> set[int]:
    """Which of these nobody else was given meanwhile. Until the transaction ends, no other reader keeps posts of theirs."""
    tokens = {source.pk: source.lease for source in sources}
    rows = Source.objects.filter(pk__in=tokens).order_by("pk").select_for_update().values_list("pk", "lease")
    return {pk for pk, lease in rows if tokens[pk] == lease}


def is_plain_unchanged(source: Source, result: FetchResult) -> bool:
    """Whether a reading says that nothing changed, and nothing else: many of those are noted at once."""
    return result.unchanged and not result.moved_to and result.cursor.values == source.cursor


@transaction.atomic
def record_unchanged(sources: Sequence[Source], *, now: datetime) -> list[Reading]:
    """Note that these sources had nothing new; return the readings of those that were still ours."""
    ours = _still_ours(sources)
    waiting: dict[timedelta, list[int]] = defaultdict(list)
    for source in sources:
        if source.pk in ours:
            wait = wait_after(source.latest_dates, now, is_pushed=source.is_pushed())
            waiting[rounded(wait)].append(source.pk)
    for wait, these in waiting.items():
        fresh = {"failures": 0, "trouble": "", "trouble_detail": "", "last_success_at": now, "ended_at": None}
        Source.objects.filter(pk__in=these).update(**fresh, next_read_at=now + wait, **FREE)
    held = [source for source in sources if source.pk in ours]
    row = {"at": now, "outcome": Reading.Outcome.UNCHANGED.value}
    numbers = insert_rows(Reading, [{"source_id": source.pk} | row for source in held])
    return [Reading(pk=number, source=source, **row) for number, source in zip(numbers, held, strict=True)]


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
    columns = {
        "failures": failures,
        "trouble": error.trouble,
        "trouble_detail": error.detail[:300],
        "next_read_at": now + next_reading(failures=failures, retry_after=error.retry_after),
        "ended_at": source.ended_at if error.retryable else now,
    }
    if not finish(source, **columns):
        raise LostLeaseError
    for name, value in columns.items():
        setattr(source, name, value)
    return Reading.objects.create(source=source, at=now, outcome=Reading.Outcome.FAILED, trouble=error.trouble)


def _new_address(source: Source, moved_to: str | None) -> str:
    """Where the source says it moved for good, unless that is no address, or somebody else's."""
    try:
        wanted = canonical(moved_to) if moved_to else source.address
    except InvalidAddressError:
        return source.address
    if wanted == source.address:
        return wanted
    return source.address if Source.objects.filter(address=wanted).exists() else wanted
