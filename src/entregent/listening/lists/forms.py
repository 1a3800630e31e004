"""What is said about a list of sources: the file, its columns, what of it to show."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entregent.connectors.lists import Columns
from entregent.listening.actions.imports import LARGEST, TooLargeError
from entregent.listening.lists.wording import REFUSALS, VERDICTS
from entregent.listening.models import Import

NOWHERE = "-1"


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "OPML from another feed reader, CSV from a spreadsheet, or plain text. 20 MB and 100,000 lines at most."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".opml,.xml,.csv,.tsv,.txt,text/*,application/xml", "autofocus": True}
        ),
    )
    pasted = forms.CharField(
        label=_("Or a list, pasted"),
        required=False,
        strip=False,
        help_text=_("One address a line; a title may stand beside it."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "placeholder": "example.org/feed"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is None and not given.get("pasted", "").strip() and not self.errors:
            self.add_error("file", gettext("Choose a file, or paste a list below."))
        if file is not None and file.size > LARGEST:
            self.add_error("file", str(REFUSALS[TooLargeError]))
        return given

    def content(self) -> bytes:
        file = self.cleaned_data["file"]
        return bytes(file.read()) if file is not None else self.cleaned_data["pasted"].encode("utf-8", "replace")

    def name(self) -> str:
        file = self.cleaned_data["file"]
        return str(file.name) if file is not None else ""

    def refuse(self, sentence: Promise) -> None:
        self.add_error("file" if self.cleaned_data["file"] is not None else "pasted", str(sentence))


class ColumnsForm(forms.Form):
    """Which columns of a table hold what."""

    address = forms.TypedChoiceField(label=_("Addresses"), coerce=int)
    title = forms.TypedChoiceField(label=_("Titles"), coerce=int)
    has_head = forms.BooleanField(label=_("The first line names the columns"), required=False)

    def __init__(self, given: QueryDict | None = None, *, one: Import) -> None:
        row = one.columns
        now = {"address": row["address"], "title": row["title"], "has_head": row["has_head"]} if row else {}
        if now.get("title") is None:
            now["title"] = NOWHERE
        super().__init__(given, initial=now, auto_id="columns-%s")
        heads = row["heads"] if row else []
        numbered = [(str(at), _column(at, head)) for at, head in enumerate(heads)]
        self.fields["address"].choices = numbered  # type: ignore[attr-defined]
        self.fields["title"].choices = [(NOWHERE, _("None")), *numbered]  # type: ignore[attr-defined]

    def columns(self) -> Columns:
        given = self.cleaned_data
        title = given["title"]
        return Columns(given["address"], title if title >= 0 else None, given["has_head"])


def _column(at: int, head: str) -> str:
    number = gettext("Column %(number)d") % {"number": at + 1}
    return f"{number} – {head}" if head else number


@dataclass(frozen=True, slots=True)
class Shown:
    """Which lines of a list to show: a verdict ("" for all), words that they hold, a page."""

    verdict: str = ""
    words: str = ""
    page: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> "Shown":
        verdict = given.get("verdict", "")
        words = given.get("q", "").replace("\0", "").strip()[:100]
        return cls(verdict if verdict in VERDICTS else "", words, given.get("page", ""))

    def query(self, *, with_page: bool = True) -> str:
        """As an address says it."""
        said = {"verdict": self.verdict, "q": self.words, "page": self.page if with_page else ""}
        return urlencode({name: value for name, value in said.items() if value})
