"""The log-in form."""

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from entregent.accounts.models import User


class LoginForm(forms.Form):
    """E-mail and password. `user` is set when they are right."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    user: User | None = None

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not self.errors:
            found = authenticate(email=str(given["email"]).lower(), password=given["password"])
            if not isinstance(found, User):
                raise forms.ValidationError(_("This e-mail address and this password do not go together."))
            self.user = found
        return given
