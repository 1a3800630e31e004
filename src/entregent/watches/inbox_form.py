"""What of the inbox to show, as its address says it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Model, Q, QuerySet
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from entregent.accounts.models import Membership, Workspace
from entregent.accounts.selectors import members_of
from entregent.listening.models import Source
from entregent.listening.selectors import known_sources, languages_heard
from entregent.watches.inbox import Box, Filters
from entregent.watches.models import Mention, State, Watch
from entregent.watches.wording import KINDS, SORTS

OFFERED = 100  # sources in the list of the filter: two thousand took three quarters of the page's time


class Choices(forms.Select):
    """A list to choose from, written at once: Django renders a template for each option, and a page has two hundred."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        said = {"name": name} | self.build_attrs(self.attrs, attrs)
        chosen = {str(one) for one in self.format_value(value)} or {""}
        shown = ((key, " selected" if str(key or "") in chosen else "", label) for key, label in self.choices)
        return format_html(
            "<select{}>{}</select>", flatatt(said), format_html_join("", '<option value="{}"{}>{}</option>', shown)
        )


class InboxForm(forms.Form):
    """What of the inbox to show, as its address says it."""

    q = forms.CharField(label=_("Words"), max_length=200, required=False)
    sort = forms.ChoiceField(label=_("Sort"), required=False, widget=Choices)
    watch = forms.ModelChoiceField(
        Watch.objects.none(), label=_("Watch"), required=False, empty_label=_("All"), widget=Choices
    )
    kind = forms.ChoiceField(label=_("What is watched for"), required=False, widget=Choices)
    assignee = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Who has it"), required=False, empty_label=_("Anybody"), widget=Choices
    )
    language = forms.ChoiceField(label=_("Language"), required=False, widget=Choices)
    source = forms.ModelChoiceField(
        Source.objects.none(), label=_("Source"), required=False, empty_label=_("All"), widget=Choices
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, asked: QueryDict, workspace: Workspace, member: Membership) -> None:
        super().__init__(asked, auto_id="inbox-%s")
        self.member, self.zone = member, ZoneInfo(workspace.time_zone)
        self._choose("sort", [("", _("All")), *SORTS.items()])
        self._choose("kind", [("", _("All")), *KINDS.items()])
        languages = [(code, _language_name(code)) for code in languages_heard(workspace)]
        self._choose("language", [("", _("All")), *languages])
        self._among("watch", Watch.objects.filter(workspace=workspace, removed_at=None).only("name"))
        self._among("assignee", members_of(workspace))
        self._among("source", known_sources(workspace).order_by("title", "pk"))
        self.fields["source"].widget.choices = self._offered_sources(workspace, str(asked.get("source", "")))
        box = str(asked.get("box", ""))
        self.box = Box(box) if box in set(Box) else Box.TO_DO
        self.is_valid()

    def filters(self, now: datetime) -> Filters:
        """What to show; a filter that cannot be read is left out."""
        asked = self.cleaned_data
        return Filters(
            now=now,
            box=self.box,
            member=self.member.pk,
            sort=asked.get("sort", ""),
            watch=_key(asked.get("watch")),
            kind=asked.get("kind", ""),
            assignee=_key(asked.get("assignee")),
            language=asked.get("language") or None,
            source=_key(asked.get("source")),
            since=self._midnight(asked.get("since")),
            until=self._midnight(asked.get("until"), days=1),
            words=asked.get("q", ""),
        )

    def query(self, **others: str) -> str:
        """The filters as an address says them, with others in place of theirs."""
        written = {name: self.data.get(name, "") for name in self.fields if self.cleaned_data.get(name)}
        said = {"box": str(self.box)} | written | others
        return urlencode({name: value for name, value in said.items() if value and (name, value) != ("box", "to-do")})

    @property
    def is_filtering(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    def _offered_sources(self, workspace: Workspace, chosen: str) -> list[tuple[Any, str]]:
        """Sources to choose among: where there are many, those of the latest mentions, and the one that is chosen."""
        known = known_sources(workspace).order_by("title", "pk").values_list("pk", "title", "address")
        if len(known.order_by().values_list("pk")[: OFFERED + 1]) > OFFERED:
            latest = Mention.objects.filter(workspace=workspace, state=State.OPEN).order_by("-published_at", "-pk")
            asked = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None
            known = known.filter(Q(pk__in=latest.values("source_id")[:OFFERED]) | Q(pk=asked))
        return [("", str(_("All"))), *((pk, title or address) for pk, title, address in known)]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _among(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _midnight(self, day: date | None, *, days: int = 0) -> datetime | None:
        return datetime.combine(day + timedelta(days=days), time(0), self.zone) if day else None


def _key(row: Model | None) -> int | None:
    return row.pk if row else None


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code
