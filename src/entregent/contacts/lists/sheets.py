"""A list of people as rows of text, whatever made it: a table in any encoding, a workbook, cards."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from entregent.connectors.csvlist import SEPARATORS, table
from entregent.connectors.encoding import decoded
from entregent.contacts.errors import NothingToReadError, TooLargeError, TooManyColumnsError, TooManyLinesError

LARGEST = 60 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 600 * 1024 * 1024  # bytes: what a workbook may say that it holds
MOST_LINES = 100_000
MOST_COLUMNS = 200
GLANCE = 20_000  # characters that tell what a file is
ODD = 0.05  # share of characters that no text holds
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a file, blank ones too. form: "cards", "workbook" or "table". cards: the text, where the file is made of them."""

    form: str
    encoding: str = ""
    separator: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    rows: list[list[str]] | None = None
    cards: str = ""


def read_sheet(content: bytes, *, sheet: str = "") -> Sheet:
    """Read a file. sheet: which of a workbook, "" for the first that holds something.

    Raises NothingToReadError, TooLargeError, TooManyColumnsError, TooManyLinesError.
    """
    if len(content) > LARGEST:
        raise TooLargeError
    if content.startswith(WORKBOOKS):
        return _workbook(content, sheet)
    text, encoding = decoded(content)
    if not text.strip("\0 \t\r\n") or _is_no_text(text):
        raise NothingToReadError
    if "BEGIN:VCARD" in text[:GLANCE].upper():
        return Sheet("cards", encoding, cards=text)
    separator, rows = _table(text.replace("\0", ""))
    _check(rows)
    return Sheet("table", encoding, separator, rows=rows)


def _table(text: str) -> tuple[str, list[list[str]]]:
    """A table with its separator; titles above it do not hide it."""
    separator, rows = table(text)
    if separator:
        return separator, rows
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    separator = max(SEPARATORS, key=lambda one: sum(one in line for line in lines))
    if sum(separator in line for line in lines) * 2 < len(lines):
        return "", [[line.strip()] for line in text.splitlines()]
    return separator, list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _workbook(content: bytes, wanted: str) -> Sheet:
    _unpacks_small(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        filled = [wanted] if wanted in names else [name for name in names if _height(book, name)]
        if not filled:
            raise NothingToReadError
        found = book.get_sheet_by_name(filled[0])
        if found.total_height > MOST_LINES + 100:
            raise TooManyLinesError
        if found.width > MOST_COLUMNS:
            raise TooManyColumnsError
        rows = [[_cell(cell) for cell in row] for row in found.iter_rows()]
    except (CalamineError, ValueError, OSError) as error:
        raise NothingToReadError from error
    _check(rows)
    return Sheet("workbook", sheets=names, sheet=filled[0], rows=rows)


def _height(book: CalamineWorkbook, name: str) -> int:
    try:
        return int(book.get_sheet_by_name(name).total_height)
    except (CalamineError, ValueError):  # a page of charts
        return 0


def _unpacks_small(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST_UNPACKED:
                raise TooLargeError
    except zipfile.BadZipFile as error:
        raise NothingToReadError from error


def _cell(value: object) -> str:
    """What the sheet shows: 612345678.0 is a telephone number that lost its 0."""
    match value:
        case None:
            return ""
        case bool():
            return "x" if value else ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
    return str(value).replace("\0", "").strip()


def _check(rows: list[list[str]]) -> None:
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        raise TooManyColumnsError
    if sum(1 for _ in _filled(rows)) > MOST_LINES:
        raise TooManyLinesError
    if not any(_filled(rows)):
        raise NothingToReadError


def _filled(rows: list[list[str]]) -> Iterator[list[str]]:
    return (row for row in rows if any(cell.strip() for cell in row))


def _is_no_text(text: str) -> bool:
    glance = text[:GLANCE]
    odd = sum(ord(one) < 32 and one not in "\t\r\n\f" for one in glance) + glance.count("\ufffd")
    return odd / len(glance) > ODD
