"""Sources: the list with its health; what is done to several at once, and how it is undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.listening.actions import ask_reading, leave_sources, take_back
from entregent.listening.models import Source
from entregent.listening.selectors import followed_sources
from entregent.listening.source_form import STATE_NAMES, SourceForm
from entregent.listening.source_list import census, followed_count, listed_sources, rows_of

PER_PAGE = 50
WATCHED = 50  # sources asked to be read, of which the page says by itself what came of it
LEFT, ASKED = "left_sources", "asked_sources"  # in the session


class CountedPaginator(Paginator[int]):
    """Pages of a list whose length is known already."""

    def __init__(self, found: QuerySet[Source, int], known: int | None) -> None:
        super().__init__(found, PER_PAGE)
        if known is not None:
            self.__dict__["count"] = known


@member_view
def sources(request: MemberRequest) -> HttpResponse:
    total = followed_count(request.workspace)
    counted = census(request.workspace, total)
    form = SourceForm(request.GET, counted)
    found = listed_sources(request.workspace, form.filters).values_list("pk", flat=True)
    page = CountedPaginator(found, None if form.is_filtered else total).get_page(request.GET.get("page"))
    rows, asked, now = rows_of(list(page), request.workspace), request.session.get(ASKED, []), timezone.now()
    for row in rows:
        row.is_asked = row.pk in asked and row.next_read_at <= now  # type: ignore[attr-defined]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "chips": form.chips(),
        "total": total,
        "states": [(code, name, counted.by_state[code]) for code, name in STATE_NAMES.items()],
        "left": request.session.pop(LEFT, None),
    }
    return render(request, "listening/sources.html", context)


@require_POST
@member_view(Permission.LISTEN)
def act(request: MemberRequest) -> HttpResponse:
    """Stop listening to the sources that were ticked, or to all that answer; or have them read now."""
    form = SourceForm(request.GET, census(request.workspace, followed_count(request.workspace)))
    chosen = _chosen(request, form)
    if not chosen.exists():
        messages.info(request, _("Tick the sources first."))
    elif request.POST.get("act") == "leave":
        _leave(request, chosen)
    else:
        _read(request, chosen)
    if request.POST.get("act") == "read" and request.POST.get("back", "").isdecimal():
        return redirect("listening:source", request.workspace.slug, int(request.POST["back"][:18]))
    kept = {"page": request.GET["page"]} if request.GET.get("page") else {}
    return redirect(f"{reverse('listening:sources', args=[request.workspace.slug])}?{form.query(**kept)}")


def _chosen(request: MemberRequest, form: SourceForm) -> QuerySet[Source]:
    if "only" in request.POST:
        given = [request.POST["only"]]
    elif "whole" in request.POST:
        return listed_sources(request.workspace, form.filters)
    else:
        given = request.POST.getlist("source")
    numbers = [int(one) for one in given[:1000] if one.isascii() and one.isdecimal() and len(one) < 19]
    return followed_sources(request.workspace).filter(pk__in=numbers)


def _leave(request: MemberRequest, chosen: QuerySet[Source]) -> None:
    now, first = timezone.now(), chosen.first()
    left = leave_sources(request.workspace, sources=chosen, by=request.user, now=now)
    request.session[LEFT] = {"at": now.isoformat(), "count": left, "name": str(first)}


def _read(request: MemberRequest, chosen: QuerySet[Source]) -> None:
    asked = ask_reading(request.workspace, sources=chosen, by=request.user, now=timezone.now())
    request.session[ASKED] = asked.sources[:WATCHED]
    count = len(asked.sources)
    if count:
        said = ngettext("%(count)d source is read next.", "%(count)d sources are read next.", count)
        messages.success(request, said % {"count": count})
    if asked.spared:
        said = ngettext(
            "%(count)d source was tried a moment ago, or is one too many at once: it keeps its time.",
            "%(count)d sources were tried a moment ago, or are too many at once: they keep their time.",
            asked.spared,
        )
        messages.info(request, said % {"count": asked.spared})


@require_POST
@member_view(Permission.LISTEN)
def leave_source(request: MemberRequest, source_id: int) -> HttpResponse:
    """Stop listening to one; the list says once how to take it up again."""
    source = get_object_or_404(followed_sources(request.workspace), pk=source_id)
    _leave(request, followed_sources(request.workspace).filter(pk=source.pk))
    return redirect("listening:sources", request.workspace.slug)


@require_POST
@member_view(Permission.LISTEN)
def undo(request: MemberRequest) -> HttpResponse:
    """Listen again to what was left at the moment that the form names."""
    left_at = parse_datetime(request.POST.get("left_at", ""))
    if left_at is not None and timezone.is_aware(left_at):
        count = take_back(request.workspace, left_at=left_at, by=request.user)
        said = ngettext("%(count)d source is listened to again.", "%(count)d sources are listened to again.", count)
        messages.success(request, said % {"count": count})
    return redirect("listening:sources", request.workspace.slug)
