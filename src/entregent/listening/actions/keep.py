"""Posts of a reading: what is new, edited or taken away is decided first, then written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from entregent.connectors.contract import FetchedPost
from entregent.core.text import fold, page_key
from entregent.core.text.stems import TERMS_VERSION
from entregent.listening.actions.repeats import Known, find_repeated
from entregent.listening.content import Prepared, content_digest, kept_content, prepare, received_digest, storable
from entregent.listening.models import EnclosureRow, Fingerprint, Post, PostVersion, Source, Terms
from entregent.listening.search.keys import key_of, source_term
from entregent.listening.window import covered_since

REWRITTEN = [  # columns that an edit, or a reading that says more than the last, writes
    "address", "page_key", "title", "folded_title", "author", "author_address", "author_profile", "html", "text", "words", "tags",
    "links", "enclosures", "language", "published_at", "week", "is_dated", "updated_at", "received_digest", "content_digest",
    "terms_version", "is_full_text",
]  # fmt: skip
INSERT_TERMS = 'INSERT INTO "listening_terms" ("key", "post_id", "title", "body") VALUES (%s, %s, %s, %s)'
INSERT_MARKS = 'INSERT INTO "listening_fingerprint" ("mark", "post_id") VALUES (%s, %s)'
SAME_CONTENT = ("html", "text", "words", "links", "language", "is_full_text", "title", "folded_title")


@dataclass(slots=True)
class Plan:
    """What to write.

    new and edited: posts with what was told from their words; seen, back: known posts that the feed holds, or holds again.
    repeats: of new posts, by their place, the first post known with their text; common: marks not worth keeping.
    dates: of the feed's posts, in seconds since 1970. gone_after: see `covered_since`.
    """

    new: list[tuple[Post, Prepared]] = field(default_factory=list)
    edited: list[tuple[Post, Prepared | None]] = field(default_factory=list)
    versions: list[PostVersion] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    repeats: dict[int, int] = field(default_factory=dict)
    common: frozenset[int] = frozenset()
    dates: list[int] = field(default_factory=list)
    gone_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A post that is known already."""

    pk: int
    received_digest: int | None
    removed_at: datetime | None


def plan_posts(source: Source, posts: tuple[FetchedPost, ...], *, language: str, now: datetime) -> Plan:
    """Decide what becomes of the posts of a reading. Reads the database, writes nothing; repeats are looked for in all of it.

    language: the one in which the source says it writes, "" when it does not say.
    """
    plan = Plan()
    if not posts:
        return plan
    given = {storable(post.stable_id, 2000): post for post in posts}
    columns = ("stable_id", "pk", "received_digest", "removed_at")
    rows = source.posts.filter(stable_id__in=list(given)).values_list(*columns)
    known = {stable_id: _Row(*row) for stable_id, *row in rows}
    plan.seen = [row.pk for row in known.values()]
    plan.back = [row.pk for row in known.values() if row.removed_at]
    plan.gone_after = covered_since([(post.published, stable_id in known) for stable_id, post in given.items()])
    plan.dates = [int(post.published.timestamp()) for post in posts if post.published and post.published <= now]
    _plan_new(plan, source, {one: post for one, post in given.items() if one not in known}, language, now)
    changed = {
        row.pk: post
        for stable_id, post in given.items()
        if (row := known.get(stable_id)) and row.received_digest != received_digest(post)
    }
    if changed:
        _plan_edits(plan, source, changed, now)
    return plan


def _plan_new(plan: Plan, source: Source, fresh: dict[str, FetchedPost], language: str, now: datetime) -> None:
    oldest = min((post.published for post in fresh.values() if post.published), default=now)
    undated = now if source.last_success_at else min(oldest, now)  # the first time, an undated post may be of any day
    for stable_id, post in fresh.items():
        row = _row(source, stable_id, post, now, undated)
        prepared = prepare(row.title, row.text, expected=post.language or language)
        row.language = prepared.language
        language = language or prepared.language
        plan.new.append((row, prepared))
    asked = [Known(row.page_key, row.text, prepared.marks) for row, prepared in plan.new]
    found = find_repeated(asked, source=source.pk)
    plan.repeats, plan.common = found.first, found.common


def _plan_edits(plan: Plan, source: Source, changed: dict[int, FetchedPost], now: datetime) -> None:
    """Tell the edits of words and links from what changes around them."""
    for row in source.posts.filter(pk__in=changed):
        post = changed[row.pk]
        fresh = _row(source, row.stable_id, post, now, row.published_at)
        before = row.content_digest
        if before is None:  # kept by a version that did not count them
            before = content_digest(row.title, row.text, fresh.links)
        is_cut_again = row.is_full_text and post.content_is_excerpt
        is_edited = fresh.content_digest != before and not is_cut_again
        prepared = None
        if is_edited:
            plan.versions.append(PostVersion(post=row, title=row.title, html=row.html, text=row.text, replaced_at=now))
            prepared = prepare(fresh.title, fresh.text, expected=post.language or source.language)
            fresh.language = prepared.language
        _take(row, fresh, is_edited=is_edited)
        plan.edited.append((row, prepared))


def _take(row: Post, fresh: Post, *, is_edited: bool) -> None:
    """Have a known post say what its source says today; its words only when they were edited."""
    for name in REWRITTEN:
        if is_edited or name not in (*SAME_CONTENT, "content_digest", "terms_version"):
            setattr(row, name, getattr(fresh, name))
    if row.content_digest is None:
        row.content_digest = fresh.content_digest


def _row(source: Source, stable_id: str, post: FetchedPost, now: datetime, undated: datetime) -> Post:
    title = storable(post.title, 500)
    content = kept_content(title, post.html, base=post.address or source.site or source.address)
    published = min(post.published, now) if post.published else undated  # a date to come is a mistake: seen today
    address = storable(post.address, 2000)
    return Post(
        source=source,
        stable_id=stable_id,
        address=address,
        page_key=(page_key(address) or "")[:2000],
        title=title,
        folded_title=fold(title),
        author=storable(post.author, 200),
        author_address=storable(post.author_address, 300),
        author_profile=storable(post.author_profile, 2000),
        html=content.html,
        text=content.text,
        words=len(content.text.split()),
        tags=[storable(tag, 100) for tag in post.tags[:50]],
        links=content.links,
        enclosures=[_enclosure(one.address, one.kind, one.length) for one in post.enclosures[:50]],
        published_at=published,
        week=published.toordinal() // 7,
        is_dated=post.published is not None,
        updated_at=min(post.updated, now) if post.updated else None,
        first_seen_at=now,
        received_digest=received_digest(post),
        content_digest=content.digest,
        terms_version=TERMS_VERSION,
    )


def _enclosure(address: str, kind: str, length: int | None) -> EnclosureRow:
    return {"address": storable(address, 2000), "kind": storable(kind, 100), "length": length}


def keep_posts(source: Source, plan: Plan, *, now: datetime) -> int:
    """Write what was planned; return how many posts were found to be taken away. Inside a transaction."""
    new = [post for post, _ in plan.new]
    for place, original in plan.repeats.items():
        new[place].repeats_id = original
    Post.objects.bulk_create(new)
    index_posts(plan.new, but=plan.common)
    if plan.edited:
        PostVersion.objects.bulk_create(plan.versions)
        Post.objects.bulk_update([post for post, _ in plan.edited], REWRITTEN)
        again = [(post, prepared) for post, prepared in plan.edited if prepared]
        forget_terms(post.pk for post, _ in again)
        index_posts(again, but=plan.common)
    if plan.back:
        Post.objects.filter(pk__in=plan.back).update(removed_at=None)
    return _gone(source, plan).update(removed_at=now) if plan.gone_after else 0


def index_posts(posts: Iterable[tuple[Post, Prepared]], *, but: frozenset[int]) -> None:
    """Write terms of posts that have none, and their marks `but` those that too many posts hold."""
    terms, marks = [], []
    for post, prepared in posts:
        title = f"{source_term(post.source_id)} {prepared.title_terms}".rstrip()
        terms.append((key_of(post.published_at, post.pk), post.pk, title, prepared.body_terms))
        marks += [(mark, post.pk) for mark in prepared.marks - but]
    with connection.cursor() as cursor:  # rows of plain columns: objects for each would take longer than the database
        cursor.executemany(INSERT_TERMS, terms)
        cursor.executemany(INSERT_MARKS, marks)


def forget_terms(posts: Iterable[int]) -> None:
    numbers = list(posts)
    Terms.objects.filter(post__in=numbers).delete()
    Fingerprint.objects.filter(post__in=numbers).delete()


def _gone(source: Source, plan: Plan) -> QuerySet[Post]:
    covered = source.posts.filter(published_at__gt=plan.gone_after, is_dated=True, removed_at=None)
    new = [post.pk for post, _ in plan.new]
    return covered.exclude(pk__in=[*plan.seen, *new])
