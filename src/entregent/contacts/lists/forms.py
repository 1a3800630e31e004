"""What is said about a list of people: the file, what its columns hold, what of it to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entregent.contacts.errors import TooLargeError
from entregent.contacts.list_models import ContactImport
from entregent.contacts.lists.columns import Layout
from entregent.contacts.lists.sheets import LARGEST
from entregent.contacts.lists.wording import FIELDS, REFUSALS, VERDICTS

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.vcf,.vcard,text/csv,text/vcard"


class PeopleListForm(forms.Form):
    file = forms.FileField(
        label=_("A file"), allow_empty_file=True,
        help_text=_("A spreadsheet (XLSX, ODS, CSV) or contact cards (vCard). 60 MB and 100,000 people at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED, "autofocus": True}),
    )  # fmt: skip
    tag = forms.CharField(
        label=_("A tag for everybody on it"), max_length=60, required=False, help_text=_("Such as the name of a fair.")
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(str(REFUSALS[TooLargeError]))
        return file

    def refuse(self, sentence: Promise) -> None:
        self.add_error("file", str(sentence))


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is shown: its field, its name, some of its cells."""

    bound: forms.BoundField
    label: str
    samples: list[str]
    is_left_out: bool


class LayoutForm(forms.Form):
    """What the columns of a table hold."""

    def __init__(self, given: QueryDict | None = None, *, one: ContactImport) -> None:
        super().__init__(given, auto_id="layout-%s")
        self.one, row = one, one.layout
        self.fields["tag"] = forms.CharField(
            label=_("A tag for everybody on it"), required=False, max_length=60, initial=one.tag
        )
        if row is None:
            return
        self.fields["head"] = forms.IntegerField(
            label=_("Line that names the columns"), min_value=0, max_value=99, initial=row["head"],
            help_text=_("0 where none does."),
        )  # fmt: skip
        if len(row["sheets"]) > 1:
            sheets = [(name, name) for name in row["sheets"]]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=sheets, initial=row["sheet"])
        for at, field in enumerate(row["fields"]):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=_column(at, row["heads"][at]), choices=list(FIELDS.items()), initial=field, required=False
            )

    def columns(self) -> Iterator[Column]:
        """Those that hold something."""
        row = self.one.layout
        for at, samples in enumerate(row["samples"] if row else ()):
            bound = self[f"column_{at}"]
            if samples:
                yield Column(bound, str(bound.label), samples, not bound.value())

    def around(self) -> list[forms.BoundField]:
        """What is said of the whole list."""
        return [self[name] for name in ("sheet", "head", "tag") if name in self.fields]

    def layout(self) -> Layout | None:
        """None to guess it: another sheet, or another line that names the columns, has other columns."""
        given, row = self.cleaned_data, self.one.layout
        if row is None or self.sheet() != row["sheet"]:
            return None
        fields = tuple(given[f"column_{at}"] for at in range(len(row["fields"])))
        return Layout(given["head"], tuple(row["heads"]), fields)

    def sheet(self) -> str:
        row = self.one.layout
        return str(self.cleaned_data.get("sheet") or (row["sheet"] if row else ""))


def _column(at: int, head: str) -> str:
    return head or gettext("Column %(number)d") % {"number": at + 1}


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

    def query(self) -> str:
        """As an address says it."""
        said = {"verdict": self.verdict, "q": self.words, "page": self.page}
        return urlencode({name: value for name, value in said.items() if value})
