"""Find: one box for pages, watches and the words of posts; also a page of its own."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.selectors import Filters as Known
from entregent.contacts.selectors import contacts
from entregent.core.text import fold
from entregent.listening.selectors import highlights, search_stream
from entregent.watches.selectors import kept_watches
from entregent.web.navigation import surroundings

MOST = 8
LOOKED_AT = 20_000  # characters of a post, for the passage that answers


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
    return [
        (_("Pages"), found[:MOST]),
        (_("People"), _people(request, asked)),
        (_("Watches"), watches[:MOST]),
        (_("Posts"), _posts(request, asked)),
    ]


def _people(request: MemberRequest, asked: str) -> list[dict[str, object]]:
    """People known who answer, for those who may see them."""
    if len(asked) < 2 or Permission.CONTACTS not in request.may:
        return []
    found = contacts(request.workspace, Known(words=asked)).prefetch_related("outlets")[:MOST]
    return [
        {
            "label": contact.name,
            "url": reverse("contacts:contact", args=[request.workspace.slug, contact.pk]),
            "note": ", ".join(str(outlet) for outlet in contact.outlets.all()),
            "icon": "user",
        }
        for contact in found
    ]


def _posts(request: MemberRequest, asked: str) -> list[dict[str, object]]:
    """The latest posts that answer, the last word being still typed; then the way to all of them."""
    if len(asked) < 2:
        return []
    typed = asked + "*" if asked[-1].isalnum() else asked
    found = search_stream(request.workspace, typed, limit=MOST)
    slug, words = request.workspace.slug, urlencode({"q": typed})
    results: list[dict[str, object]] = []
    for post in found.posts:
        text, title = post.text[:LOOKED_AT], post.heading()
        title_marks = highlights(title, found.question, language=post.language)
        results.append(
            {
                "label": title,
                "marks": title_marks,
                "text": "" if title_marks else text,
                "text_marks": [] if title_marks else highlights(text, found.question, language=post.language),
                "language": post.language,
                "note": str(post.source),
                "url": f"{reverse('listening:post', args=[slug, post.pk])}?{words}",
                "icon": "article",
            }
        )
    if results:
        everything = f"{reverse('listening:posts', args=[slug])}?{words}"
        results.append({"label": _("All posts that answer"), "url": everything, "icon": "search"})
    return results
