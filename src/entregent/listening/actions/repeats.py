"""Which posts elsewhere say the same: found by a few fingerprints, then compared as a whole."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
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
    """What is known of a post that looks for another like it, of any source but its own."""

    source: int
    page_key: str
    text: str
    marks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Repeats:
    """By place among the posts asked: `first`, the first post known elsewhere with the same text, and the `marks` worth keeping.

    A post is given by its number, or, when it is one of those asked, by `~place`, which is below 0.
    """

    first: dict[int, int]
    marks: list[frozenset[int]]


def find_repeated(asked: Sequence[Known]) -> Repeats:
    """Look for the posts that those asked repeat, others of those asked among them; in four queries, and one a source at most."""
    kept, nearest = _near(asked)
    pages = _Pages(asked)
    texts = _texts({post for posts in nearest for post in posts if post >= 0})
    shared: dict[int, set[int]] = {}
    first: dict[int, int] = {}
    for place, (one, near) in enumerate(zip(asked, nearest, strict=True)):
        found = pages.first(place)
        if found is None and near:
            if one.source not in shared:
                own = [other.text for other in asked if other.source == one.source]
                shared[one.source] = _said_below_each(one.source, own[:BOILERPLATE])
            others = [(post, asked[~post].text if post < 0 else texts.get(post, ("", None))[0]) for post in near]
            found = _taken_up(one.text, others, shared[one.source])
        if found is not None:
            first[place] = _original(found, first, pages, texts)
    return Repeats(first, kept)


def telling_marks(asked: Sequence[Known]) -> list[frozenset[int]]:
    """Return the marks of each that are worth keeping."""
    return _near(asked)[0]


def _original(found: int, first: dict[int, int], pages: "_Pages", texts: dict[int, tuple[str, int | None]]) -> int:
    """What the post found repeats itself, else that post."""
    if found < 0:
        return first.get(~found, found)
    return pages.repeats.get(found) or texts.get(found, ("", None))[1] or found


def _near(asked: Sequence[Known]) -> tuple[list[frozenset[int]], list[list[int]]]:
    """Marks of each that tell something, and the posts of other sources that share most of them.

    A mark that many posts hold is not kept again: rows stay few.
    """
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for one in asked:
        counts[one.source].update(one.marks)
    telling = [frozenset(mark for mark in one.marks if counts[one.source][mark] < BOILERPLATE) for one in asked]
    holders = _holders(frozenset().union(*telling))
    kept, nearest = [], []
    for place, (one, marks) in enumerate(zip(asked, telling, strict=True)):
        rare = frozenset(mark for mark in marks if len(holders.get(mark, ())) < COMMON)
        shared = Counter(post for mark in rare for post, holder in holders.get(mark, ()) if holder != one.source)
        nearest.append(sorted(shared, key=lambda post: (-shared[post], post < 0, abs(post)))[:NEAREST])
        kept.append(rare)
        for mark in rare:
            holders.setdefault(mark, []).append((~place, one.source))
    return kept, nearest


def _holders(marks: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Posts, and the source of each, by mark."""
    held: dict[int, list[tuple[int, int]]] = {}
    if marks:
        with connection.cursor() as cursor:  # a thousand numbers, which Django would look at one by one
            cursor.execute(HOLDERS.format(marks=",".join(map(str, marks))))
            for mark, post, holder in cursor.fetchall():
                held.setdefault(mark, []).append((post, holder))
    return held


class _Pages:
    """Posts that stand at the same addresses."""

    def __init__(self, asked: Sequence[Known]) -> None:
        self._asked = asked
        self.repeats: dict[int, int | None] = {}
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        pages = {one.page_key for one in asked if one.page_key}
        if pages:
            same = Post.objects.filter(page_key__in=pages).order_by("pk")
            for page, post, source, repeats in same.values_list("page_key", "pk", "source", "repeats"):
                self._holders[page].append((post, source))
                self.repeats[post] = repeats
        for place, one in enumerate(asked):
            if one.page_key:
                self._holders[one.page_key].append((~place, one.source))

    def first(self, place: int) -> int | None:
        """The first post of another source at the same address; of those asked, only one before this one."""
        one = self._asked[place]
        for post, source in self._holders.get(one.page_key, ()):
            if post == ~place:
                return None
            if source != one.source:
                return post
        return None


def _texts(posts: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """The text of each post, and the one that it repeats."""
    rows = Post.objects.filter(pk__in=posts).values_list("pk", "text", "repeats") if posts else ()
    return {pk: (text, repeats) for pk, text, repeats in rows}


def _said_below_each(source: int, fresh: list[str]) -> set[int]:
    """What the last posts of a source have in common; kept posts among them, for a reading often brings a single new one."""
    last = (
        Post.objects.filter(source=source).order_by("-published_at", "-pk").values_list("text", flat=True)[:BOILERPLATE]
    )
    counts = Counter(one for text in (*fresh, *last) for one in fingerprints(text))
    return {one for one, count in counts.items() if count >= BOILERPLATE}


def _taken_up(text: str, others: Iterable[tuple[int, str]], boilerplate: set[int]) -> int | None:
    own = fingerprints(text) - boilerplate
    return next((post for post, other in others if overlap(own, fingerprints(other)) >= TAKEN_UP), None)
