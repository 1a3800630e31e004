"""Posts as matching sees them."""

from collections.abc import Iterable
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


def documents(posts: Iterable[Post]) -> list[Document]:
    return [document(post) for post in posts]


def document(post: Post) -> Document:
    return Document(
        id=post.pk,
        title=post.title,
        body=post.text,
        language=post.language,
        author=post.author,
        site=_host(post.address),
        region=post.source.region,
        kind=post.source.kind,
        tags=tuple(post.tags),
        links=tuple(post.links),
    )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # "http://[broken"
        return ""
