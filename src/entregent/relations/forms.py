"""The forms of a relation: an exchange in seconds, a promise, a cadence."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.core.lifecycle import Cadence, Side
from entregent.relations.models import MANNERS, SIDES
from entregent.relations.wording import PROMISED_BY

MOMENT = "%Y-%m-%dT%H:%M"


class ExchangeForm(forms.Form):
    """Now, a call, both: what is most often noted needs one key."""

    manner = forms.ChoiceField(label=_("What"), choices=MANNERS)
    side = forms.ChoiceField(label=_("Who spoke"), choices=SIDES, initial=Side.BOTH)
    at = forms.DateTimeField(
        label=_("When"), required=False, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_("Just now, unless you say otherwise; a day ahead is a date that is made."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("In a sentence"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def moment(self) -> datetime:
        return self.cleaned_data["at"] or timezone.now()


class PromiseForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Who promised"), choices=[(side.value, said) for side, said in PROMISED_BY.items()]
    )
    what = forms.CharField(label=_("What was promised"), max_length=300)
    due_on = forms.DateField(
        label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A promise without a date is one that is forgotten."),
    )  # fmt: skip

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError(_("This day is past: for something you owe already, say today."))
        return self.cleaned_data["due_on"]


class CadenceForm(forms.Form):
    """Days between two real exchanges; both empty: as the tags say."""

    ideal = forms.IntegerField(
        label=_("A word would be good after, in days"), min_value=1, max_value=3650, required=False
    )
    longest = forms.IntegerField(
        label=_("The silence is too long after, in days"), min_value=1, max_value=3650, required=False
    )

    def clean(self) -> None:
        ideal, longest = self.cleaned_data.get("ideal"), self.cleaned_data.get("longest")
        if not self.errors and (ideal is None) != (longest is None):
            raise forms.ValidationError(_("Give both, or neither."))
        if ideal and longest and ideal > longest:
            self.add_error("longest", _("This comes before a word is even due."))

    def cadence(self) -> Cadence | None:
        ideal, longest = self.cleaned_data["ideal"], self.cleaned_data["longest"]
        return Cadence(timedelta(days=ideal), timedelta(days=longest)) if ideal and longest else None
