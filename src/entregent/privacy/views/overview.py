"""What waits about people's data: requests, those to be told, those past their time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.privacy.actions.controllers import set_controller
from entregent.privacy.forms import ControllerForm
from entregent.privacy.selectors import (
    answered_requests,
    controller_of,
    erasures_of,
    past_keeping,
    untold_contacts,
    waiting_requests,
    with_what_is_due,
)

FEW = 5


@member_view(Permission.CONTACTS)
def overview(request: MemberRequest) -> HttpResponse:
    workspace, today = request.workspace, timezone.localdate()
    untold = untold_contacts(workspace)
    past = past_keeping(workspace, today)
    shown = {
        "today": today,
        "controller": controller_of(workspace),
        "requests": waiting_requests(workspace)[:100],
        "answered": answered_requests(workspace)[:20],
        "untold_count": untold.count(),
        "untold": with_what_is_due(list(untold[:FEW]), workspace),
        "past_count": past.count(),
        "erasures": erasures_of(workspace)[:20],
    }
    return render(request, "privacy/overview.html", shown)


@member_view(Permission.PRIVACY)
def controller(request: MemberRequest) -> HttpResponse:
    """Who answers for the file, what it is for, how long people stay."""
    kept = controller_of(request.workspace)
    names = ("name", "address", "email", "officer", "purpose", "client", "months_kept", "is_automatic")
    form = ControllerForm(request.POST or None, initial={name: getattr(kept, name) for name in names})
    if request.method == "POST" and form.is_valid():
        set_controller(request.workspace, form.said(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("privacy:overview", request.workspace.slug)
    return render(request, "privacy/controller.html", {"form": form}, status=422 if form.errors else 200)
