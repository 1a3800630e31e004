"""The organisation: what it is called, where it is."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent.accounts.holidays import known_countries
from entregent.core.text import fold

AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def country_choices(language: str) -> list[tuple[str, str]]:
    """Countries whose holidays are known, (code, name in that language), by name."""
    names = Locale.parse(language).territories
    known = [(code, str(names[code])) for code in known_countries() if code in names]
    return sorted(known, key=lambda one: fold(one[1]))


@cache
def time_zone_choices() -> list[tuple[str, str]]:
    """Time zones of inhabited places, by name."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if name.partition("/")[0] in AREAS]


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the workspace"),
        max_length=120,
        help_text=_("Your organisation, or the client for whom your agency works here."),
    )
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=settings.LANGUAGES,
        help_text=_("Each person reads the pages in their own."),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: country_choices((get_language() or "en")[:2]),
        help_text=_("Its public holidays are days off."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)


class NewWorkspaceForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the workspace"),
        max_length=120,
        help_text=_("An organisation, or one client of your agency. What is in one workspace is not seen in another."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
