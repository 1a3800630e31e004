"""Reads for the stream's screens: a page of posts with why each is there, and what is known around one post."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.core.duplicates import containment
from entregent.listening.changes import ADDED, REMOVED, Change, changes
from entregent.listening.models import Post, PostVersion, Terms
from entregent.listening.search import Highlight, Question, highlights
from entregent.listening.search.question import Option, Part
from entregent.listening.selectors import former_versions, heard_posts, same_elsewhere

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
LONGEST_MOMENT, LONGEST_NUMBER = 16, 18  # digits: up to the year 2286; what a database takes
MARKED_LENGTH = 20_000  # characters looked at for an excerpt: a long report is not read to its end for three lines
MOST_ELSEWHERE = 20
MOST_VERSIONS = 10
SATURATION, LENGTH_SHARE = 1.2, 0.75  # the usual ones of BM25 (Robertson and Zaragoza, 2009)
USUAL_LENGTH = 300  # terms of a post of the demonstration, about: what longer ones are held against
TITLE_WEIGHT = 3  # a word of the title speaks of the whole post


@dataclass(frozen=True, slots=True)
class Line:
    """A post in the stream. elsewhere: how many other posts heard say the same."""

    post: Post
    title_marks: list[Highlight] = field(default_factory=list)
    marks: list[Highlight] = field(default_factory=list)
    is_edited: bool = False
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another post that says the same. share: of the text of the post looked at, found there, from 0 to 100."""

    post: Post
    share: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What one edit changed."""

    version: PostVersion
    title: list[Change]
    text: list[Change]

    @property
    def added(self) -> int:
        return sum(one.words for one in (*self.title, *self.text) if one.kind == ADDED)

    @property
    def removed(self) -> int:
        return sum(one.words for one in (*self.title, *self.text) if one.kind == REMOVED)


def lines(workspace: Workspace, posts: Sequence[Post], question: Question) -> list[Line]:
    """Return the posts in their order, with what to show beside each, in two queries."""
    edited = set(PostVersion.objects.filter(post__in=posts).values_list("post", flat=True))
    firsts = {post.repeats_id or post.pk for post in posts}
    same = heard_posts(workspace).filter(Q(pk__in=firsts) | Q(repeats__in=firsts)).order_by()
    counts = Counter(repeats or pk for pk, repeats in same.values_list("pk", "repeats"))
    return [
        Line(
            post,
            marks_in(post.heading(), question, post),
            marks_in(post.text[:MARKED_LENGTH], question, post),
            is_edited=post.pk in edited,
            elsewhere=max(counts[post.repeats_id or post.pk] - 1, 0),
        )
        for post in posts
    ]


Place = tuple[datetime, int]


def place_of(post: Post) -> str:
    """Return the place of a post in the stream, for an address: its date in microseconds, then its number."""
    return f"{(post.published_at - EPOCH) // MICROSECOND}-{post.pk}"


def read_place(written: str) -> Place | None:
    """Return the place as `place_of` wrote it; None for anything else."""
    moment, dash, post = written.partition("-")
    if not dash or not (moment.isascii() and moment.isdecimal() and post.isascii() and post.isdecimal()):
        return None
    if len(moment) > LONGEST_MOMENT or len(post) > LONGEST_NUMBER:
        return None
    return EPOCH + int(moment) * MICROSECOND, int(post)


def older_than(posts: QuerySet[Post], place: Place | None) -> QuerySet[Post]:
    """Return the posts, newest first, that come after this place; all for None. A page costs the same however far down it is."""
    if place is None:
        return posts
    moment, post = place
    return posts.filter(published_at__lte=moment).exclude(published_at=moment, pk__gte=post)


def marks_in(text: str, question: Question, post: Post) -> list[Highlight]:
    return [] if question.is_empty else highlights(text, question, language=post.language)


def closest_first(posts: Sequence[Post], question: Question) -> list[Post]:
    """Return the posts with those first that speak most of what was asked, in one query; equals as they come."""
    terms = {row.post_id: row for row in Terms.objects.filter(post__in=posts)}
    closeness = {post.pk: _closeness(terms.get(post.pk), question.parts_for(post.language or None)) for post in posts}
    return sorted(posts, key=lambda post: -closeness[post.pk])


def _closeness(terms: Terms | None, parts: Iterable[Part]) -> float:
    """BM25 without the rarity of words: each part is in every post found, so that it would hardly tell them apart."""
    if terms is None:
        return 0.0
    length = terms.body.count(" ") + 1
    ceiling = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
    told = 0.0
    for part in parts:
        count = _count(terms.body, part) + TITLE_WEIGHT * _count(terms.title, part)
        told += count / (count + ceiling)
    return told


def _count(indexed: str, part: Part) -> int:
    return max((_count_of(f" {indexed} ", option) for option in part), default=0)


def _count_of(indexed: str, option: Option) -> int:
    return indexed.count(f" {' '.join(option.terms)}" + ("" if option.is_beginning else " "))


def elsewhere(post: Post, workspace: Workspace) -> list[Elsewhere]:
    """Return other posts heard that say the same, oldest first, twenty at most, in one query."""
    same = same_elsewhere(post, workspace).defer(None).defer("html")[:MOST_ELSEWHERE]
    return [Elsewhere(other, round(100 * containment(post.text, other.text))) for other in same]


def edits(post: Post) -> list[Edit]:
    """Return what each edit changed, the last first, ten at most, in one query."""
    found, later_title, later_text = [], post.title, post.text
    for version in former_versions(post)[:MOST_VERSIONS]:
        found.append(Edit(version, changes(version.title, later_title), changes(version.text, later_text)))
        later_title, later_text = version.title, version.text
    return found
