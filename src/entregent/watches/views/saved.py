"""Views of the inbox: kept, opened, renamed, removed; their feeds; what the inbox shows as a file."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from entregent.accounts.open_addresses import HEADERS, opened
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.ui.exports import in_language
from entregent.watches import actions
from entregent.watches.exports import as_atom, as_csv
from entregent.watches.inbox_form import InboxForm
from entregent.watches.models import Hook, SavedView
from entregent.watches.wording import hook_sentence


@require_POST
@member_view
def keep(request: MemberRequest) -> HttpResponse:
    """Give the filters that were looked at a name."""
    name, query = request.POST.get("name", "").strip(), _query(request)
    if name:
        for_team = request.POST.get("whose") == "team"
        view = actions.keep_view(request.workspace, name=name, query=query, by=request.membership, for_team=for_team)
        return _opened(request, view)
    return redirect(reverse("watches:mentions", args=[request.workspace.slug]) + (f"?{query}" if query else ""))


@member_view
def view(request: MemberRequest, view_id: int) -> HttpResponse:
    """What one view is called, and who reads it elsewhere; posted, it is renamed."""
    found = view_of(request, view_id)
    if request.method == "POST":
        if name := request.POST.get("name", "").strip():
            actions.rename_view(found, name=name, by=request.membership)
        return redirect("watches:view", request.workspace.slug, found.pk)
    return page(request, found)


def page(request: MemberRequest, found: SavedView, *, refused_address: str | None = None) -> HttpResponse:
    """The settings of a view, with its feed and its webhook. refused_address: what was given for the webhook, and is no address."""
    hook = Hook.objects.filter(view=found).first()
    shown = {
        "view": found,
        "hook": hook,
        "refused_address": refused_address,
        "hook_trouble": hook_sentence(hook.trouble) if hook else "",
        "hook_secret": _of_view(request, "hook_secret", found),
        "hook_tried": _tried(request, found),
        "is_changeable": found.member_id is not None or Permission.LISTEN in request.may,
        "feed": request.build_absolute_uri(reverse("views:feed", args=[actions.feed_secret_of(found)]))
        if found.has_feed and Permission.LISTEN in request.may
        else "",
    }
    return render(request, "watches/view.html", shown, status=200 if refused_address is None else 422)


def _of_view(request: MemberRequest, name: str, found: SavedView) -> str | None:
    """What the former page left to be said once of this view."""
    number, said = request.session.pop(name, None) or (None, None)
    return said if number == found.pk else None


def _tried(request: MemberRequest, found: SavedView) -> str | None:
    """Why a test was not accepted; "" when it was, None without one."""
    trouble = _of_view(request, "hook_tried", found)
    return hook_sentence(trouble) if trouble else trouble


@require_POST
@member_view
def remove(request: MemberRequest, view_id: int) -> HttpResponse:
    """Remove a view; the inbox offers to bring it back."""
    found = actions.remove_view(view_of(request, view_id), by=request.membership, now=timezone.now())
    request.session["removed_view"] = found.pk
    return redirect("watches:mentions", request.workspace.slug)


@require_POST
@member_view
def restore(request: MemberRequest, view_id: int) -> HttpResponse:
    return _opened(request, actions.restore_view(view_of(request, view_id, removed=True), by=request.membership))


@require_POST
@member_view(Permission.LISTEN)
def open_feed(request: MemberRequest, view_id: int) -> HttpResponse:
    """Give the view a secret address, or another one."""
    actions.open_feed(view_of(request, view_id), by=request.membership, now=timezone.now())
    return redirect("watches:view", request.workspace.slug, view_id)


@require_POST
@member_view(Permission.LISTEN)
def close_feed(request: MemberRequest, view_id: int) -> HttpResponse:
    actions.close_feed(view_of(request, view_id), by=request.membership)
    return redirect("watches:view", request.workspace.slug, view_id)


@require_POST
@member_view
def export(request: MemberRequest) -> HttpResponseBase:
    """All that the filters show, as a table; posted, because the history keeps who took it."""
    form = InboxForm(QueryDict(_query(request)), request.workspace, request.membership)
    actions.note_export(request.workspace, by=request.membership, query=form.query())
    lines = as_csv(request.workspace, form.filters(timezone.now()))
    answer = StreamingHttpResponse(in_language(lines, get_language()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.workspace.slug}-mentions.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The feed of a view, for whoever has the secret. Readers ask by themselves: what is refused is said in a line."""
    found = opened(request, secret, actions.feed_at)
    if isinstance(found, HttpResponse):
        return found
    assert found.feed_for is not None  # noqa: S101 (feed_at finds no other)
    now, workspace = timezone.now(), found.workspace
    actions.note_feed_asked(found, now=now)
    filters = InboxForm(QueryDict(found.query), workspace, found.feed_for).filters(now)
    inbox = request.build_absolute_uri(reverse("watches:mentions", args=[workspace.slug]))
    with translation.override(workspace.language):
        written = as_atom(
            workspace, filters, title=f"{found.name} · {workspace.name}", link=inbox, address=request.build_absolute_uri(),
            language=workspace.language,
        )  # fmt: skip
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8", headers=HEADERS)


def _query(request: MemberRequest) -> str:
    """The filters that were looked at, less what they cannot mean."""
    return InboxForm(QueryDict(request.POST.get("query", "")[:1000]), request.workspace, request.membership).query()


def _opened(request: MemberRequest, found: SavedView) -> HttpResponse:
    return redirect(reverse("watches:mentions", args=[request.workspace.slug]) + f"?{found.query}")


def view_of(request: MemberRequest, view_id: int, *, removed: bool = False) -> SavedView:
    """A view that this member sees: their own, or the team's. removed: also one that was taken away."""
    seen = SavedView.objects.filter(Q(member=request.membership) | Q(member=None), workspace=request.workspace)
    return get_object_or_404(seen if removed else seen.filter(removed_at=None), pk=view_id)
