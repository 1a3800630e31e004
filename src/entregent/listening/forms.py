"""The forms of sources: an address to follow."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    address = forms.CharField(
        label=_("Address of a site, a page or a feed"),
        max_length=2000,
        widget=forms.TextInput(
            attrs={"placeholder": "example.org", "autofocus": True, "inputmode": "url", "autocapitalize": "off"}
        ),
        help_text=_("As you see it in your browser. Entregent looks for what the site publishes."),
    )
