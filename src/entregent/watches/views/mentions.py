"""The inbox: the list, and beside it the mention that is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.accounts.selectors import members_of, moderators_on
from entregent.core.matching import Span
from entregent.watches.actions import hands_on_at, people_like, speaker_of, views_for
from entregent.watches.inbox import COUNTED, Box, Filters, counts_of, page_of, read_place
from entregent.watches.inbox_form import InboxForm
from entregent.watches.models import Mention, SavedView, State, Watch
from entregent.watches.moments import LATER
from entregent.watches.selectors import with_catches
from entregent.watches.wording import ACTS, SORT_KEYS, SORTS

BOXES: dict[Box, Promise] = {
    Box.TO_DO: _("To deal with"),
    Box.MINE: _("Mine"),
    Box.FREE: _("Nobody’s yet"),
    Box.LATE: _("Late"),
    Box.ASIDE: _("Put aside"),
    Box.ANSWERED: _("Answered"),
    Box.CLOSED: _("Nothing to say"),
    Box.NOISE: _("Noise"),
    Box.ALL: _("All"),
}
COUNTED_BOXES = (Box.TO_DO, Box.MINE, Box.LATE, Box.ASIDE)


@member_view
def mentions(request: MemberRequest) -> HttpResponse:
    """The list, newest first; the way to undo the last act stands above it once."""
    return render(request, "watches/inbox.html", _listed(request))


@member_view
def mention(request: MemberRequest, mention_id: int) -> HttpResponse:
    """The list with one mention open; on a phone, the mention alone."""
    rows = Mention.objects.filter(workspace=request.workspace).select_related("assignee__user", "answered_by")
    found = get_object_or_404(with_catches(rows), pk=mention_id)
    return render(request, "watches/inbox.html", _listed(request) | _read(request, found))


def _listed(request: MemberRequest) -> dict[str, Any]:
    form, now = InboxForm(request.GET, request.workspace, request.membership), timezone.now()
    filters = form.filters(now)
    below = read_place(request.GET.get("below", ""))
    page = page_of(request.workspace, filters, below=below)
    here = form.query(**({"below": str(below)} if below else {}))
    return {
        "form": form,
        "page": page,
        "box": form.box,
        "box_name": BOXES[form.box],
        "boxes": _boxes(request, form, now),
        "query": here,
        "further": form.query(below=str(page.further)) if page.further else "",
        "views": views_for(request.membership),
        "removed_view": _removed_view(request),
        "undo": request.session.pop("undo_mention", None),
        "has_watches": Watch.objects.filter(
            workspace=request.workspace, removed_at=None
        ).exists,  # asked on an empty page alone
        "now": now,
    }


def _removed_view(request: MemberRequest) -> SavedView | None:
    gone = request.session.pop("removed_view", None)
    views = SavedView.objects.filter(workspace=request.workspace, pk=gone).exclude(removed_at=None)
    return views.first() if gone else None


def _boxes(request: MemberRequest, form: InboxForm, now: datetime) -> list[dict[str, Any]]:
    counted = [Filters(now=now, box=box, member=request.membership.pk) for box in COUNTED_BOXES]
    counts = dict(zip(COUNTED_BOXES, counts_of(request.workspace, counted), strict=True))
    return [
        {
            "name": name,
            "query": f"box={box}",
            "count": f"{COUNTED - 1}+" if counts.get(box) == COUNTED else str(counts.get(box) or ""),
            "here": form.box == box,
            "is_late": box == Box.LATE,
        }
        for box, name in BOXES.items()
    ]


def _read(request: MemberRequest, found: Mention) -> dict[str, Any]:
    """What stands in the reading pane."""
    post, day = found.post, timezone.localdate()
    start, end = found.suggested_start, found.suggested_end
    return {
        "mention": found,
        "lines": _lines(found),
        "said": post.text[start:end] if start is not None and end is not None else "",
        "sorts": [(sort, label, SORT_KEYS[sort]) for sort, label in SORTS.items()],
        "steps": found.steps.filter(undone_at=None).select_related("by").order_by("pk"),
        "act_names": ACTS,
        "members": members_of(request.workspace),
        "later": LATER.items(),
        "moderators": moderators_on(request.workspace, day),
        "hands_on_at": hands_on_at(found) if found.assignee is None and found.state == State.OPEN else None,
        "is_late": found.is_late(timezone.now()),
        **_speaking(request, found),
    }


def _speaking(request: MemberRequest, found: Mention) -> dict[str, Any]:
    """Who speaks, for whoever may see the people the team knows; sought by name where it is not said."""
    if Permission.CONTACTS not in request.may:
        return {}
    speaker, sought = speaker_of(found), request.GET.get("who", "").replace("\0", "").strip()[:100]
    return {
        "speaker": speaker,
        "sought": sought,
        "alike": [] if speaker else people_like(found, sought),
        "asked": [(name, value) for name, value in request.GET.items() if name != "who"],
    }


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
        cut = [Span("body", max(mark.start - start, 0), min(mark.end, end) - start) for mark in inside]
        lines.append(Line(text, cut))
        start = end + 1
    return lines
