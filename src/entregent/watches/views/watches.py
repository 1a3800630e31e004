"""Watches: list, try, create, change, remove with a way back."""

import time

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.watches.actions import change_watch, keep_watch, match_watches, remove_watch, restore_watch
from entregent.watches.forms import WatchForm
from entregent.watches.models import Watch
from entregent.watches.selectors import kept_watches, unwatched_names
from entregent.watches.trial import DAYS, try_watch

SUGGESTIONS = 8
PATIENCE = 2.0  # seconds


@member_view
def watches(request: MemberRequest) -> HttpResponse:
    """The list; once after a removal, with a way back."""
    gone = request.session.pop("removed_watch", None)
    removed = (
        Watch.objects.filter(workspace=request.workspace, pk=gone).exclude(removed_at=None).first() if gone else None
    )
    return render(request, "watches/watches.html", {"watches": kept_watches(request.workspace), "removed": removed})


@member_view(Permission.LISTEN)
def new_watch(request: MemberRequest) -> HttpResponse:
    """Create a watch and ask it at once about all that was heard; a name the team wants to know may begin it."""
    named = request.GET.get("about", "").replace('"', " ").strip()[:120]
    begun = {"name": named, "query": f'"{named}"', "kind": Watch.Kind.BRAND} if named else None
    form = WatchForm(_written(request), initial=begun)
    if _is_to_be_kept(request, form):
        return _matched(request, keep_watch(request.workspace, by=request.user, **form.cleaned_data))
    names = unwatched_names(request.workspace)[:SUGGESTIONS]
    return _form_page(request, form, names=names)


@member_view(Permission.LISTEN)
def edit_watch(request: MemberRequest, watch_id: int) -> HttpResponse:
    watch = get_object_or_404(kept_watches(request.workspace), pk=watch_id)
    form = WatchForm(_written(request), initial={"name": watch.name, "query": watch.query, "kind": watch.kind})
    if _is_to_be_kept(request, form):
        return _matched(request, change_watch(watch, by=request.user, **form.cleaned_data))
    return _form_page(request, form, watch=watch)


def _is_to_be_kept(request: MemberRequest, form: WatchForm) -> bool:
    return request.method == "POST" and form.is_valid() and not {"try", "without"} & request.POST.keys()


def _written(request: MemberRequest) -> QueryDict | None:
    """What was posted; with the query of a proposal, where one was pressed."""
    if request.method != "POST":
        return None
    given = request.POST.copy()
    if without := request.POST.get("without"):
        given["query"] = without
    return given


def _form_page(request: MemberRequest, form: WatchForm, **shown: object) -> HttpResponse:
    """The form; tried, with what it would have caught, also when somebody opens a watch that is kept."""
    trial = None
    if form.is_bound and form.is_valid():
        trial = try_watch(request.workspace, form.cleaned_data["query"], now=timezone.now())
    shown |= {"form": form, "trial": trial, "days": DAYS, "highest": max(trial.by_day) if trial else 0}
    return render(request, "watches/watch_form.html", shown, status=422 if form.errors else 200)


@require_POST
@member_view(Permission.LISTEN)
def remove(request: MemberRequest, watch_id: int) -> HttpResponse:
    """Remove a watch; the list offers to bring it back."""
    watch = get_object_or_404(kept_watches(request.workspace), pk=watch_id)
    remove_watch(watch, by=request.user, now=timezone.now())
    request.session["removed_watch"] = watch.pk
    return redirect("watches:watches", request.workspace.slug)


@require_POST
@member_view(Permission.LISTEN)
def restore(request: MemberRequest, watch_id: int) -> HttpResponse:
    watch = get_object_or_404(Watch, workspace=request.workspace, pk=watch_id)
    restore_watch(watch, by=request.user)
    messages.success(request, _("“%(name)s” is back, with all it had caught.") % {"name": watch.name})
    return redirect("watches:watches", request.workspace.slug)


def _matched(request: MemberRequest, watch: Watch) -> HttpResponse:
    """Ask as much of the past as somebody waits for; the worker goes on from there."""
    until = time.monotonic() + PATIENCE
    match_watches([watch], lambda: time.monotonic() > until)
    watch.refresh_from_db()
    caught = watch.catches.count()
    said = ngettext("“%(name)s” has caught %(count)d post.", "“%(name)s” has caught %(count)d posts.", caught)
    messages.success(request, said % {"name": watch.name, "count": caught})
    if watch.past_below:
        messages.info(request, _("The rest of what was published is being asked, the latest first."))
    return redirect("watches:mentions", request.workspace.slug)
