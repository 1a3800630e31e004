"""A watch as it is being written: in the watch language, by boxes, from another tool, or by a mend that somebody pressed."""

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent.core.matching import WatchSyntaxError, parse
from entregent.core.matching.form_fields import Fields, from_fields, to_fields
from entregent.core.matching.keywords import Language
from entregent.core.matching.translation import Dialect, translate
from entregent.watches.language_wording import note_sentence
from entregent.watches.wording import mend

TOOLS: tuple[tuple[Dialect, str], ...] = (
    ("google", "Google"),
    ("lucene", "Lucene, Elasticsearch"),
    ("brandwatch", "Brandwatch"),
    ("talkwalker", "Talkwalker"),
    ("meltwater", "Meltwater"),
)
DIALECTS: dict[str, Dialect] = {name: name for name, _label in TOOLS}
LINES = forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})
HALF_WRITTEN = ("instead", "try", "boxes", "translate")  # buttons that keep nothing


class BoxesForm(forms.Form):
    """What must be there, what may, what must not: a clause a line."""

    must = forms.CharField(label=_("All of these"), required=False, max_length=4000, widget=LINES)
    any = forms.CharField(label=_("At least one of these"), required=False, max_length=4000, widget=LINES)
    not_ = forms.CharField(label=_("None of these"), required=False, max_length=4000, widget=LINES)
    languages = forms.CharField(label=_("Languages"), required=False, max_length=100, help_text=_("As in: fr, en"))
    sites = forms.CharField(label=_("Sites"), required=False, max_length=1000, help_text=_("Separated by commas."))
    title_only = forms.BooleanField(label=_("In the title alone"), required=False)

    @classmethod
    def showing(cls, query: str) -> "BoxesForm | None":
        """The boxes of a query; None for one that does not fit them."""
        try:
            fields = to_fields(parse(query), _language()) if query.strip() else Fields()
        except WatchSyntaxError:
            return None
        return cls(initial=_in_boxes(fields)) if fields else None

    def query(self) -> str:
        """The watch they mean. Raises WatchSyntaxError."""
        data = self.cleaned_data
        fields = Fields(
            must=tuple(data["must"].splitlines()),
            any=tuple(data["any"].splitlines()),
            not_=tuple(data["not_"].splitlines()),
            languages=tuple(one.strip() for one in data["languages"].split(",")),
            sites=tuple(one.strip() for one in data["sites"].split(",")),
            title_only=data["title_only"],
        )
        return from_fields(fields, _language())


class ForeignForm(forms.Form):
    """A query that was written for another tool."""

    foreign = forms.CharField(label=_("The query there"), required=False, max_length=20_000, widget=LINES)
    tool = forms.ChoiceField(label=_("It comes from"), choices=[("", _("another tool")), *TOOLS], required=False)


@dataclass(slots=True)
class Written:
    """What was posted, as it is meant. notes: what to know of it. boxes: as posted, when they cannot be read."""

    data: QueryDict
    notes: list[str] = field(default_factory=list)
    boxes: BoxesForm | None = None
    is_finished: bool = True


def as_meant(posted: QueryDict) -> Written:
    """Put into the query what the button that was pressed says."""
    data = posted.copy()
    written = Written(data, is_finished=not set(HALF_WRITTEN) & posted.keys())
    if instead := posted.get("instead"):
        data["query"] = instead
    elif "boxes" in posted:
        _from_boxes(written, posted)
    elif "translate" in posted:
        _translated(written, posted)
    return written


def _from_boxes(written: Written, posted: QueryDict) -> None:
    boxes = BoxesForm(posted)
    if boxes.is_valid():
        try:
            written.data["query"] = boxes.query()
            return
        except WatchSyntaxError as error:
            boxes.add_error(None, mend(error))
    written.boxes = boxes


def _translated(written: Written, posted: QueryDict) -> None:
    form = ForeignForm(posted)
    if form.is_valid() and form.cleaned_data["foreign"].strip():
        found = translate(form.cleaned_data["foreign"], DIALECTS.get(form.cleaned_data["tool"]))
        written.data["query"] = found.query_text
        written.notes = [note_sentence(note) for note in found.notes]


def _in_boxes(fields: Fields) -> dict[str, object]:
    lines = {name: "\n".join(getattr(fields, name)) for name in ("must", "any", "not_")}
    return lines | {
        "languages": ", ".join(fields.languages),
        "sites": ", ".join(fields.sites),
        "title_only": fields.title_only,
    }


def _language() -> Language:
    return "fr" if (get_language() or "").startswith("fr") else "en"
