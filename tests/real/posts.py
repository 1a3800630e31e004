"""The posts of two real French blogs, out of their Markdown sources."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from markdown_it import MarkdownIt

FIELD = re.compile(r"^(\w+):\s*(.+?)\s*$", re.MULTILINE)
MARKDOWN = MarkdownIt("commonmark")


@dataclass(frozen=True, slots=True)
class RealPost:
    slug: str
    title: str
    author: str
    published: datetime
    html: str


def putaindecode(data: Path) -> list[RealPost]:
    """The 135 articles of a French web development blog, 2013 to 2021, by 39 people."""
    return _posts(data / "putaindecode/contents/articles", "*.md*")


def jamstatic(data: Path) -> list[RealPost]:
    """The 83 posts of a French blog on static sites, since 2016, by 12 people."""
    return _posts(data / "jamstatic-fr/pages/post", "2*.md")


def _posts(folder: Path, pattern: str) -> list[RealPost]:
    return sorted((_read(path) for path in folder.glob(pattern)), key=lambda post: post.published, reverse=True)


def _read(path: Path) -> RealPost:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = {name: value.strip("\"'") for name, value in FIELD.findall(head)}
    written = datetime.fromisoformat(fields["date"])
    author = fields.get("author") or ""
    slug = path.stem if path.stem != "index" else path.parent.name
    return RealPost(slug, fields["title"], author, written.replace(tzinfo=written.tzinfo or UTC), MARKDOWN.render(body))
