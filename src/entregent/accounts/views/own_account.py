"""One's own account: name, language, password, second step, single sign-on, sessions."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from entregent.accounts.actions import change_own_account, change_password, end_other_sessions
from entregent.accounts.coming_in import asks_for_proof
from entregent.accounts.forms.own_account import BROWSERS, NewPasswordForm, OwnAccountForm
from entregent.accounts.models import User
from entregent.accounts.own_account import keep_language, sign_on_name, tell_of_change


class OwnRequest(HttpRequest):
    """A request by somebody who is logged in."""

    user: User


@never_cache
@login_required
def own_account(request: OwnRequest) -> HttpResponse:
    """Everything about how one is called and how one comes in."""
    user = request.user
    form = OwnAccountForm(request.POST or None, initial={"name": user.name, "language": user.language or BROWSERS})
    if request.method == "POST" and form.is_valid():
        change_own_account(user, **form.cleaned_data)
        answer = redirect("accounts:own_account")
        keep_language(request, answer, user.language)
        with translation.override(user.language or translation.get_language()):
            messages.success(request, _("Kept."))
        return answer
    steps = {step.type: step for step in Authenticator.objects.filter(user=user)}
    shown = {
        "form": form,
        "second_step": steps.get(Authenticator.Type.TOTP),
        "identities": SocialAccount.objects.filter(user=user),
        "sign_on": sign_on_name(),
        "has_password": user.has_usable_password(),
    }
    return render(request, "accounts/own_account.html", shown, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
@login_required
@asks_for_proof
def password(request: OwnRequest) -> HttpResponse:
    """Choose a password; wherever else one was logged in, one is not any more."""
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        tell_of_change(request.user, "password")
        messages.success(
            request, _("Your password is changed. Wherever else you were logged in, you are not any more.")
        )
        return redirect("accounts:own_account")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def log_out_elsewhere(request: OwnRequest) -> HttpResponse:
    """Log oneself out everywhere but here."""
    ended = end_other_sessions(request.user, keep=request.session.session_key, now=timezone.now())
    messages.success(
        request,
        ngettext("You were logged out in one other place.", "You were logged out in %(count)d other places.", ended)
        % {"count": ended}
        if ended
        else _("You were logged in nowhere else."),
    )
    return redirect("accounts:own_account")
