"""Coming in and going out."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from entregent.accounts.actions import use_login_link
from entregent.accounts.errors import LoginLinkError
from entregent.accounts.forms.coming_in import LoginForm


@never_cache
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponse:
    """Log in with e-mail and password, then go where one wanted to."""
    wanted = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(wanted)
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        login(request, form.user)
        return redirect(wanted)
    status = 422 if form.errors else 200
    return render(request, "accounts/log_in.html", {"form": form, "next": wanted}, status=status)


@never_cache
def log_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Log in with a one-time link, or say that it no longer works."""
    try:
        user = use_login_link(secret, now=timezone.now())
    except LoginLinkError:
        return render(request, "accounts/link_spent.html", status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:log_in")


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else resolve_url("/")
