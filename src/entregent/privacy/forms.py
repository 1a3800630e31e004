"""Who answers for the file, requests that came by letter or word of mouth, answers, and how somebody was told."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.core.rights import KEEP_FOR
from entregent.privacy.actions.answering import LONGEST
from entregent.privacy.actions.controllers import Said
from entregent.privacy.models import Notice, Request
from entregent.privacy.telling import asks
from entregent.privacy.wording import ASKING


class ControllerForm(forms.Form):
    name = forms.CharField(
        label=_("Who answers for the file"), max_length=200, help_text=_("The organisation, as the law knows it.")
    )
    address = forms.CharField(label=_("Postal address"), max_length=300)
    email = forms.EmailField(label=_("Where people write about their data"))
    officer = forms.CharField(
        label=_("Data protection officer"), max_length=200, required=False, help_text=_("If you have one.")
    )
    purpose = forms.CharField(
        label=_("What the file is for"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As you would say it to them: “to tell local media about our workshops”."),
    )
    client = forms.CharField(
        label=_("For whom you keep it"),
        max_length=200,
        required=False,
        help_text=_("For agencies: your client’s name. Empty: for yourselves."),
    )
    months_kept = forms.IntegerField(
        label=_("Months for which somebody stays after their last sign"),
        min_value=1,
        max_value=120,
        initial=KEEP_FOR,
        help_text=_("The CNIL advises three years: 36 months."),
    )
    is_automatic = forms.BooleanField(
        label=_("Tell people by ourselves"),
        required=False,
        help_text=_("A letter leaves a week before the month is over, or with your first message to them."),
    )

    def clean_purpose(self) -> str:
        """It stands in notices, which go to those left in peace too."""
        purpose = str(self.cleaned_data["purpose"])
        if asks(purpose):
            raise forms.ValidationError(str(ASKING))
        return purpose

    def said(self) -> Said:
        return Said(**self.cleaned_data)


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
        help_text=_("It stands in the letter to them. A refusal needs its reason."),
    )


class ExtendForm(forms.Form):
    reason = forms.CharField(label=_("Why it takes longer"), max_length=300)


class AskedForm(forms.Form):
    """A request that did not come by their page."""

    kind = forms.ChoiceField(label=_("They ask"), choices=Request.Kind.choices)
    via = forms.ChoiceField(
        label=_("How it came"), choices=[one for one in Request.Via.choices if one[0] != Request.Via.PAGE]
    )
    words = forms.CharField(
        label=_("In their words"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ToldForm(forms.Form):
    how = forms.ChoiceField(
        label=pgettext_lazy("of the file", "They were told"),
        choices=[one for one in Notice.How.choices if one[0] != Notice.How.LETTER],
    )
    reason = forms.CharField(
        label=_("In which way, or why not"),
        max_length=300,
        help_text=_(
            "Such as “by letter with our programme”, or “they gave us their card themselves, and were told then”."
        ),
    )


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase all of it"), error_messages={"required": _("Tick this box to say that you are sure.")}
    )
