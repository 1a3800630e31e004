"""Addresses out of a table in CSV, however it was made: separator, head and columns are guessed, and can be said. Pure."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from entregent.core.cells import without_apostrophe
from entregent.core.text import fold

SEPARATORS = ("\t", ";", ",", "|")
LOOKED_AT = 200  # lines that tell how a table is made
MOST_COLUMNS = 300
SWALLOWED = 5  # line ends in one cell: beyond, a quotation mark was left open, and means nothing
SURE = re.compile(r"\s*(?:https?|feed):(?://)?[^\s/.]+[.:]\S+\s*", re.IGNORECASE)
BARE = re.compile(r"\s*[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d+)?(?:/\S*)?\s*", re.IGNORECASE)
OF_FEEDS = re.compile(r"rss|feed|atom|xml|flux", re.IGNORECASE)
# What people call the columns, folded, those that say it best first
ADDRESS_NAMES = (
    "xmlurl", "feed url", "feed", "rss", "flux", "adresse du flux", "flux rss", "url du flux", "rss url", "address", "adresse",
    "url", "link", "lien", "site", "website",
)  # fmt: skip
TITLE_NAMES = ("title", "titre", "name", "nom", "intitule", "libelle", "media", "text", "texte", "source", "blog")
KIND_NAMES = ("kind", "genre")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read. heads: names of the columns, "" where they have none. Columns count from 0; None where there is none."""

    separator: str
    heads: tuple[str, ...]
    has_head: bool
    address: int
    title: int | None = None
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """number: of the line in the table, from 1, the head counted."""

    number: int
    title: str
    address: str
    kind: str = "feed"


def table(text: str) -> tuple[str, list[list[str]]]:
    """Return the separator of a table and its rows, blank ones too; "" when it is no table but lines."""
    said = re.match(r"sep=(.)\r?\n", text)  # a spreadsheet's own word
    if said:
        return said[1], [[], *_rows(text[said.end() :], said[1])]
    sample = "\n".join(text[:1_000_000].splitlines()[:LOOKED_AT])
    separator = max(SEPARATORS, key=lambda one: _agreement(sample, one))
    if _agreement(sample, separator) <= 0:
        return "", []
    return separator, _rows(text, separator)


def guess_layout(separator: str, rows: Sequence[Sequence[str]]) -> Layout:
    """Guess which column holds addresses and which titles, and whether the first line names the columns."""
    filled = [row for row in rows if any(cell.strip() for cell in row)][:LOOKED_AT]
    width = min(max((len(row) for row in filled), default=0), MOST_COLUMNS)
    first, others = (filled[0] if filled else []), filled[1:]
    has_head = not any(_is_address(cell) for cell in first) and bool(others)
    names = [fold(one).strip() for one in first] if has_head else []
    columns = [[row[at] for row in (others if has_head else filled) if at < len(row)] for at in range(width)]
    address = max(range(width), key=lambda at: (_address_score(names, columns, at), -at), default=0)
    heads = tuple((first[at].strip() if has_head and at < len(first) else "") for at in range(width))
    title = _title_column(names, columns, address)
    kind = next((at for at, name in enumerate(names[:width]) if name in KIND_NAMES), None)
    return Layout(separator, heads, has_head, address, title, kind)


def rows_of(rows: Sequence[Sequence[str]], layout: Layout) -> Iterator[Row]:
    """Yield the lines of a table that are not blank, but for its head, read by its layout."""
    head_seen = not layout.has_head
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        if not head_seen:
            head_seen = True
            continue
        kind = _cell(row, layout.kind).lower()
        yield Row(number, _cell(row, layout.title), _cell(row, layout.address), kind or "feed")


def _cell(row: Sequence[str], at: int | None) -> str:
    return without_apostrophe(row[at].strip()) if at is not None and at < len(row) else ""


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
        if not any(cell.count("\n") > SWALLOWED for row in rows for cell in row):
            return rows
    except csv.Error:  # a cell longer than they can be
        pass
    return [[cell.strip('"') for cell in line.split(separator)] for line in text.splitlines()]


def _agreement(sample: str, separator: str) -> float:
    """How well lines agree to have so many columns, from 0; a line in five may differ."""
    counts = Counter(len(row) for row in _rows(sample, separator) if any(cell.strip() for cell in row))
    if not counts:
        return 0
    width, lines = max(counts.items(), key=lambda pair: (pair[0] > 1) * pair[1])
    agreed = lines / counts.total()
    return agreed + min(width, 20) / 1000 if width > 1 and agreed >= 0.8 else 0


def _is_address(cell: str) -> bool:
    return bool(SURE.fullmatch(cell)) or bool(BARE.fullmatch(cell))


def _address_score(names: Sequence[str], columns: Sequence[Sequence[str]], at: int) -> float:
    """From the share of cells that are addresses; then the name of the column, then what the addresses say of themselves."""
    cells = [cell for cell in columns[at] if cell.strip()]
    if not cells:
        return 0
    share = sum(1 if SURE.fullmatch(cell) else 0.5 if BARE.fullmatch(cell) else 0 for cell in cells) / len(columns[at])
    feeds = sum(bool(OF_FEEDS.search(cell)) for cell in cells) / len(cells)
    name = names[at] if at < len(names) else ""
    named = 1 - ADDRESS_NAMES.index(name) / len(ADDRESS_NAMES) if name in ADDRESS_NAMES else 0
    return min(share, 0.5) * 10 + named + feeds + share / 10


def _title_column(names: Sequence[str], columns: Sequence[Sequence[str]], address: int) -> int | None:
    for wanted in TITLE_NAMES:
        if wanted in names[: len(columns)] and names.index(wanted) != address:
            return names.index(wanted)
    scores = {at: _title_score(cells) for at, cells in enumerate(columns) if at != address}
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    return best if best is not None and scores[best] > 0.5 else None


def _title_score(cells: Sequence[str]) -> float:
    """Share of the cells that are words, each said once: neither an address nor a category, a date or a figure."""
    words = {
        cell.strip() for cell in cells if re.search(r"[^\W\d_]{2}", cell) and not _is_address(cell) and "@" not in cell
    }
    return len(words) / len(cells) if cells else 0
