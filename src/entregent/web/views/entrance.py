"""The front door: the address without a path, the first account, the theme."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entregent.accounts.actions import open_first_account
from entregent.accounts.coming_in import Way, let_in
from entregent.accounts.errors import AlreadyOpenError
from entregent.accounts.models import User
from entregent.accounts.selectors import needs_first_account, workspaces_of
from entregent.web.navigation import THEMES

WELCOME_SALT = "entregent.web.welcome"
WELCOME_LIFE = 24 * 3600  # seconds
YEAR = 365 * 24 * 3600  # seconds


@login_required
def front_door(request: HttpRequest) -> HttpResponse:
    """Today of the workspace one was in last, or of one's first."""
    assert isinstance(request.user, User)  # noqa: S101
    known = workspaces_of(request.user)
    workspace = known.filter(slug=request.session.get("workspace", "")).first() or known.first()
    if workspace is None:
        return render(request, "web/no_workspace.html")
    return redirect("web:today", workspace.slug)


def welcome_secret() -> str:
    """Return the secret of a link that opens the first account; good for a day and while there is no account."""
    return signing.TimestampSigner(salt=WELCOME_SALT).sign("welcome")


class FirstAccountForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("Twelve characters or more; a sentence does well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    workspace = forms.CharField(
        label=_("Name of your organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_email(self) -> str:
        given = str(self.cleaned_data["email"])
        if User.objects.filter(email=given.strip().lower()).exists():
            said = _("This address has an account here already: give another one, or come in by a link.")
            raise forms.ValidationError(said)
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given:
            try:
                validate_password(given["password"], User(email=given.get("email", ""), name=given.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


@never_cache
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Make the first account of an installation, once."""
    try:
        signing.TimestampSigner(salt=WELCOME_SALT).unsign(secret, max_age=WELCOME_LIFE)
    except signing.BadSignature as error:
        raise Http404 from error
    if not needs_first_account():
        raise Http404
    form = FirstAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = open_first_account(**form.cleaned_data)
        except AlreadyOpenError as error:
            raise Http404 from error
        return let_in(request, user, way=Way.FIRST_ACCOUNT)
    return render(request, "web/welcome.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light, dark, or whatever the system says."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(wanted if safe else "/")
    if request.POST.get("theme") in THEMES:
        answer.set_cookie(
            "theme",
            request.POST["theme"],
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    else:
        answer.delete_cookie("theme", samesite="Lax")
    return answer
