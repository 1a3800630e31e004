"""The second step: a code from an application, on top of whatever let somebody in. allauth's views in our pages."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View


class _Kept422:
    """A form that is sent back is no success; its page, full of secrets, is kept nowhere."""

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        answer.status_code = 422
        return answer


def _page(view: type[View], template: str) -> Any:
    """The view of allauth, in our template and with our statuses."""
    ours: Any = type(view.__name__, (_Kept422, view), {})
    shown = ours.as_view(template_name=f"accounts/{template}")
    return never_cache(sensitive_post_parameters("password", "code")(shown))


asked = _page(AuthenticateView, "second_step_asked.html")
turn_on = _page(ActivateTOTPView, "second_step_on.html")
turn_off = _page(DeactivateTOTPView, "second_step_off.html")
codes = _page(ViewRecoveryCodesView, "recovery_codes.html")
new_codes = _page(GenerateRecoveryCodesView, "recovery_codes_new.html")
codes_file = _page(DownloadRecoveryCodesView, "recovery_codes.txt")
password_again = _page(ReauthenticateView, "password_again.html")
code_again = _page(CodeAgainView, "code_again.html")


def index(request: HttpRequest) -> HttpResponse:
    """Where allauth goes back to."""
    return redirect("accounts:own_account")
