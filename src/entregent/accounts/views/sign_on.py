"""Single sign-on: leaving for the provider, coming back, joining one's account with it and parting from it."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from entregent.accounts.actions.secrets import new_secret
from entregent.accounts.adapters import why_refused
from entregent.accounts.coming_in import asks_for_proof, wanted_address
from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.own_account import sign_on_name
from entregent.accounts.rates import spend
from entregent.accounts.refusals import refuse
from entregent.accounts.wording import wait_sentence


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Set out for the provider, to log in. By a form: nobody is sent there by a link on another site."""
    _must_be_set_up()
    if request.method != "POST" or request.user.is_authenticated:
        return redirect("accounts:log_in")
    return _set_out(request, AuthProcess.LOGIN, wanted_address(request))


@never_cache
@login_required
@require_POST
@asks_for_proof
def join(request: HttpRequest) -> HttpResponse:
    """Set out for the provider, to join one's account with the identity one has there."""
    _must_be_set_up()
    return _set_out(request, AuthProcess.CONNECT, "")


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Come back from the provider; the adapters say who may come in, and what is said to the others."""
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView

    from entregent.accounts.sign_on import FAILURES, SignOnEndpoint, sign_on_app

    _must_be_set_up()
    endpoint = SignOnEndpoint(request, sign_on_app().provider_id)
    begun = statekit.get_states(request).get(request.GET.get("state", ""))
    endpoint.nonce = begun[0].get("nonce") if begun else None
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(endpoint)(request)
    except FAILURES as error:  # allauth asks the provider what it is before it begins to expect failures
        return refuse(request, why_refused(error))
    return answer


@login_required
@require_POST
@asks_for_proof
def part(request: HttpRequest) -> HttpResponse:
    """Have an identity open one's account no longer."""
    form = DisconnectForm(request.POST, request=request)
    if form.is_valid():
        form.save()
    else:
        messages.error(request, " ".join(form.errors.get("account", form.non_field_errors())))
    return redirect("accounts:own_account")


def _must_be_set_up() -> None:
    if settings.SIGN_ON is None:
        raise Http404


def _set_out(request: HttpRequest, process: str, wanted: str) -> HttpResponse:
    """Answer with a page that leads to the provider: our policy lets no form go elsewhere, redirects included."""
    from entregent.accounts.sign_on import FAILURES

    try:
        spend(request, {"sign_on": ""})
        provider: Any = get_adapter().get_provider(request, "")
        nonce = new_secret()
        answer: HttpResponse = provider.redirect(
            request, process=process, next_url=wanted, nonce=nonce, auth_params={"nonce": nonce}
        )
    except TooManyTriesError as error:
        messages.error(request, wait_sentence(error.wait))
        return redirect("accounts:log_in")
    except FAILURES as error:
        return refuse(request, why_refused(error))
    if answer.status_code != 302:
        return answer
    there = answer["Location"]
    page = render(request, "accounts/sign_on_leave.html", {"url": there, "name": sign_on_name()})
    page["Refresh"] = f"0;url={there}"
    return page
