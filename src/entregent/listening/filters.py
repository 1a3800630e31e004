"""The filters of the stream: the form they are chosen in, and what each chosen one says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from entregent.accounts.models import Workspace
from entregent.listening.models import Source
from entregent.listening.regions import region_name
from entregent.listening.selectors import UNTOLD, Filters, known_sources, languages_heard, regions_heard
from entregent.ui.dates import date_format

DAYS = (1, 7, 30, 90, 365)
MOST_SOURCES = 300  # in the choice; beyond, one chooses on the page of the sources
NEWEST, CLOSEST = "newest", "closest"
NAMES = ("q", "source", "language", "region", "period", "since", "until", "removed")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that was chosen, in words, and the address without it."""

    name: str
    label: str
    without: str


class StreamForm(forms.Form):
    """Every field may be empty; one that cannot be read counts as empty."""

    q = forms.CharField(
        label=gettext_lazy("Words"), max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    since = forms.DateField(
        label=gettext_lazy("From the"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Up to the"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, asked: QueryDict, workspace: Workspace) -> None:
        super().__init__(_readable(asked))
        known = known_sources(workspace).order_by("folded", "pk")
        source = forms.ModelChoiceField(known, label=_("Source"), required=False)
        source.choices = _source_choices(known, asked.get("source", ""))
        self.regions = regions_heard(workspace)
        self.fields |= {
            "source": source,
            "language": _choice(_("Language"), _("All languages"), _language_choices(workspace)),
            "region": _choice(_("Region"), _("All regions"), [(code, region_name(code)) for code in self.regions]),
            "period": _choice(_("Period"), _("At any time"), [(str(days), period_name(days)) for days in DAYS]),
            "removed": _choice(_("Posts taken away"), _("Shown"), [("no", _("Left out"))]),
        }
        self.is_valid()

    def without(self, name: str, workspace: Workspace) -> "StreamForm":
        """Return the form as it would be without one of its filters."""
        return StreamForm(QueryDict(self.query(without=name)), workspace)

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q") or "")

    @property
    def has_more(self) -> bool:
        """True when a filter of the second row is chosen, which then stands open."""
        return any(self.cleaned_data.get(name) for name in ("since", "until", "removed")) or bool(self.errors)

    def filters(self, now: datetime) -> Filters:
        given = self.cleaned_data
        source = given.get("source")
        filters = Filters(
            source=source.pk if source else None,
            language=given.get("language") or "",
            region=given.get("region") or "",
            since=_start(given.get("since")),
            until=_end(given.get("until")),
            with_removed=given.get("removed") != "no",
        )
        if given.get("period"):
            recent = now - timedelta(days=int(given["period"]))
            filters = replace(filters, since=max(recent, filters.since) if filters.since else recent)
        return filters

    def query(self, *, without: str = "", **more: str) -> str:
        """Return what follows the "?" of an address with what was chosen, but for `without`."""
        kept = QueryDict(mutable=True)
        for name in NAMES:
            if name != without and self.cleaned_data.get(name):
                kept[name] = self.data[name]
        for name, value in more.items():
            kept[name] = value
        return kept.urlencode()

    def chips(self) -> list[Chip]:
        given = self.cleaned_data
        said: dict[str, Callable[[Any], str]] = {
            "q": lambda words: _("“%(words)s”") % {"words": words},
            "source": str,
            "language": language_name,
            "region": region_name,
            "period": lambda days: period_name(int(days)),
            "since": lambda day: _("from %(day)s") % {"day": date_format(day)},
            "until": lambda day: _("up to %(day)s") % {"day": date_format(day)},
            "removed": lambda _no: _("without those taken away"),
        }
        chosen = [(name, say, given[name]) for name, say in said.items() if given.get(name)]
        return [Chip(name, say(value), self.query(without=name)) for name, say, value in chosen]


def language_name(code: str) -> str:
    """Return the name of a language in the reader's; the code where it is not known."""
    if code == UNTOLD:
        return _("Language not told")
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code


def period_name(days: int) -> str:
    if days == 1:
        return _("Last 24 hours")
    if days == 365:
        return _("Last twelve months")
    return ngettext("Last %(days)d day", "Last %(days)d days", days) % {"days": days}


def _readable(asked: QueryDict) -> QueryDict:
    """Without the null characters that no database takes."""
    kept = asked.copy()
    for name in NAMES:
        if name in kept:
            kept[name] = str(kept[name]).replace("\0", "").strip()
    return kept


def _source_choices(sources: QuerySet[Source], chosen: str) -> list[tuple[object, str]]:
    listed = list(sources[:MOST_SOURCES])
    if chosen.isascii() and chosen.isdecimal() and all(source.pk != int(chosen) for source in listed):
        listed += sources.filter(pk=chosen[:18])
    return [("", _("All sources")), *((source.pk, str(source)[:60]) for source in listed)]


def _language_choices(workspace: Workspace) -> list[tuple[str, str]]:
    codes = dict.fromkeys(["fr", "en", *languages_heard(workspace)])
    named = sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1])
    return [*named, (UNTOLD, language_name(UNTOLD))]


def _choice(label: str, everything: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", everything), *choices])


def _end(day: date | None) -> datetime | None:
    """The first moment after the day; None where the calendar ends."""
    return _start(day + timedelta(days=1)) if day and day.year < MAXYEAR else None


def _start(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day and day.year > MINYEAR else None
