"""Which posts elsewhere say the same: found by a few fingerprints, then compared as a whole."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from entregent.core.duplicates import TAKEN_UP, fingerprints, overlap
from entregent.listening.models import Post

COMMON = 20  # posts that hold one mark: beyond, it is the line that a platform writes below every post
BOILERPLATE = 3  # posts of one source that share a passage: its own line below each
HOLDERS = (
    'SELECT f."mark", f."post_id", p."source_id" FROM "listening_fingerprint" f '
    'JOIN "listening_post" p ON p."id" = f."post_id" WHERE f."mark" IN ({marks})'
)
NEAREST = 3  # posts compared as a whole with each new one


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a post that looks for another like it."""

    page_key: str
    text: str
    marks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Repeats:
    """By place among the posts asked: the first post known elsewhere with the same text. common: marks that tell nothing."""

    first: dict[int, int]
    common: frozenset[int]


def find_repeated(asked: Sequence[Known], *, source: int) -> Repeats:
    """Look for the posts, of any source but this one, that those asked repeat, in five queries at most."""
    counts = Counter(mark for one in asked for mark in one.marks)
    below_each = {mark for mark, count in counts.items() if count >= BOILERPLATE}
    holders, common = _holders(counts.keys() - below_each, source)
    nearest = [_nearest(one, holders) for one in asked]
    pages = {one.page_key for one in asked if one.page_key}
    by_page = _first_of_pages(pages, source)
    texts = Post.objects.only("text", "repeats").in_bulk({post for posts in nearest for post in posts})
    boilerplate = _said_below_each(source, [one.text for one in asked[:BOILERPLATE]]) if texts else set()
    first = {}
    for place, (one, near) in enumerate(zip(asked, nearest, strict=True)):
        others = [texts[post] for post in near if post in texts]
        if same := by_page.get(one.page_key) or _taken_up(one.text, others, boilerplate):
            first[place] = same.repeats_id or same.pk
    return Repeats(first, common | below_each)


def _holders(marks: Collection[int], source: int) -> tuple[dict[int, list[int]], frozenset[int]]:
    """Posts of other sources by mark, but for marks that many hold; and those, which are not kept again: rows stay few."""
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    if marks:
        with connection.cursor() as cursor:  # a hundred numbers, which Django would look at one by one
            cursor.execute(HOLDERS.format(marks=",".join(map(str, marks))))
            for mark, post, holder in cursor.fetchall():
                held[mark].append((post, holder))
    common = frozenset(mark for mark, holders in held.items() if len(holders) >= COMMON)
    others = {mark: [post for post, holder in held[mark] if holder != source] for mark in held.keys() - common}
    return others, common


def _nearest(one: Known, holders: dict[int, list[int]]) -> list[int]:
    shared = Counter(post for mark in one.marks for post in holders.get(mark, ()))
    return [post for post, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:NEAREST]]


def _first_of_pages(pages: Collection[str], source: int) -> dict[str, Post]:
    if not pages:
        return {}
    same = Post.objects.filter(page_key__in=pages).exclude(source=source).order_by("-pk")
    return {post.page_key: post for post in same.only("page_key", "repeats")}


def _said_below_each(source: int, fresh: list[str]) -> set[int]:
    """What the last posts of a source have in common; kept posts among them, for a reading often brings a single new one."""
    last = (
        Post.objects.filter(source=source).order_by("-published_at", "-pk").values_list("text", flat=True)[:BOILERPLATE]
    )
    counts = Counter(one for text in (*fresh, *last) for one in fingerprints(text))
    return {one for one, count in counts.items() if count >= BOILERPLATE}


def _taken_up(text: str, posts: list[Post], boilerplate: set[int]) -> Post | None:
    if not posts:
        return None
    own = fingerprints(text) - boilerplate
    return next((post for post in posts if overlap(own, fingerprints(post.text)) >= TAKEN_UP), None)
