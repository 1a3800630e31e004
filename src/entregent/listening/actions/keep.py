"""Posts of a reading: what is new, edited or taken away is decided first, then written."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from entregent.connectors.contract import FetchedPost
from entregent.connectors.full_text import holds
from entregent.core.text import fold, page_key
from entregent.core.text.stems import TERMS_VERSION
from entregent.jobs.rows import insert_plain, insert_rows
from entregent.listening.actions.repeats import Known, find_repeated, telling_marks
from entregent.listening.content import (
    Content,
    Prepared,
    content_digest,
    kept_content,
    prepare,
    received_digest,
    storable,
)
from entregent.listening.models import EnclosureRow, Fingerprint, Post, PostVersion, Source, Terms, Unheard
from entregent.listening.search.keys import key_of, source_term
from entregent.listening.unheard_models import unheard_key
from entregent.listening.window import covered_since

REWRITTEN = [  # columns that an edit, or a reading that says more than the last, writes
    "address", "page_key", "title", "folded_title", "author", "author_address", "author_profile", "html", "text", "words", "tags",
    "links", "enclosures", "language", "published_at", "week", "is_dated", "updated_at", "received_digest", "content_digest",
    "terms_version", "is_full_text",
]  # fmt: skip
REPEAT = 'UPDATE "listening_post" SET "repeats_id" = %s WHERE "id" = %s'
KNOWN = (
    'SELECT p."stable_id", p."id", p."received_digest", p."removed_at" IS NOT NULL, p."is_full_text" FROM "listening_post" p '
    'WHERE p."source_id" = %s AND p."stable_id" IN ({places})'
)
SAME_CONTENT = ("html", "text", "words", "links", "language", "is_full_text", "title", "folded_title")


@dataclass(frozen=True, slots=True)
class Given:
    """Posts that a source gave. language: the one in which it says it writes, "" when it does not say."""

    source: Source
    posts: tuple[FetchedPost, ...]
    language: str


@dataclass(slots=True)
class New:
    """A post to keep, its columns by name, with what was told from its words.

    repeats: the first post with its text, by its number or, where it is new as well, itself. pk: 0 until it is kept.
    """

    columns: dict[str, Any]
    prepared: Prepared
    marks: frozenset[int] = frozenset()
    repeats: "int | New | None" = None
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A post that is kept, and what the index takes of it."""

    pk: int
    source: int
    published_at: datetime
    prepared: Prepared
    marks: frozenset[int]


@dataclass(slots=True)
class Plan:
    """What to write of one source.

    new, edited: posts with what was told from their words; seen, back: known posts that the feed holds, or holds again.
    dates: of the feed's posts, in seconds since 1970. gone_after: see `covered_since`.
    """

    source: Source
    new: list[New] = field(default_factory=list)
    edited: list[tuple[Post, Prepared | None]] = field(default_factory=list)
    versions: list[PostVersion] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    gone_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A post that is known already."""

    pk: int
    received_digest: int | None
    is_removed: bool
    is_full_text: bool

    def is_changed(self, post: FetchedPost) -> bool:
        """Whether the source says something else today, or its page was read where only the beginning is known."""
        return self.received_digest != received_digest(post) or (bool(post.page_html) and not self.is_full_text)


def plan_posts(given: Sequence[Given], *, now: datetime) -> list[Plan]:
    """Decide what becomes of the posts of some readings. Reads the database, where repeats are looked for; writes nothing."""
    plans = [_plan(one, now) for one in _without_unheard(given)]
    new = [one for plan in plans for one in plan.new]
    asked = [
        Known(one.columns["source_id"], one.columns["page_key"], one.columns["text"], one.prepared.marks) for one in new
    ]
    found = find_repeated(asked)
    for place, one in enumerate(new):
        original = found.first.get(place)
        one.marks = found.marks[place]
        one.repeats = new[~original] if original is not None and original < 0 else original
    return plans


def _without_unheard(given: Sequence[Given]) -> list[Given]:
    """Readings without what somebody signed who was erased."""
    rows = Unheard.objects.filter(source__in=[one.source.pk for one in given]).values_list("source_id", "key")
    keys = set(rows)
    sources = {source for source, _ in keys}
    return [
        replace(one, posts=tuple(post for post in one.posts if not _is_unheard(one.source.pk, post, keys)))
        if one.source.pk in sources
        else one
        for one in given
    ]


def _is_unheard(source: int, post: FetchedPost, keys: Set[tuple[int, str]]) -> bool:
    return bool(post.author) and (source, unheard_key(source, storable(post.author, 200))) in keys


def _plan(one: Given, now: datetime) -> Plan:
    source, plan = one.source, Plan(one.source)
    if not one.posts:
        return plan
    given = {storable(post.stable_id, 2000): post for post in one.posts}
    known = _known(source.pk, list(given))
    plan.seen = [row.pk for row in known.values()]
    plan.back = [row.pk for row in known.values() if row.is_removed]
    plan.gone_after = covered_since([(post.published, stable_id in known) for stable_id, post in given.items()])
    plan.dates = [int(post.published.timestamp()) for post in one.posts if post.published and post.published <= now]
    _plan_new(plan, {name: post for name, post in given.items() if name not in known}, one.language, now)
    changed = {row.pk: given[stable_id] for stable_id, row in known.items() if row.is_changed(given[stable_id])}
    if changed:
        _plan_edits(plan, changed, now)
    return plan


def _known(source: int, stable_ids: list[str]) -> dict[str, _Row]:
    """Posts that the source gave before."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN.format(places=", ".join(["%s"] * len(stable_ids))), [source, *stable_ids])
        return {
            stable_id: _Row(pk, digest, bool(gone), bool(full))
            for stable_id, pk, digest, gone, full in cursor.fetchall()
        }


def _plan_new(plan: Plan, fresh: dict[str, FetchedPost], language: str, now: datetime) -> None:
    oldest = min((post.published for post in fresh.values() if post.published), default=now)
    # the first time, an undated post may be of any day
    undated = now if plan.source.last_success_at else min(oldest, now)
    for stable_id, post in fresh.items():
        content = _content(plan.source, post)
        columns = _columns(plan.source, stable_id, post, content, now, undated)
        expected = post.language or language
        prepared = prepare(columns["title"], content.text, expected=expected, pieces=content.pieces)
        columns["language"] = prepared.language
        language = language or prepared.language
        plan.new.append(New(columns, prepared))


def _plan_edits(plan: Plan, changed: dict[int, FetchedPost], now: datetime) -> None:
    """Tell the edits of words and links from what changes around them."""
    for row in plan.source.posts.filter(pk__in=changed):
        post = changed[row.pk]
        fresh = _columns(plan.source, row.stable_id, post, _content(plan.source, post), now, row.published_at)
        before = row.content_digest
        if before is None:  # kept by a version that did not count them
            before = content_digest(row.title, row.text, fresh["links"])
        if _is_cut_again(row, post, fresh["text"]):
            _keep_words(row, fresh)
        is_edited = fresh["content_digest"] != before
        is_completed = bool(post.page_html) and not row.is_full_text and row.received_digest == fresh["received_digest"]
        prepared = None
        if is_edited and not is_completed:
            plan.versions.append(PostVersion(post=row, title=row.title, html=row.html, text=row.text, replaced_at=now))
        if is_edited:
            prepared = prepare(fresh["title"], fresh["text"], expected=post.language or plan.source.language)
            fresh["language"] = prepared.language
        _take(row, fresh, is_edited=is_edited)
        plan.edited.append((row, prepared))


def _is_cut_again(row: Post, post: FetchedPost, text: str) -> bool:
    """Whether the source gives no more than the beginning of a text that was read on its page."""
    if not row.is_full_text or post.page_html:
        return False
    return post.content_is_excerpt or not text or (len(text) < len(row.text) and holds(text, row.text))


def _keep_words(row: Post, fresh: dict[str, Any]) -> None:
    """Leave the words as the page has them; the title may change."""
    fresh |= {name: getattr(row, name) for name in ("html", "text", "words", "links", "is_full_text")}
    fresh["content_digest"] = content_digest(fresh["title"], row.text, row.links)


def _take(row: Post, fresh: dict[str, Any], *, is_edited: bool) -> None:
    """Have a known post say what its source says today; its words only when they were edited."""
    for name in REWRITTEN:
        if is_edited or name not in (*SAME_CONTENT, "content_digest", "terms_version"):
            setattr(row, name, fresh[name])
    if row.content_digest is None:
        row.content_digest = fresh["content_digest"]


def _content(source: Source, post: FetchedPost) -> Content:
    base = post.address or source.site or source.address
    return kept_content(storable(post.title, 500), post.page_html or post.html, base=base)


def _columns(
    source: Source, stable_id: str, post: FetchedPost, content: Content, now: datetime, undated: datetime
) -> dict[str, Any]:
    """What is kept of a post, by column; its language is told later."""
    title = storable(post.title, 500)
    published = min(post.published, now) if post.published else undated  # a date to come is a mistake: seen today
    address = storable(post.address, 2000)
    return {
        "source_id": source.pk,
        "stable_id": stable_id,
        "address": address,
        "page_key": (page_key(address) or "")[:2000],
        "title": title,
        "folded_title": fold(title),
        "author": storable(post.author, 200),
        "author_address": storable(post.author_address, 300),
        "author_profile": storable(post.author_profile, 2000),
        "html": content.html,
        "text": content.text,
        "words": len(content.pieces),
        "tags": [storable(tag, 100) for tag in post.tags[:50]],
        "links": content.links,
        "enclosures": [_enclosure(one.address, one.kind, one.length) for one in post.enclosures[:50]],
        "language": "",
        "published_at": published,
        "week": published.toordinal() // 7,
        "is_dated": post.published is not None,
        "updated_at": min(post.updated, now) if post.updated else None,
        "first_seen_at": now,
        "received_digest": received_digest(post),
        "content_digest": content.digest,
        "terms_version": TERMS_VERSION,
        "is_full_text": bool(post.page_html),
    }


def _enclosure(address: str, kind: str, length: int | None) -> EnclosureRow:
    return {"address": storable(address, 2000), "kind": storable(kind, 100), "length": length}


def keep_posts(plans: Sequence[Plan], *, now: datetime) -> dict[int, int]:
    """Write what was planned; return how many posts of each source were found to be taken away. Inside a transaction."""
    _keep_new([one for plan in plans for one in plan.new])
    if edited := [one for plan in plans for one in plan.edited]:
        _keep_edited(edited, [version for plan in plans for version in plan.versions])
    if back := [post for plan in plans for post in plan.back]:
        Post.objects.filter(pk__in=back).update(removed_at=None)
    return {plan.source.pk: _gone(plan).update(removed_at=now) for plan in plans if plan.gone_after}


def _keep_new(new: Sequence[New]) -> None:
    for one, number in zip(new, insert_rows(Post, [one.columns for one in new]), strict=True):
        one.pk = number
    originals = [(one.repeats.pk if isinstance(one.repeats, New) else one.repeats, one.pk) for one in new]
    if repeats := [pair for pair in originals if pair[0]]:  # 0: of a source that was lost meanwhile
        with connection.cursor() as cursor:
            cursor.executemany(REPEAT, repeats)
    index_posts(
        Told(one.pk, one.columns["source_id"], one.columns["published_at"], one.prepared, one.marks) for one in new
    )


def _keep_edited(edited: Sequence[tuple[Post, Prepared | None]], versions: list[PostVersion]) -> None:
    PostVersion.objects.bulk_create(versions)
    Post.objects.bulk_update([post for post, _ in edited], REWRITTEN)
    again = [(post, prepared) for post, prepared in edited if prepared]
    forget_terms(post.pk for post, _ in again)
    marks = telling_marks([Known(post.source_id, "", post.text, prepared.marks) for post, prepared in again])
    index_posts(
        Told(post.pk, post.source_id, post.published_at, prepared, kept)
        for (post, prepared), kept in zip(again, marks, strict=True)
    )


def index_posts(posts: Iterable[Told]) -> None:
    """Write terms and marks of posts that have none.

    Sorted: FTS5 writes what it holds back whenever a key is below the last one, and then merges what it wrote.
    """
    terms: list[tuple[int, int, str, str]] = []
    marks: list[tuple[int, int]] = []
    for post in posts:
        title = f"{source_term(post.source)} {post.prepared.title_terms}".rstrip()
        terms.append((key_of(post.published_at, post.pk), post.pk, title, post.prepared.body_terms))
        marks += [(mark, post.pk) for mark in post.marks]
    insert_plain("listening_terms", ("key", "post_id", "title", "body"), sorted(terms))
    insert_plain("listening_fingerprint", ("mark", "post_id"), sorted(marks))


def forget_terms(posts: Iterable[int]) -> None:
    numbers = list(posts)
    Terms.objects.filter(post__in=numbers).delete()
    Fingerprint.objects.filter(post__in=numbers).delete()


def _gone(plan: Plan) -> QuerySet[Post]:
    covered = plan.source.posts.filter(published_at__gt=plan.gone_after, is_dated=True, removed_at=None)
    return covered.exclude(pk__in=[*plan.seen, *(one.pk for one in plan.new)])
