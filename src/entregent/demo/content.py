"""The imaginary sites, out of their files: TOML between two lines of +++, then posts in Markdown."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from entregent.core.errors import EntregentError
from entregent.demo.faults import FAULTS

FOLDER = Path(__file__).parent / "sites"
HEADER = re.compile(r"(slug|date|tags|author): *(.*)")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LINK = re.compile(r"\(site:([\w-]+)(?:/([\w-]+))?\)")  # (site:slug/post), or (site:slug) alone
TOML_LINE = re.compile(r"at line (\d+)")
FENCE = "+++"
TEXTS = ("name", "kind", "place", "department", "region", "about", "feed")
LISTS = ("authors", "faults")
ALLOWED = {
    "kind": {"blog", "local-media", "shop", "association", "newsletter", "radio", "forum", "institution"},
    "feed": {"rss", "atom", "json", "rdf"},
    "faults": FAULTS,
}
LEAP_YEAR = 2024  # a year in which every MM-DD exists


class ContentError(EntregentError):
    """A file of a site cannot be read: which file, which line (1 is the first), and what is wrong there."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it is kept: a day of the year without the year, Markdown with links written site:slug/post.

    line: where its title stands in the file of the site. author: "" for who does not sign.
    """

    slug: str
    title: str
    month: int
    day: int
    author: str
    tags: tuple[str, ...]
    markdown: str
    line: int


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
def sites() -> Mapping[str, Site]:
    """Every site by its slug. Raises ContentError."""
    return read_sites({path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))})


def read_sites(texts: Mapping[str, str]) -> dict[str, Site]:
    """Read sites that quote one another, out of their texts by slug. Raises ContentError, also for a link that leads nowhere."""
    read = {slug: read_site(slug, text) for slug, text in texts.items()}
    known = {slug: {draft.slug for draft in site.drafts} for slug, site in read.items()}
    for site in read.values():
        for draft in site.drafts:
            for other, post in LINK.findall(draft.markdown):
                if other not in known or (post and post not in known[other]):
                    raise ContentError(f"{site.slug}.md", draft.line, f"link to {other}/{post}, which is not there")
    return read


def read_site(slug: str, text: str) -> Site:
    """Read one site. Raises ContentError."""
    file, lines = f"{slug}.md", text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise ContentError(file, 1, f"the site is described between two lines of {FENCE}")
    end = lines.index(FENCE, 1)
    about = _read_about(file, lines[1:end])
    drafts: dict[str, Draft] = {}
    for first, piece in _pieces(lines, end + 1):
        draft = _read_draft(file, first, piece, about["authors"])
        if draft.slug in drafts:
            raise ContentError(file, first, f"two posts have the slug {draft.slug}")
        drafts[draft.slug] = draft
    texts = {name: "".join(about[name]) for name in TEXTS}
    return Site(slug=slug, drafts=tuple(drafts.values()), authors=about["authors"], faults=about["faults"], **texts)


def _read_about(file: str, lines: list[str]) -> dict[str, tuple[str, ...]]:
    """Return every field as a tuple of texts; a field that is one text is a tuple of one."""
    try:
        said = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = TOML_LINE.search(str(error))
        raise ContentError(file, 1 + int(found[1]) if found else len(lines) + 1, str(error)) from error
    about = {}
    for name in (*TEXTS, *LISTS):
        line = next((number for number, text in enumerate(lines, 2) if re.match(rf"{name}\b", text)), 1)
        value = said.pop(name, None)
        values = value if name in LISTS and isinstance(value, list) else [value] if name in TEXTS else [None]
        if not all(isinstance(text, str) for text in values):
            raise ContentError(
                file, line, f"{name} is missing, or is not {'a list of texts' if name in LISTS else 'a text'}"
            )
        if name in ALLOWED and not set(values) <= ALLOWED[name]:
            raise ContentError(file, line, f"{name} is none of {', '.join(sorted(ALLOWED[name]))}")
        about[name] = tuple(values)
    if said:
        raise ContentError(file, 1, f"unknown fields: {', '.join(said)}")
    return about


def _pieces(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """Cut before every title; give each piece with the number of its first line."""
    starts = [index for index in range(start, len(lines)) if lines[index].startswith("# ")]
    for first, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield first + 1, lines[first:after]


def _read_draft(file: str, first: int, piece: list[str], authors: tuple[str, ...]) -> Draft:
    end = piece.index("") if "" in piece else len(piece)
    fields: dict[str, str] = {}
    for number, line in enumerate(piece[1:end], first + 1):
        found = HEADER.fullmatch(line.strip())
        if not found:
            raise ContentError(file, number, "not a header; the text begins after an empty line")
        fields[found[1]] = found[2].strip()
    if not SLUG.fullmatch(fields.get("slug", "")):
        raise ContentError(file, first, "the slug is missing, or is not in a-z, 0-9 and hyphens")
    author = fields.get("author") or (authors[0] if len(authors) == 1 else "")
    if author and author not in authors:
        raise ContentError(file, first, f"{author} is not among the authors of the site")
    month, day = _read_day(file, first, fields.get("date", ""))
    tags = tuple(tag.strip() for tag in fields.get("tags", "").split(",") if tag.strip())
    text = "\n".join(piece[end:]).strip()
    if not text:
        raise ContentError(file, first, "a post without a text")
    return Draft(fields["slug"], piece[0][2:].strip(), month, day, author, tags, text, first)


def _read_day(file: str, line: int, written: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{written}")
    except ValueError as error:
        raise ContentError(file, line, f"{written!r} is no date written MM-DD") from error
    return day.month, day.day
