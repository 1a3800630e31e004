"""Coming in with a password, and going out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from entregent.accounts.coming_in import Way, let_in, wanted_address
from entregent.accounts.forms.coming_in import LoginForm
from entregent.accounts.letters import can_send
from entregent.accounts.own_account import sign_on_name


@never_cache
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponse:
    """Log in with e-mail and password, then go where one wanted to."""
    wanted = wanted_address(request)
    if request.user.is_authenticated:
        return redirect(wanted)
    form = LoginForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        return let_in(request, form.user, way=Way.PASSWORD, wanted=wanted)
    shown = {"form": form, "next": wanted, "sign_on": sign_on_name(), "can_send": can_send()}
    return render(request, "accounts/log_in.html", shown, status=form.status if form.errors else 200)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    wanted = wanted_address(request)
    logout(request)
    return redirect("accounts:log_in" if wanted == "/" else wanted)
