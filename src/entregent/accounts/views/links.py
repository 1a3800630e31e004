"""Coming in by a link: asking for a letter, opening the link, pressing its button."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entregent.accounts.actions import find_login_link, knows_browser, make_login_link, use_login_link
from entregent.accounts.actions.secrets import new_secret
from entregent.accounts.coming_in import Way, let_in, wanted_address
from entregent.accounts.errors import LoginLinkError, TooManyTriesError
from entregent.accounts.forms.coming_in import AddressForm
from entregent.accounts.letters import can_send, compose, hand_over, open_post
from entregent.accounts.models import LoginLink, User
from entregent.accounts.rates import spend
from entregent.accounts.wording import wait_sentence

MARK = "entregent_link"  # the cookie by which a browser proves that it asked for a link, and to which address
MARK_LIFE = timedelta(hours=1)  # longer than a link lives


@never_cache
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Send a link to an address. The answer is the same whether somebody here has it or not."""
    if not can_send():
        raise Http404
    form = AddressForm(request.POST or None)
    shown = {"form": form, "next": wanted_address(request)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/link_ask.html", shown, status=422 if form.errors else 200)
    address = form.cleaned_data["email"]
    try:
        spend(request, {"letters_from_here": "", "letters_to": address})
    except TooManyTriesError as error:
        form.add_error(None, wait_sentence(error.wait))
        return render(request, "accounts/link_ask.html", shown, status=429)
    mark = _mark(request)[0] or new_secret()
    if not _send_link(request, address, mark):
        return render(request, "accounts/link_ask.html", shown | {"post_is_down": True}, status=503)
    answer = redirect("accounts:link_sent")
    kept = {"max_age": MARK_LIFE, "httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    answer.set_signed_cookie(MARK, f"{mark} {address}", salt=MARK, **kept)
    return answer


@never_cache
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say where to look for the letter."""
    mark, address = _mark(request)
    return render(request, "accounts/link_sent.html", {"address": address}) if mark else redirect("accounts:link_ask")


@never_cache
def log_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the button of a link, or spend it. Opening it spends nothing: programs that look into letters open links too."""
    try:
        link = find_login_link(secret, now=timezone.now())
        known = knows_browser(link, _mark(request)[0])
        form = None if known else AddressForm(request.POST or None)
        if request.method == "POST" and (form is None or _names_address(request, form, link)):
            user = use_login_link(secret, now=timezone.now())
            return let_in(request, user, way=Way.LINK, wanted=wanted_address(request))
    except LoginLinkError:
        return render(request, "accounts/link_spent.html", {"can_send": can_send()}, status=410)
    shown = {"form": form, "address": link.user.email if known else "", "next": wanted_address(request)}
    return render(request, "accounts/link.html", shown, status=form.status if form and form.errors else 200)


def _names_address(request: HttpRequest, form: AddressForm, link: LoginLink) -> bool:
    """Whether the form names the address that the link was sent to. A wrong one counts, and after five the link is of no use."""
    if not form.is_valid():
        return False
    try:
        spent = spend(request, {"addresses_from_here": "", "address_of_link": link.secret_hash})
    except TooManyTriesError as error:
        form.add_error(None, wait_sentence(error.wait))
        form.status = 429
        return False
    if form.cleaned_data["email"] != link.user.email:
        form.add_error("email", _("The link was not sent to this address."))
        return False
    spent.give_back()
    return True


def _send_link(request: HttpRequest, address: str, mark: str) -> bool:
    """Hand a letter over where somebody has the address, nothing elsewhere; False when the mail server does not answer."""
    post = open_post()
    if post is None:
        return False
    user = User.objects.filter(email=address, is_active=True).first()
    message = None
    if user is not None:
        path = reverse("accounts:log_in_by_link", args=[make_login_link(user, now=timezone.now(), asked_in=mark)])
        wanted = wanted_address(request)
        url = request.build_absolute_uri(path + (f"?{urlencode({'next': wanted})}" if wanted != "/" else ""))
        told = {"url": url, "name": user.get_short_name()}
        message = compose("accounts/link", to=user.email, language=user.language or get_language(), context=told)
    hand_over(post, message)
    return True


def _mark(request: HttpRequest) -> tuple[str, str]:
    """The mark of this browser and the address it last asked for; "" and "" when it never did, or long ago."""
    mark, _space, address = (request.get_signed_cookie(MARK, "", salt=MARK, max_age=MARK_LIFE) or "").partition(" ")
    return mark, address
