"""Find: one box for pages, watches and posts; also a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, member_view
from entregent.core.text import fold
from entregent.listening.selectors import heard_posts
from entregent.watches.selectors import kept_watches
from entregent.web.navigation import surroundings

MOST = 8


@member_view
def find(request: MemberRequest) -> HttpResponse:
    """Results for what is typed; a fragment for the palette, a page without JavaScript."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    groups = [(title, found) for title, found in _groups(request, asked) if found]
    template = "ui/_palette_results.html" if request.headers.get("HX-Request") else "web/find.html"
    return render(request, template, {"asked": asked, "groups": groups})


def _groups(request: MemberRequest, asked: str) -> list[tuple[str, list[dict[str, object]]]]:
    slug, words = request.workspace.slug, fold(asked)
    places = [entry for top in surroundings(request)["navigation"] for entry in (top, *top.children[1:])]
    found = [{"label": p.label, "url": p.url, "icon": p.icon} for p in places if words in fold(str(p.label))]
    watches = [
        {
            "label": watch.name,
            "url": reverse("watches:mentions", args=[slug]) + f"?watch={watch.pk}",
            "icon": "eye",
        }
        for watch in kept_watches(request.workspace)
        if words in fold(watch.name)
    ]
    posts = heard_posts(request.workspace).filter(folded_title__contains=words)[:MOST] if len(asked) > 1 else []
    read = [
        {
            "label": post.heading(),
            "note": str(post.source),
            "url": reverse("listening:post", args=[slug, post.pk]),
            "icon": "article",
        }
        for post in posts
    ]
    return [(_("Pages"), found[:MOST]), (_("Watches"), watches[:MOST]), (_("Posts"), read)]
