"""What follows when somebody changes their own account: a letter that says so, a language that is kept."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import format_lazy

from entregent.accounts.letters import send_letter_aside
from entregent.accounts.models import User
from entregent.accounts.wording import ACCOUNT_NOTICES

YEAR = 365 * 24 * 3600  # seconds


def sign_on_name() -> str:
    """What the sign-on provider is called here; "" where there is none."""
    return str(settings.SIGN_ON.name) if settings.SIGN_ON else ""


def tell_of_change(user: User, change: str) -> None:
    """Write to somebody that how they come in was changed. change: a key of ACCOUNT_NOTICES; of others nothing is told."""
    if change in ACCOUNT_NOTICES:
        what = format_lazy(ACCOUNT_NOTICES[change], name=sign_on_name())
        told = {"what": what, "name": user.get_short_name(), "when": timezone.now()}
        send_letter_aside("accounts/notice", to=user.email, language=user.language, context=told)


def keep_language(request: HttpRequest, answer: HttpResponse, language: str) -> None:
    """Have this browser show pages in a language; "": in the one it asks for."""
    if language:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    else:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
