"""The form in which the list of sources is searched, filtered and sorted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.listening.filters import Chip, language_name
from entregent.listening.models import FullText
from entregent.listening.regions import region_name
from entregent.listening.source_list import (
    BY_NAME,
    ENDED,
    IN_TROUBLE,
    LAST_READ,
    NEXT_READ,
    TROUBLE,
    UNREAD,
    UNTOLD,
    WELL,
    Census,
    SourceFilters,
)

STATE_NAMES = {
    WELL: gettext_lazy("All well"),
    TROUBLE: gettext_lazy("In trouble"),
    ENDED: gettext_lazy("Ended"),
    UNREAD: gettext_lazy("Never read"),
}
KIND_NAMES = {"feed": gettext_lazy("Feed"), "website": gettext_lazy("Site without a feed")}
WISH_NAMES = {
    FullText.AUTO.value: gettext_lazy("When the feed breaks off"),
    FullText.ON.value: gettext_lazy("Always"),
    FullText.OFF.value: gettext_lazy("Never"),
}
SORT_NAMES = {
    IN_TROUBLE: gettext_lazy("In trouble first"),
    BY_NAME: gettext_lazy("By name"),
    LAST_READ: gettext_lazy("Last read first"),
    NEXT_READ: gettext_lazy("Next to be read first"),
}
NAMES = ("q", "state", "kind", "language", "region", "sort")


class SourceForm(forms.Form):
    """Every field may be empty; one that cannot be read counts as empty."""

    q = forms.CharField(
        label=gettext_lazy("Name or address"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )

    def __init__(self, asked: QueryDict, found: Census) -> None:
        super().__init__({name: asked.get(name, "").replace("\0", "") for name in NAMES})
        states = [(code, str(name)) for code, name in STATE_NAMES.items()]
        kinds = [(code, kind_name(code)) for code in found.kinds]
        languages = [(code or UNTOLD, language_name(code or UNTOLD)) for code in found.languages]
        regions = [*((code, region_name(code)) for code in found.regions), (UNTOLD, _("Region not known"))]
        self.fields |= {
            "state": _choice(_("Health"), _("Any health"), states),
            "kind": _choice(_("Kind"), _("All kinds"), kinds),
            "language": _choice(_("Language"), _("All languages"), languages),
            "region": _choice(_("Region"), _("All regions"), regions),
            "sort": forms.ChoiceField(label=_("Order"), required=False, choices=list(SORT_NAMES.items())),
        }
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.get(name) for name in NAMES if name != "sort")

    @property
    def filters(self) -> SourceFilters:
        given = {name: str(self.cleaned_data.get(name) or "") for name in NAMES}
        words, sort = given.pop("q"), given.pop("sort")
        return SourceFilters(words=words, sort=sort or IN_TROUBLE, **given)

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
        said: dict[str, Callable[[Any], str]] = {
            "q": lambda words: _("“%(words)s”") % {"words": words},
            "state": lambda code: str(STATE_NAMES[code]),
            "kind": kind_name,
            "language": language_name,
            "region": lambda code: _("Region not known") if code == UNTOLD else region_name(code),
        }
        chosen = [(name, say(self.cleaned_data[name])) for name, say in said.items() if self.cleaned_data.get(name)]
        return [Chip(name, label, self.query(without=name)) for name, label in chosen]


def kind_name(code: str) -> str:
    return str(KIND_NAMES.get(code, code))


def _choice(label: str, everything: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", everything), *choices])
