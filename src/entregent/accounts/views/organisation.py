"""Settings of a workspace: the organisation; opening another workspace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from entregent.accounts.actions import change_workspace, open_workspace
from entregent.accounts.actions.settings import ABOUT
from entregent.accounts.forms.organisation import NewWorkspaceForm, OrganisationForm
from entregent.accounts.models import User
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.selectors import may_open_workspaces


@member_view(Permission.SETTINGS)
def organisation(request: MemberRequest) -> HttpResponse:
    """What the organisation is called, where it is, in which language it writes."""
    workspace = request.workspace
    form = OrganisationForm(request.POST or None, initial={name: getattr(workspace, name) for name in ABOUT})
    if request.method == "POST" and form.is_valid():
        change_workspace(workspace, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:organisation", workspace.slug)
    return render(request, "accounts/organisation.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Open another workspace: for those who own one already, as an agency does for each client."""
    assert isinstance(request.user, User)  # noqa: S101
    if not may_open_workspaces(request.user):
        return render(request, "accounts/no_new_workspace.html", status=403)
    form = NewWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = open_workspace(form.cleaned_data["name"], owner=request.user)
        return redirect("accounts:organisation", opened.slug)
    return render(request, "accounts/new_workspace.html", {"form": form}, status=422 if form.errors else 200)
