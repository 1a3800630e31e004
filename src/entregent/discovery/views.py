"""Voices on screen: the list for a theme, and one voice with its timeline."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from entregent.accounts.permissions import MemberRequest, member_view
from entregent.discovery.selectors import voices_of
from entregent.listening.selectors import heard_posts
from entregent.watches.selectors import busiest_watch, catches_heard, kept_watches

PER_PAGE = 20


@member_view
def voices(request: MemberRequest) -> HttpResponse:
    """Who speaks of a theme; the busiest watch, unless one is chosen."""
    watches = kept_watches(request.workspace)
    asked = request.GET.get("watch", "")
    chosen = get_object_or_404(watches, pk=asked) if asked.isdecimal() else busiest_watch(request.workspace)
    page = Paginator(voices_of(chosen) if chosen else [], PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "discovery/voices.html", {"watches": watches, "chosen": chosen, "page": page})


@member_view
def voice(request: MemberRequest, watch_id: int, source_id: int) -> HttpResponse:
    """One voice: why it is here, and all it published, on the theme or not."""
    watch = get_object_or_404(kept_watches(request.workspace), pk=watch_id)
    author, ranked = request.GET.get("author", ""), voices_of(watch)
    rank = ranked.rank(source_id, author)
    if rank is None:
        raise Http404
    found = ranked[rank - 1]
    posts = heard_posts(request.workspace).filter(source=source_id)
    posts = posts.filter(author=author) if author else posts
    caught = {m.post_id: m for m in catches_heard(watch).filter(post__source=source_id)}
    page = Paginator(posts, 40).get_page(request.GET.get("page"))
    timeline = [(post, caught.get(post.pk)) for post in page]
    shown = {
        "watch": watch,
        "voice": found,
        "rank": rank,
        "ranked": len(ranked),
        "page": page,
        "timeline": timeline,
    }
    return render(request, "discovery/voice.html", shown)
