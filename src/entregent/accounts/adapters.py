"""What allauth asks of us: words, letters, who may come in. The views stand in views/."""

import ipaddress
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.accounts.actions import open_invited_account
from entregent.accounts.coming_in import is_ours
from entregent.accounts.models import User
from entregent.accounts.own_account import keep_language, sign_on_name, tell_of_change
from entregent.accounts.refusals import Refusal, refuse
from entregent.accounts.wording import ACCOUNT_MESSAGES

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; messages and letters are ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        return is_ours(context.request, url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; "unknown" for all where there is none, behind a socket without a proxy's header.

        A server that listens on "::" writes 192.0.2.1 as ::ffff:192.0.2.1: as one network, all of IPv4 would be one visitor.
        """
        try:
            address = str(super().get_client_ip(request))
        except (PermissionDenied, ImproperlyConfigured):
            return "unknown"
        try:
            return str(getattr(ipaddress.ip_address(address), "ipv4_mapped", None) or address)
        except ValueError:
            return address

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return refuse(request, Refusal.LEFT)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Go on in the language that the person chose, on whatever machine."""
        answer: HttpResponse = super().post_login(request, user, **options)
        if user.language:
            keep_language(request, answer, user.language)
        return answer

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = ACCOUNT_MESSAGES.get(message_template or "")
        if said:
            messages.add_message(request, level, said % {"name": sign_on_name()})

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        tell_of_change(user, template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code does not work: it was mistyped, has expired, or was used. Type the one shown now."
        ),
    }


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who may come in by single sign-on: docs/decisions/0013-coming-in.md."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": gettext_lazy("Choose a password first: without one you could not come back."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        from entregent.accounts.sign_on import SignOnProvider, sign_on_app

        return SignOnProvider(request, app=sign_on_app())

    def get_requests_session(self) -> Any:
        from entregent.accounts.sign_on import BoundedSession

        return BoundedSession()

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return resolve_url("accounts:own_account")

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let known identities pass; decide on the others by the address that the provider has verified, if it has."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        address = next((one.email.lower() for one in sociallogin.email_addresses if one.verified), None)
        if address is None:
            raise ImmediateHttpResponse(refuse(request, Refusal.UNVERIFIED))
        user = User.objects.filter(email=address).first()
        if user is None:
            user = open_invited_account(
                address, name=sociallogin.account.extra_data["userinfo"].get("name", ""), now=timezone.now()
            )
            if user is None:
                raise ImmediateHttpResponse(refuse(request, Refusal.UNKNOWN, address=address))
        elif not user.is_active:
            raise ImmediateHttpResponse(refuse(request, Refusal.LEFT))
        elif not settings.SIGN_ON or not settings.SIGN_ON.trusted:
            raise ImmediateHttpResponse(refuse(request, Refusal.KNOWN_ADDRESS, address=address))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        if error == AuthError.CANCELLED or request.GET.get("error") == "access_denied":  # some forget the state then
            messages.info(request, _("You came back without logging in."))
            raise ImmediateHttpResponse(
                redirect("accounts:own_account" if request.user.is_authenticated else "accounts:log_in")
            )
        if exception is None and not (extra_context or {}).get("state"):
            raise ImmediateHttpResponse(refuse(request, Refusal.STALE))
        raise ImmediateHttpResponse(refuse(request, why_refused(exception)))


def why_refused(exception: Exception | None) -> Refusal:
    """Tell a provider that does not answer from one that answers nonsense, and write down which it was."""
    from requests import ConnectionError as NoConnection
    from requests import Timeout

    ours = (
        f" ({exception})" if type(exception).__name__ == "NonsenseError" else ""
    )  # what others say may repeat secrets
    logger.warning("single sign-on failed: %s%s", type(exception).__name__, ours)
    return Refusal.DOWN if isinstance(exception, NoConnection | Timeout) else Refusal.NONSENSE
