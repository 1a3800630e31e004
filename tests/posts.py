"""Posts as sources give them, and kept ones."""

from datetime import UTC, datetime, timedelta

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.connectors.contract import Cursor, FetchedPost, FetchResult
from entregent.listening.actions import follow, record_result
from entregent.listening.models import Source

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def fetched(
    title: str = "Un titre",
    html: str = "<p>Du texte.</p>",
    *,
    name: str = "1",
    author: str = "",
    days_ago: int | None = 1,
) -> FetchedPost:
    """A post published `days_ago` before NOW, or undated."""
    published = None if days_ago is None else NOW - timedelta(days=days_ago)
    return FetchedPost(f"urn:{name}", f"https://blog.example/{name}", title, html, author, published, None)


def heard(
    workspace: Workspace,
    *posts: FetchedPost,
    address: str = "https://blog.example/feed",
    title: str = "Le blog",
    now: datetime = NOW,
) -> Source:
    """Follow a source and keep these posts of it."""
    source, _ = follow(workspace, address=address, by=SYSTEM)
    record_result(source, result=FetchResult(posts, Cursor(), title=title, site="https://blog.example/"), now=now)
    return source
