"""Posts as matching sees them."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import QuerySet

from entregent.core.matching import Document
from entregent.listening.models import Post

READ = (
    "title", "text", "source", "language", "published_at", "author", "address", "tags", "links",
    "source__region", "source__kind",
)  # fmt: skip


def readable(posts: QuerySet[Post]) -> QuerySet[Post]:
    """The posts with what matching them takes, and keeping what was caught."""
    return posts.select_related("source").only(*READ)


# Most addresses: nothing in their host that would have to be read more carefully.
PLAIN = re.compile(r"https?://([a-z0-9][a-z0-9.-]*)(?:/|$)")


class Heard(NamedTuple):
    """A post as a row: what matching takes, and what keeping a catch of it takes. Thousands go by; models would cost more."""

    pk: int
    title: str
    text: str
    source_id: int
    language: str
    published_at: datetime
    author: str
    address: str
    tags: list[str]
    links: list[str]
    region: str
    kind: str


def heard(posts: QuerySet[Post]) -> Iterator[Heard]:
    """The posts as rows, read as they are asked for."""
    return map(Heard._make, posts.values_list("pk", *READ).iterator(chunk_size=1000))


def documents(posts: Iterable[Post]) -> list[Document]:
    return [document(_row(post)) for post in posts]


def document(post: Heard) -> Document:
    return Document(
        id=post.pk,
        title=post.title,
        body=post.text,
        language=post.language,
        author=post.author,
        site=_host(post.address),
        region=post.region,
        kind=post.kind,
        tags=tuple(post.tags),
        links=tuple(post.links),
    )


def _row(post: Post) -> Heard:
    return Heard(
        post.pk,
        post.title,
        post.text,
        post.source_id,
        post.language,
        post.published_at,
        post.author,
        post.address,
        post.tags,
        post.links,
        post.source.region,
        post.source.kind,
    )


def _host(address: str) -> str:
    if plain := PLAIN.match(address):
        return plain[1]
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # "http://[broken"
        return ""
