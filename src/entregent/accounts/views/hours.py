"""Settings of a workspace: working hours, days off, deadlines of answers."""

from copy import copy
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent.accounts.actions import add_closure, change_hours, remove_closure
from entregent.accounts.clock import today_in
from entregent.accounts.days import full_span
from entregent.accounts.deadlines import examples_of
from entregent.accounts.forms.hours import ClosureForm, HoursForm
from entregent.accounts.models import Workspace
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.year import coming_year


@member_view(Permission.SETTINGS)
def hours(request: MemberRequest) -> HttpResponse:
    """When the team works and how soon it answers, with the coming year as it follows from that."""
    posted = request.POST if request.method == "POST" else None
    form = HoursForm(posted, workspace=request.workspace)
    if posted is not None and form.is_valid():
        change_hours(request.workspace, by=request.user, **form.cleaned_data)
        messages.success(request, _("Hours and deadlines are kept."))
        return redirect("accounts:hours", request.workspace.slug)
    return _page(request, form, ClosureForm(auto_id="closure_%s"))


@require_GET
@member_view(Permission.SETTINGS)
def hours_preview(request: MemberRequest) -> HttpResponse:
    """What the form would give as it stands, nothing kept; no content while it has a mistake."""
    form = HoursForm(request.GET, workspace=request.workspace)
    if not form.is_valid():
        return HttpResponse(status=204)
    tried = copy(request.workspace)
    for name, value in form.cleaned_data.items():
        setattr(tried, name, value)
    is_kept = not form.has_changed()
    return render(request, "accounts/_hours_preview.html", _shown(tried) | {"is_preview": True, "is_kept": is_kept})


@require_POST
@member_view(Permission.SETTINGS)
def note_closure(request: MemberRequest) -> HttpResponse:
    """Note days when the team is closed; also the way back of a removal."""
    form = ClosureForm(request.POST, auto_id="closure_%s")
    if not form.is_valid():
        return _page(request, HoursForm(workspace=request.workspace), form)
    closure = add_closure(request.workspace, by=request.user, **form.cleaned_data)
    said = {"name": closure.name, "days": full_span(closure.first_day, closure.last_day)}
    messages.success(request, _("Closed days are noted: %(name)s. %(days)s.") % said)
    return redirect("accounts:hours", request.workspace.slug)


@require_POST
@member_view(Permission.SETTINGS)
def forget_closure(request: MemberRequest, closure_id: int) -> HttpResponse:
    """Forget closed days; the page offers once to bring them back."""
    closure = get_object_or_404(request.workspace.closures, pk=closure_id)
    days = {"first_day": closure.first_day.isoformat(), "last_day": closure.last_day.isoformat()}
    request.session["removed_closure"] = {"name": closure.name, **days}
    remove_closure(closure, by=request.user)
    return redirect("accounts:hours", request.workspace.slug)


def _page(request: MemberRequest, form: HoursForm, closure_form: ClosureForm) -> HttpResponse:
    workspace = request.workspace
    shown = _shown(workspace) | {
        "form": form,
        "closure_form": closure_form,
        "closures": _closures(workspace, today_in(workspace)),
        "removed": request.session.pop("removed_closure", None),
    }
    return render(request, "accounts/hours.html", shown, status=422 if form.errors or closure_form.errors else 200)


def _shown(workspace: Workspace) -> dict[str, Any]:
    """What follows from a workspace's hours, kept or only tried."""
    return {
        "examples": examples_of(workspace, timezone.now()),
        "year": coming_year(workspace, today_in(workspace)),
        "zone_name": workspace.time_zone.replace("_", " "),
    }


def _closures(workspace: Workspace, today: date) -> list[dict[str, Any]]:
    """Closed days that are not over, soonest first."""
    coming = workspace.closures.filter(last_day__gte=today)
    return [{"closure": one, "when": full_span(one.first_day, one.last_day)} for one in coming]
