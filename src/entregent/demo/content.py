"""The imaginary sites, out of their files: TOML between two lines of +++, then posts in Markdown."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from entregent.core.errors import EntregentError

FOLDER = Path(__file__).parent / "sites"
HEADER = re.compile(r"(slug|date|tags|author): *(.*)")


class ContentError(EntregentError):
    """A file of a site cannot be read; says which file, and what in it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it is kept: a day of the year without the year, Markdown with links written site:slug/post."""

    slug: str
    title: str
    month: int
    day: int
    author: str
    tags: tuple[str, ...]
    markdown: str


@dataclass(frozen=True, slots=True)
class Site:
    slug: str
    name: str
    kind: str
    authors: tuple[str, ...]
    place: str
    department: str
    region: str
    about: str
    feed: str
    faults: tuple[str, ...]
    drafts: tuple[Draft, ...]


@cache
def sites() -> dict[str, Site]:
    """Every site by its slug."""
    return {path.stem: read_site(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))}


def read_site(slug: str, text: str) -> Site:
    """Read one site. Raises ContentError."""
    try:
        _, head, body = text.split("+++\n", 2)
        about = tomllib.loads(head)
        drafts = tuple(_read_draft(piece, about["authors"]) for piece in re.split(r"^# ", body, flags=re.M)[1:])
        lists = {name: tuple(about.pop(name)) for name in ("authors", "faults")}
        return Site(slug=slug, drafts=drafts, **about, **lists)
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(f"{slug}: {error}") from error


def _read_draft(piece: str, authors: list[str]) -> Draft:
    head, _, markdown = piece.strip().partition("\n\n")
    title, *lines = head.split("\n")
    fields = {found[1]: found[2].strip() for line in lines if (found := HEADER.fullmatch(line.strip()))}
    month, day = (int(part) for part in fields["date"].split("-"))
    tags = tuple(tag.strip() for tag in fields.get("tags", "").split(",") if tag.strip())
    author = fields.get("author") or (authors[0] if len(authors) == 1 else "")
    return Draft(fields["slug"], title.strip(), month, day, author, tags, markdown.strip())
