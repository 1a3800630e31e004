"""The code of the second step: asked to come in, asked again before a change, given a first time."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

# A code works in its half minute and one on each side; allauth alone would let it serve again after the first.
CODE_LIFE = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)  # seconds


def _code_field(label: Any, help_text: Any = "") -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attrs=attributes))


class OnceMixin:
    """A code serves once."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(character for character in code if character.isdigit())
            if not cache.add(f"entregent.second_step:{self.user.pk}:{digits}", True, CODE_LIFE):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceMixin, AuthenticateForm):  # type: ignore[misc]
    code = _code_field(_("Code"), _("Six digits from your application, or one of your recovery codes."))


class CodeAgainForm(OnceMixin, ReauthenticateForm):  # type: ignore[misc]
    code = _code_field(_("Code"), _("Six digits from your application, or one of your recovery codes."))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    code = _code_field(_("Six digits that the application shows"))
