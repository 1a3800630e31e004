"""The watch form: a name, what it watches for, a query with the mistake pointed at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.core.matching import WatchSyntaxError, parse
from entregent.core.matching.grammar import LONGEST
from entregent.watches.models import Watch
from entregent.watches.wording import KINDS, mend


class WatchForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False,
        help_text=_("What your team calls it. Without a name, the words themselves will do."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What you watch for"), choices=list(KINDS.items()), initial=Watch.Kind.TOPIC, required=False
    )
    query = forms.CharField(
        label=_("Words to watch"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autofocus": True}),
        help_text=_(
            "compost* catches every word that begins so; quotation marks keep words together; OR, AND, NOT in capitals. "
            "Accents and capitals do not matter."
        ),
    )

    mended: str | None = None  # the query as it may have been meant, when it cannot be read

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or Watch.Kind.TOPIC)

    def clean_query(self) -> str:
        query = str(self.cleaned_data["query"])
        try:
            parse(query)
        except WatchSyntaxError as error:
            self.mended = error.mend
            raise forms.ValidationError(mend(error)) from error
        return query
