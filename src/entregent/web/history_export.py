"""History as a file: a table for spreadsheets, or lines of JSON for programs. Written as it is read, however long."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from entregent.history.models import Entry
from entregent.history.wording import sentence_of, who_did
from entregent.web.history_events import EVENTS

READ_AT_ONCE = 500  # entries
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection); an apostrophe makes it words.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """What csv.writer writes into: hands each line back."""

    def write(self, line: str) -> str:
        return line


def as_csv(entries: Iterable[Entry], zone: ZoneInfo) -> Iterator[str]:
    """Lines of a table; its separator is the one that spreadsheets expect in the reader's language."""
    writer = csv.writer(_Line(), delimiter=";" if get_format("DECIMAL_SEPARATOR") == "," else ",")
    heads = (_("Date"), _("Who"), _("Code"), _("About"), _("What was done"), _("Facts"))
    yield BYTE_ORDER_MARK + writer.writerow(heads)
    for entry in entries:
        facts = json.dumps(entry.facts, ensure_ascii=False)
        yield writer.writerow(
            _as_words(cell)
            for cell in (_date(entry, zone), who_did(entry), entry.event, entry.about_name, _sentence(entry), facts)
        )


def as_json_lines(entries: Iterable[Entry], zone: ZoneInfo) -> Iterator[str]:
    """One object a line; its names stay English in every language."""
    for entry in entries:
        said = {
            "date": _date(entry, zone),
            "who": who_did(entry),
            "event": entry.event,
            "about": entry.about_name,
            "sentence": _sentence(entry),
            "facts": entry.facts,
        }
        yield json.dumps(said, ensure_ascii=False) + "\n"


Form = tuple[Callable[[Iterable[Entry], ZoneInfo], Iterator[str]], str]
FORMS: dict[str, Form] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/x-ndjson; charset=utf-8"),
}


def exported(form: str, entries: Iterable[Entry], *, zone: ZoneInfo, language: str, name: str) -> StreamingHttpResponse:
    """Answer with a file of entries. form: a key of FORMS; name: of the file, without its ending."""
    lines, content_type = FORMS[form]
    answer = StreamingHttpResponse(_in_language(lines(entries, zone), language), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _in_language(lines: Iterator[str], language: str) -> Iterator[str]:
    """Gather lines, in the reader's language: the request is over when the server asks for them."""
    while True:
        with override(language):
            gathered = "".join(islice(lines, READ_AT_ONCE))
        if not gathered:
            return
        yield gathered


def _date(entry: Entry, zone: ZoneInfo) -> str:
    return entry.at.astimezone(zone).isoformat(timespec="seconds")


def _sentence(entry: Entry) -> str:
    return sentence_of(entry, EVENTS)


def _as_words(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
