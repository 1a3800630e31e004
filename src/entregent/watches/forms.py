"""The watch form: a name and a query, with the mistake pointed at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.matching import WatchSyntaxError, parse

MENDS = {
    "empty": _("Write at least one word."),
    "open quote": _("The quotation mark at character %(position)d is never closed. Add one where the phrase ends."),
    "open bracket": _("The bracket at character %(position)d is never closed. Add one where the group ends."),
    "closed bracket": _("The bracket at character %(position)d closes nothing. Remove it, or open one before."),
    "missing term": _("A word is missing at character %(position)d: AND, OR and NOT go before a word, a phrase or a group."),
    "empty phrase": _("The phrase at character %(position)d holds no word."),
    "bare star": _("The star at character %(position)d needs the beginning of a word before it, as in compost*."),
    "star inside": _("The star at character %(position)d can only end a single word, as in compost*."),
    "too deep": _("The brackets at character %(position)d are nested too deep."),
    "too long": _("A watch holds at most %(position)d characters."),
}


def mend(error: WatchSyntaxError) -> str:
    """Say in the reader's language what is wrong with a query and how to mend it."""
    position = error.position if error.problem == "too long" else error.position + 1
    return str(MENDS[error.problem]) % {"position": position} if "%" in str(MENDS[error.problem]) else str(MENDS[error.problem])


class WatchForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False,
        help_text=_("What your team calls it. Without a name, the words themselves will do."),
    )  # fmt: skip
    query = forms.CharField(
        label=_("Words to watch"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autofocus": True}),
        help_text=_(
            "compost* catches every word that begins so; quotation marks keep words together; OR, AND, NOT in capitals. "
            "Accents and capitals do not matter."
        ),
    )

    def clean_query(self) -> str:
        query = str(self.cleaned_data["query"])
        try:
            parse(query)
        except WatchSyntaxError as error:
            raise forms.ValidationError(mend(error)) from error
        return query
