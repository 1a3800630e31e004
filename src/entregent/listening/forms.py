"""The form that follows a source."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://example.org/feed.xml", "autofocus": True}),
        help_text=_(
            "RSS, RDF, Atom or JSON Feed; sites often put it behind a button “RSS” or “Follow”. "
            "The address of a home page is not enough yet."
        ),
    )
