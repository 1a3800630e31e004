"""Watches: list, try, create, change, remove with a way back."""

import time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.core.matching.cautions import lint
from entregent.watches.actions import change_watch, keep_watch, match_watches, remove_watch, restore_watch
from entregent.watches.forms import WatchForm
from entregent.watches.inbox import COUNTED
from entregent.watches.language_wording import caution_sentence
from entregent.watches.models import Watch
from entregent.watches.selectors import DAYS, kept_watches, try_watch, unwatched_names, watch_movement
from entregent.watches.writing import BoxesForm, ForeignForm, Written, as_meant

SUGGESTIONS = 8
PATIENCE = 2.0  # seconds


@member_view
def watches(request: MemberRequest) -> HttpResponse:
    """The list; once after a removal, with a way back."""
    gone = request.session.pop("removed_watch", None)
    removed = (
        Watch.objects.filter(workspace=request.workspace, pk=gone).exclude(removed_at=None).first() if gone else None
    )
    kept = kept_watches(request.workspace, most=COUNTED)
    return render(request, "watches/watches.html", {"watches": kept, "most": COUNTED, "removed": removed})


@member_view(Permission.LISTEN)
def new_watch(request: MemberRequest) -> HttpResponse:
    """Create a watch and ask it at once about all that was heard; a name the team wants to know may begin it."""
    named = request.GET.get("about", "").replace('"', " ").strip()[:120]
    begun = {"name": named, "query": f'"{named}"', "kind": Watch.Kind.BRAND} if named else {}
    written = _written(request)
    form = WatchForm(written.data if written else None, initial=begun)
    if written and written.is_finished and form.is_valid():
        return _matched(request, keep_watch(request.workspace, by=request.user, **form.cleaned_data))
    return _form_page(request, form, written, names=unwatched_names(request.workspace)[:SUGGESTIONS])


@member_view(Permission.LISTEN)
def edit_watch(request: MemberRequest, watch_id: int) -> HttpResponse:
    watch = get_object_or_404(kept_watches(request.workspace), pk=watch_id)
    written = _written(request)
    begun = {"name": watch.name, "query": watch.query, "kind": watch.kind}
    form = WatchForm(written.data if written else None, initial=begun)
    if written and written.is_finished and form.is_valid():
        return _matched(request, change_watch(watch, by=request.user, **form.cleaned_data))
    return _form_page(request, form, written, watch=watch, movement=watch_movement(watch, now=timezone.now()))


def _written(request: MemberRequest) -> Written | None:
    return as_meant(request.POST) if request.method == "POST" else None


def _form_page(request: MemberRequest, form: WatchForm, written: Written | None, **shown: object) -> HttpResponse:
    """The form; tried, with what the watch would have caught and what may not be meant."""
    query, is_read = str(form["query"].value() or ""), form.is_bound and form.is_valid()
    trial = try_watch(request.workspace, query, now=timezone.now()) if is_read else None
    shown |= {
        "form": form,
        "trial": trial,
        "days": DAYS,
        "cautions": [(caution_sentence(one), one.mend) for one in lint(query)],
        "notes": written.notes if written else [],
        "mend": form.mended,
        "boxes": (written and written.boxes) or BoxesForm.showing(query),
        "foreign": ForeignForm(),
    }
    status = 422 if form.errors or (written and written.boxes) else 200
    return render(request, "watches/watch_form.html", shown, status=status)


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
