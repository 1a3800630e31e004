"""The forms before somebody is in: password, asking for a link, the address of a link that was opened elsewhere."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from entregent.accounts.coming_in import prove_password
from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.models import User
from entregent.accounts.wording import wait_sentence


class LoginForm(forms.Form):
    """E-mail and password. `user` is set when they are right; `status` is that of a page which shows the form again."""

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
    status = 422

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            self.user = prove_password(self.request, str(given["email"]), str(given["password"]))
        except TooManyTriesError as error:
            self.status = 429
            raise forms.ValidationError(wait_sentence(error.wait)) from error
        if self.user is None:
            raise forms.ValidationError(_("This e-mail address and this password do not go together."))
        return given


class AddressForm(forms.Form):
    """An e-mail address: where to send a link, or where one was sent. `status` is that of a page which shows it again."""

    status = 422
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()
