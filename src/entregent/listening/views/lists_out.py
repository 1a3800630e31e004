"""The list of sources is put out: as a file, or at a secret address that other readers follow."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from entregent.accounts.models import Workspace
from entregent.accounts.open_addresses import opened
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.listening.actions import close_live_list, open_live_list
from entregent.listening.lists.live import live_list_at, live_list_of, note_asked, secret_of
from entregent.listening.lists.out import as_csv, as_opml
from entregent.listening.lists.reading import listed_sources
from entregent.ui.exports import in_language

FORMS = {"opml": (as_opml, "text/x-opml; charset=utf-8"), "csv": (as_csv, "text/csv; charset=utf-8")}


@member_view
def export(request: MemberRequest) -> HttpResponseBase:
    """The ways to take the list away; with `as`, the list as a file."""
    form = request.GET.get("as", "")
    if form in FORMS:
        return _file(request.workspace, form, f"{request.workspace.slug}-sources.{form}")
    live = live_list_of(request.workspace) if Permission.LISTEN in request.may else None
    shown = {
        "count": listed_sources(request.workspace).count(),
        "live": live,
        "address": request.build_absolute_uri(reverse("live:list", args=[secret_of(live)])) if live else "",
    }
    return render(request, "listening/export.html", shown)


@require_POST
@member_view(Permission.LISTEN)
def open_live(request: MemberRequest) -> HttpResponse:
    """Give the list an address, or another one."""
    open_live_list(request.workspace, by=request.user, now=timezone.now())
    return redirect("listening:export", request.workspace.slug)


@require_POST
@member_view(Permission.LISTEN)
def close_live(request: MemberRequest) -> HttpResponse:
    close_live_list(request.workspace, by=request.user)
    return redirect("listening:export", request.workspace.slug)


@require_safe
def live(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The list, for whoever has the secret. Readers ask for it by themselves: what is refused is said in a line."""
    found = opened(request, secret, live_list_at)
    if isinstance(found, HttpResponse):
        return found
    note_asked(found, now=timezone.now())
    return _file(found.workspace, "opml", "")


def _file(workspace: Workspace, form: str, name: str) -> StreamingHttpResponse:
    lines, content_type = FORMS[form]
    answer = StreamingHttpResponse(in_language(lines(workspace), get_language()), content_type=content_type)
    if name:
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
