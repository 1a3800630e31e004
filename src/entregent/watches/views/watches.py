"""Watches: list, create, change, remove with a way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.watches.actions import change_watch, keep_watch, match_watch, remove_watch, restore_watch
from entregent.watches.forms import WatchForm
from entregent.watches.models import Watch
from entregent.watches.selectors import kept_watches, unwatched_names

SUGGESTIONS = 8


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
    form = WatchForm(request.POST or None, initial={"name": named, "query": f'"{named}"'} if named else None)
    if request.method == "POST" and form.is_valid():
        watch = keep_watch(request.workspace, by=request.user, **form.cleaned_data)
        return _matched(request, watch)
    shown = {"form": form, "names": unwatched_names(request.workspace)[:SUGGESTIONS]}
    return render(request, "watches/watch_form.html", shown, status=422 if form.errors else 200)


@member_view(Permission.LISTEN)
def edit_watch(request: MemberRequest, watch_id: int) -> HttpResponse:
    watch = get_object_or_404(kept_watches(request.workspace), pk=watch_id)
    form = WatchForm(request.POST or None, initial={"name": watch.name, "query": watch.query})
    if request.method == "POST" and form.is_valid():
        return _matched(request, change_watch(watch, by=request.user, **form.cleaned_data))
    return render(
        request, "watches/watch_form.html", {"form": form, "watch": watch}, status=422 if form.errors else 200
    )


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
    match_watch(watch)
    caught = watch.catches.count()
    said = ngettext("“%(name)s” has caught %(count)d post.", "“%(name)s” has caught %(count)d posts.", caught)
    messages.success(request, said % {"name": watch.name, "count": caught})
    return redirect("watches:mentions", request.workspace.slug)
