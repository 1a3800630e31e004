"""What one writes: a brief and a message; and the weights of the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entregent.messages.actions import Written
from entregent.messages.models import PURPOSES, Manners, Message

LONGEST = 20_000  # characters: nobody reads a longer letter
UNREADABLE = "\ufffd"  # what stands for bytes that are no text


class MessageForm(forms.Form):
    """A draft may be unfinished: only what cannot be kept is refused."""

    purpose = forms.ChoiceField(label=_("You want to"), required=False, choices=[("", _("not decided")), *PURPOSES])
    theme = forms.CharField(
        label=_("About what"), max_length=200, required=False, help_text=_("The one objective, in a line.")
    )
    what = forms.CharField(label=_("What you ask of them"), max_length=300, required=False)
    when = forms.CharField(label=_("By when"), max_length=200, required=False)
    effort = forms.CharField(label=_("What it takes of them"), max_length=200, required=False)
    in_return = forms.CharField(label=_("What they get in return"), max_length=200, required=False)
    paid = forms.BooleanField(label=_("Money or its like is given for a publication"), required=False)
    to = forms.ChoiceField(label=pgettext_lazy("letter", "To"), required=False)
    subject = forms.CharField(label=pgettext_lazy("letter", "Subject"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
        error_messages={
            "max_length": _(
                "This is longer than %(limit_value)d characters: nobody reads so long a letter. Nothing was lost; shorten it."
            )
        },
    )

    def __init__(self, *args: Any, addresses: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101 (declared above)
        to.choices = [(one, one) for one in addresses] or [("", gettext("no address known"))]
        self.first = addresses[0] if addresses else ""
        if len(addresses) < 2:  # nothing to choose: whatever an older page says
            to.widget, to.disabled = forms.HiddenInput(), True

    def clean_to(self) -> str:
        return str(self.cleaned_data["to"]) or self.first

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if UNREADABLE in text:
            raise forms.ValidationError(_("Some letters could not be read; they stand as � below. Write them anew."))
        return text

    def written(self) -> Written:
        return Written(**self.cleaned_data)

    @property
    def brief_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("purpose", "theme", "what", "when", "effort", "in_return", "paid")]

    @property
    def letter_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("subject", "text")]


def draft_form(message: Message, data: Any, addresses: list[str]) -> MessageForm:
    """The form of a draft as it stands, or as it comes back; to their first address where its own is none of theirs any more."""
    names = ("purpose", "theme", "what", "when", "effort", "in_return", "paid", "to", "subject", "text")
    initial = {name: getattr(message, name) for name in names}
    if message.to not in addresses:
        initial["to"] = addresses[0] if addresses else ""
    return MessageForm(data, addresses=addresses, initial=initial)


class SectorForm(forms.Form):
    sector = forms.ChoiceField(
        label=_("You speak as"),
        required=False,
        choices=[("", _("not said")), *Manners.SECTORS],
        help_text=_("What is jargon to the readers of one is the daily word of another’s."),
    )
