"""History: who did what, newest first; looked through, and exported as it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.history.models import Entry
from entregent.history.selectors import doers_of, entries_of, entries_with
from entregent.history.wording import sentence_of
from entregent.ui.dates import date_format
from entregent.web.history_events import EVENTS, KINDS, events_of_kind
from entregent.web.history_export import FORMS, READ_AT_ONCE, exported

PER_PAGE = 50
ENTREGENT = "0"  # in the address; no row has this number


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, somebody ("" for everybody), a kind of deed ("" for all)."""

    words: str
    by: str
    kind: str

    @classmethod
    def read(cls, given: QueryDict, people: dict[str, str]) -> "Wanted":
        """What the address says, less what it cannot mean."""
        words = given.get("q", "").replace("\0", "").strip()[:100]
        by, kind = given.get("by", ""), given.get("kind", "")
        return cls(words, by if by in people else "", kind if kind in KINDS else "")

    def among(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        if self.by:
            entries = entries.filter(by_id=None if self.by == ENTREGENT else int(self.by))
        if self.kind:
            entries = entries.filter(event__in=events_of_kind(self.kind))
        return entries_with(entries, self.words, events=EVENTS)

    def __bool__(self) -> bool:
        return bool(self.words or self.by or self.kind)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is read."""

    entry: Entry
    sentence: str
    icon: str


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day of the workspace's calendar."""

    name: str
    lines: list[Line]


@member_view(Permission.HISTORY)
def history(request: MemberRequest) -> HttpResponseBase:
    """A page of it, or with `as` the whole as a file."""
    everything = entries_of(request.workspace.pk)
    if Permission.CONTACTS not in request.may:
        everything = everything.exclude(event__in=events_of_kind("contacts"))
    people = {str(number or ENTREGENT): name or "Entregent" for number, name in doers_of(request.workspace.pk).items()}
    wanted = Wanted.read(request.GET, people)
    entries = wanted.among(everything)
    if request.GET.get("as") in FORMS:
        return exported(
            request.GET["as"],
            entries.iterator(READ_AT_ONCE),
            zone=ZoneInfo(request.workspace.time_zone),
            language=get_language() or "fr",
            name=f"{request.workspace.slug}-{timezone.localdate().isoformat()}",
        )
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "days": _days(page),
        "wanted": wanted,
        "people": sorted(people.items(), key=lambda one: one[1].casefold()),
        "kinds": [(name, kind.label) for name, kind in KINDS.items()],
    }
    return render(request, "web/history.html", shown)


def _days(entries: Iterable[Entry]) -> list[Day]:
    """Entries by the day on which they were made, days in the order of the entries."""
    known = {code: event.icon for code, event in EVENTS.items()}
    by_day = groupby(entries, key=lambda entry: timezone.localtime(entry.at).date())
    today = timezone.localdate()
    named = {0: _("Today"), 1: _("Yesterday")}
    return [
        Day(
            named.get((today - day).days) or date_format(day, "l j F Y"),
            [Line(entry, sentence_of(entry, EVENTS), known.get(entry.event, "history")) for entry in done],
        )
        for day, done in by_day
    ]
