"""A page for each reason why somebody is not let in: what happened, that nothing was lost, what to do."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entregent.accounts.own_account import sign_on_name


class Refusal(StrEnum):
    """Why somebody is not let in; templates/accounts/refused.html has the words."""

    LEFT = "left"  # the account is closed
    DOWN = "down"  # the sign-on provider does not answer
    NONSENSE = "nonsense"  # it answers what cannot be used
    STALE = "stale"  # the way back has no beginning: too late, or another browser
    UNVERIFIED = "unverified"  # it does not vouch for the address
    KNOWN_ADDRESS = "known address"  # the address is of an account that has not been joined with it
    UNKNOWN = "unknown"  # nobody here has this address, nor is invited


STATUSES = {Refusal.DOWN: 503, Refusal.NONSENSE: 502, Refusal.STALE: 400}  # the others: 403


def refuse(request: HttpRequest, refusal: Refusal, *, address: str = "") -> HttpResponse:
    """Answer with the page of a refusal. address: the one in question, where there is one."""
    shown = {"refusal": refusal.value, "name": sign_on_name(), "address": address}
    return render(request, "accounts/refused.html", shown, status=STATUSES.get(refusal, 403))
