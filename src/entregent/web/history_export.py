"""History as a file: a table for spreadsheets, or lines of JSON for programs. Written as it is read, however long."""

import json
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from entregent.history.models import Entry
from entregent.history.wording import sentence_of, who_did
from entregent.ui.exports import csv_lines, in_language
from entregent.web.history_events import EVENTS

READ_AT_ONCE = 500  # entries


def as_csv(entries: Iterable[Entry], zone: ZoneInfo) -> Iterator[str]:
    """Lines of a table."""
    heads = (_("Date"), _("Who"), _("Code"), _("About"), _("What was done"), _("Facts"))
    return csv_lines(heads, (_cells(entry, zone) for entry in entries))


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
    answer = StreamingHttpResponse(in_language(lines(entries, zone), language), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cells(entry: Entry, zone: ZoneInfo) -> tuple[str, ...]:
    facts = json.dumps(entry.facts, ensure_ascii=False)
    return _date(entry, zone), who_did(entry), entry.event, entry.about_name, _sentence(entry), facts


def _date(entry: Entry, zone: ZoneInfo) -> str:
    return entry.at.astimezone(zone).isoformat(timespec="seconds")


def _sentence(entry: Entry) -> str:
    return sentence_of(entry, EVENTS)
