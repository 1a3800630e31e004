"""Sources: the list with its health, leaving one."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.listening.actions import unfollow
from entregent.listening.selectors import followed_sources, known_sources

PER_PAGE = 100


@member_view
def sources(request: MemberRequest) -> HttpResponse:
    page = Paginator(followed_sources(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    left = known_sources(request.workspace).filter(pk=request.session.pop("left_source", None)).first()
    return render(request, "listening/sources.html", {"page": page, "left_source": left})


@require_POST
@member_view(Permission.LISTEN)
def leave_source(request: MemberRequest, source_id: int) -> HttpResponse:
    """Stop following; the list says once how to take it up again."""
    source = get_object_or_404(followed_sources(request.workspace), pk=source_id)
    unfollow(request.workspace, source=source, by=request.user, now=timezone.now())
    request.session["left_source"] = source.pk
    return redirect("listening:sources", request.workspace.slug)
