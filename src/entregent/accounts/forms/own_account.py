"""One's own account: what one is called, a new password, the password once more before a change."""

from typing import Any

from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from entregent.accounts.coming_in import prove_password
from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.models import User
from entregent.accounts.wording import wait_sentence

BROWSERS = "browser"  # the choice of whatever language the browser asks for, which the account keeps as ""


class OwnAccountForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.TypedChoiceField(
        label=_("Language"),
        choices=[(BROWSERS, _("As my browser asks")), *settings.LANGUAGES],
        coerce=lambda chosen: "" if chosen == BROWSERS else str(chosen),
        help_text=_("Of the pages you see and of the letters we send you."),
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("Twelve characters or more; a sentence does well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class PasswordAgainForm(forms.Form):
    """Asked before a change of how one comes in; allauth makes and reads it."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        try:
            proved = prove_password(context.request, self.user.email, password)
        except TooManyTriesError as error:
            raise forms.ValidationError(wait_sentence(error.wait)) from error
        if proved != self.user:
            raise forms.ValidationError(_("This is not your password."))
        return password
