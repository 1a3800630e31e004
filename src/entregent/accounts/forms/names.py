"""Names to know, official accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entregent.accounts.wording import NETWORK_NAMES


class LinesField(forms.CharField):
    """Several names, one a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=12_000, required=False, **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> list[str]:
        return str(super().clean(value)).splitlines()


class NamesForm(forms.Form):
    brand = LinesField(
        label=_("Your names"),
        help_text=_("One a line: the organisation, its brands, its acronym, your director as people write it."),
    )
    competitor = LinesField(
        label=_("Names of others in your field"),
        help_text=_("One a line: competitors, sister associations, those you are compared with."),
    )


class OfficialAccountForm(forms.Form):
    network = forms.ChoiceField(
        label=_("Where"), choices=lambda: [(str(code), name) for code, name in NETWORK_NAMES.items()]
    )
    address = forms.CharField(
        label=_("Address or name of the account"),
        max_length=300,
        help_text=_("For example: https://mastodon.social/@you"),
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).strip()
