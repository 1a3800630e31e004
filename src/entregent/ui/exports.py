"""Tables that are written as they are read, however long, in the reader's language."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.utils.formats import get_format
from django.utils.translation import override

from entregent.core.cells import as_words

AT_ONCE = 500  # lines
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else


class _Line:
    """What csv.writer writes into: hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of a table; its separator is the one that spreadsheets expect in the reader's language; no cell is a formula."""
    write: Callable[[Iterable[str]], str] = csv.writer(
        _Line(), delimiter=";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    ).writerow
    yield BYTE_ORDER_MARK + write(heads)
    for row in rows:
        yield write(map(as_words, row))


def in_language(lines: Iterator[str], language: str) -> Iterator[str]:
    """Gather lines, in the reader's language: the request is over when the server asks for them."""
    while True:
        with override(language):
            gathered = "".join(islice(lines, AT_ONCE))
        if not gathered:
            return
        yield gathered
