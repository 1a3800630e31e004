"""Settings of a workspace: names to know, official accounts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.actions import add_official_account, remove_official_account, set_known_names
from entregent.accounts.forms.names import NamesForm, OfficialAccountForm
from entregent.accounts.models import KnownName, OfficialAccount, Workspace
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.wording import NETWORK_NAMES

Network = OfficialAccount.Network


@member_view(Permission.SETTINGS)
def names(request: MemberRequest) -> HttpResponse:
    """The names to listen for, and where the organisation itself speaks."""
    form = NamesForm(request.POST or None, initial=_written(request.workspace))
    if request.method == "POST" and form.is_valid():
        for kind in KnownName.Kind:
            set_known_names(request.workspace, kind=kind, names=form.cleaned_data[kind], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("accounts:names", request.workspace.slug)
    return _page(request, form, OfficialAccountForm(), 422 if form.errors else 200)


@require_POST
@member_view(Permission.SETTINGS)
def add_account(request: MemberRequest) -> HttpResponse:
    form = OfficialAccountForm(request.POST)
    if not form.is_valid():
        return _page(request, NamesForm(initial=_written(request.workspace)), form, 422)
    add_official_account(request.workspace, by=request.user, **form.cleaned_data)
    return redirect("accounts:names", request.workspace.slug)


@require_POST
@member_view(Permission.SETTINGS)
def remove_account(request: MemberRequest, account_id: int) -> HttpResponse:
    """Take an official account out of the list; the list offers once to put it back."""
    account = get_object_or_404(request.workspace.official_accounts, pk=account_id)
    request.session["removed_account"] = {"network": account.network, "address": account.address}
    remove_official_account(account, by=request.user)
    return redirect("accounts:names", request.workspace.slug)


def _written(workspace: Workspace) -> dict[str, str]:
    kept = list(workspace.known_names.all())
    return {str(kind): "\n".join(name.text for name in kept if name.kind == kind) for kind in KnownName.Kind}


def _page(request: MemberRequest, form: NamesForm, account_form: OfficialAccountForm, status: int) -> HttpResponse:
    shown = {
        "form": form,
        "account_form": account_form,
        "accounts": [(one, NETWORK_NAMES[Network(one.network)]) for one in request.workspace.official_accounts.all()],
        "removed": request.session.pop("removed_account", None),
    }
    return render(request, "accounts/names.html", shown, status=status)
