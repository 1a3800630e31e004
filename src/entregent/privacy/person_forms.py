"""What somebody writes on their own page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.contacts.models import Contact
from entregent.contacts.wording import language_name
from entregent.privacy.actions.asking import LONGEST


class CorrectForm(forms.Form):
    words = forms.CharField(
        label=_("What is right"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        help_text=_("In your own words, as in a letter."),
        error_messages={"required": _("A few words, please: what should stand there?")},
    )


class TopicForm(forms.Form):
    topic = forms.CharField(
        label=_("Add a topic"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Which topic? A few words are enough.")},
        help_text=_("In a few words, such as “compost”, “open days”, “anything about schools”."),
    )


class WishesForm(forms.Form):
    """How one speaks and writes to them; a language of theirs that is none of ours stays in the list."""

    form = forms.ChoiceField(
        label=_("In French, one says to you"), choices=Contact.Form.choices, required=False, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language of what you are written"), required=False)

    def __init__(self, *args: object, contact: Contact, **kwargs: object) -> None:
        kwargs["initial"] = {"form": contact.form, "language": contact.language}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        codes = list(dict.fromkeys([*(code for code, _name in settings.LANGUAGES), contact.language]))
        self.fields["form"].choices = [("", _("No matter")), *Contact.Form.choices[1:]]  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", pgettext_lazy("language", "not said")),
            *((code, language_name(code)) for code in codes if code),
        ]


class EraseForm(forms.Form):
    words = forms.CharField(
        label=_("Would you like to say why?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        help_text=_("You need not: nobody may ask you for a reason."),
    )
