"""The one way in, whatever the proof: a password, a link, an invitation, the first account.

allauth's stages stand behind it, so that the second step is asked of whoever has one. Single sign-on enters by the same stages.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.utils import perform_login
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from entregent.accounts.models import User
from entregent.accounts.rates import address_of, spend


class Way(StrEnum):
    """By what somebody proved who they are. Each allows, for a while, what asks for a fresh proof: a new password first."""

    PASSWORD = "password"  # noqa: S105 (the name of a way)
    LINK = "link"
    INVITATION = "invitation"
    FIRST_ACCOUNT = "first account"


def let_in(request: HttpRequest, user: User, *, way: Way = Way.INVITATION, wanted: str = "") -> HttpResponse:
    """Log somebody in and answer with the page to go to: the second step, or what they wanted ("" for the first page)."""
    if request.user.is_authenticated:
        logout(request)  # of another account, perhaps: nothing of it remains
    record_authentication(request, user, method=way.value, reauthenticated=True)
    answer: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=wanted if is_ours(request, wanted) else "/"
    )
    return answer


def asks_for_proof(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a view ask once more for a password or a code, unless the visitor came in or gave one within a quarter of an hour.

    allauth keeps a form meanwhile, in the session, and goes on with it; one that holds a password is shown again instead.
    """
    guarded: Callable[..., HttpResponse] = reauthentication_required(view)

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if "password" in request.POST and is_reauthentication_required(request, app=""):
            return redirect(request.path)
        return guarded(request, *args, **options)

    return asking


def prove_password(request: HttpRequest, email: str, password: str) -> User | None:
    """Return the user whose address and password these are; None when they do not go together or the user has left.

    Raises TooManyTriesError after a few wrong ones: the right one is refused as well then, until the wait is over.
    """
    address = email.strip().lower()
    spent = spend(
        request,
        {"password": f"{address_of(request)} {address}", "passwords_from_here": "", "passwords_of_account": address},
    )
    found = authenticate(request, email=address, password=password)
    if not isinstance(found, User):
        return None
    spent.give_back()
    return found


def wanted_address(request: HttpRequest) -> str:
    """Where the visitor wanted to go ("next"), the first page when it is none of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else "/"


def is_ours(request: HttpRequest, wanted: str) -> bool:
    """Whether an address stays on this site."""
    return url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
