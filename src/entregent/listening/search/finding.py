"""Asking the index, newest posts first, and keeping those that somebody may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from entregent.listening.models import Post
from entregent.listening.search import postgresql, sqlite
from entregent.listening.search.keys import key_of, post_of
from entregent.listening.search.question import Question, read_question

ENGINES = {"sqlite": (sqlite.KEYS, sqlite.expression), "postgresql": (postgresql.KEYS, postgresql.expression)}
FIRST_CHUNK, GROWTH, LARGEST_CHUNK = 200, 4, 20_000  # keys asked at once: most pages are full after the first
LOWEST, HIGHEST = -(1 << 63), (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of posts, newest first. `further`: what to give as `below` for the next page, None when this is the last."""

    posts: list[Post]
    question: Question
    further: int | None


def search(
    posts: QuerySet[Post],
    typed: str,
    *,
    below: int | None = None,
    limit: int = 40,
    since: datetime | None = None,
    until: datetime | None = None,
    sources: Sequence[int] | None = None,
) -> Found:
    """Return the newest of these posts that answer; none when the question asks for nothing.

    posts: any selection; its order does not count. since, until: bounds that the index knows, to the minute, the second excluded.
    sources: those of these posts, where they are few: the index then passes over the posts of others. None: any.
    """
    question = read_question(typed)
    lowest = key_of(since, 0) if since else LOWEST
    highest = min(below if below is not None else HIGHEST, key_of(until, 0) if until else HIGHEST)
    kept: list[int] = []
    if not question.is_empty and (sources is None or sources):
        for keys in _chunks(question, sources, lowest, highest):
            seen = set(posts.order_by().filter(pk__in=[post_of(key) for key in keys]).values_list("pk", flat=True))
            kept += [key for key in keys if post_of(key) in seen]
            if len(kept) > limit:
                break
    page = kept[:limit]
    rows = posts.order_by().in_bulk([post_of(key) for key in page]) if page else {}
    found = [rows[post_of(key)] for key in page if post_of(key) in rows]
    return Found(found, question, page[-1] if len(kept) > limit else None)


def _chunks(question: Question, sources: Sequence[int] | None, lowest: int, highest: int) -> Iterator[list[int]]:
    query, expression = ENGINES[connection.vendor]
    asked, size = expression(question, sources), FIRST_CHUNK
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [asked, lowest, highest, size])
            keys = [key for (key,) in cursor.fetchall()]
        if keys:
            yield keys
        if len(keys) < size:
            return
        highest, size = keys[-1], min(size * GROWTH, LARGEST_CHUNK)
