"""Posts: everything heard, caught by a watch or not."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from entregent.accounts.permissions import MemberRequest, member_view
from entregent.listening.selectors import heard_posts, known_sources

PER_PAGE = 40


@member_view
def posts(request: MemberRequest) -> HttpResponse:
    """Posts, newest first, of all sources or of one."""
    heard, chosen = heard_posts(request.workspace), None
    if request.GET.get("source", "").isdecimal():
        chosen = get_object_or_404(known_sources(request.workspace), pk=request.GET["source"])
        heard = heard.filter(source=chosen)
    page = Paginator(heard, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "listening/posts.html", {"page": page, "chosen": chosen})


@member_view
def post(request: MemberRequest, post_id: int) -> HttpResponse:
    found = get_object_or_404(heard_posts(request.workspace), pk=post_id)
    return render(request, "listening/post.html", {"post": found})
