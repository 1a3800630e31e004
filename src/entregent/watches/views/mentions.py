"""What was heard: the stream of mentions, and one mention with its whole post."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from entregent.accounts.permissions import MemberRequest, member_view
from entregent.core.matching import Span
from entregent.watches.models import Mention
from entregent.watches.selectors import kept_watches, mentions_heard

PER_PAGE = 25


@member_view
def mentions(request: MemberRequest) -> HttpResponse:
    """Mentions, newest first, of all watches or of one."""
    watches = kept_watches(request.workspace)
    asked = request.GET.get("watch", "")
    chosen = get_object_or_404(watches, pk=asked) if asked.isdecimal() else None
    heard = mentions_heard(request.workspace)
    heard = heard.filter(catches__watch=chosen) if chosen else heard
    page = Paginator(heard, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "watches/mentions.html", {"page": page, "watches": watches, "chosen": chosen})


@member_view
def mention(request: MemberRequest, mention_id: int) -> HttpResponse:
    """One mention: the whole post, with what the watch caught."""
    found = get_object_or_404(mentions_heard(request.workspace), pk=mention_id)
    return render(request, "watches/mention.html", {"mention": found, "lines": _lines(found)})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a post, with what was caught in it."""

    text: str
    spans: list[Span]


def _lines(mention: Mention) -> list[Line]:
    """Cut the text at its line ends, and the spans with it (a phrase may run over a line end)."""
    lines, start = [], 0
    for text in mention.post.text.split("\n"):
        end = start + len(text)
        inside = [mark for mark in mention.body_marks if mark.start < end and mark.end > start]
        lines.append(
            Line(
                text,
                [Span("body", max(mark.start - start, 0), min(mark.end, end) - start) for mark in inside],
            )
        )
        start = end + 1
    return lines
