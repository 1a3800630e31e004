"""One source: what it is, how it is, what it publishes, and what the team says of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.listening.actions import UnknownRegionError, UnknownWishError, declare_region, wish_full_text
from entregent.listening.filters import language_name
from entregent.listening.health import health_of, outcome_of, rhythm_of
from entregent.listening.models import Source
from entregent.listening.readings_picture import picture_of
from entregent.listening.regions import NOWHERE, region_name, region_names
from entregent.listening.selectors import following_of, heard_posts, known_sources
from entregent.listening.source_form import WISH_NAMES, kind_name
from entregent.listening.views.sources import ASKED

READINGS, TOLD, POSTS, WEEKS = 30, 5, 6, 26


@member_view
def source(request: MemberRequest, source_id: int) -> HttpResponse:
    found = get_object_or_404(known_sources(request.workspace), pk=source_id)
    now = timezone.now()
    following = following_of(request.workspace, found)
    readings = list(found.readings.order_by("-at", "-pk")[:READINGS])
    posts = heard_posts(request.workspace).filter(source=found).defer("html")
    region = following.region if following and following.region else found.region
    context = {
        "source": found,
        "following": following,
        "is_left": following is None or following.ended_at is not None,
        "health": health_of(found),
        "rhythm": rhythm_of(found.latest_dates, now),
        "kind": kind_name(found.kind),
        "written_in": language_name(found.language) if found.language else "",
        "region": "" if region == NOWHERE else region_name(region),
        "regions": sorted(region_names().items(), key=lambda pair: pair[1].casefold().replace("î", "i")),
        "nowhere": NOWHERE,
        "wishes": WISH_NAMES.items() if found.kind == "feed" else (),
        "picture": picture_of(readings[::-1]),
        "readings": [(reading, outcome_of(reading)) for reading in readings[:TOLD]],
        "posts": posts[:POSTS],
        "weeks": _weeks(request, found, now.toordinal() // 7),
        "is_asked": found.pk in request.session.get(ASKED, []) and found.next_read_at <= now,
    }
    return render(request, "listening/source.html", context)


def _weeks(request: MemberRequest, found: Source, this_week: int) -> list[int]:
    """Posts heard in each of the last weeks, oldest first."""
    first = this_week - WEEKS + 1
    weeks = heard_posts(request.workspace).filter(source=found, is_dated=True, week__gte=first).order_by()
    counts = [0] * WEEKS
    for week in weeks.values_list("week", flat=True)[:10_000]:
        counts[min(week - first, WEEKS - 1)] += 1
    return counts


@member_view
def health(request: MemberRequest, source_id: int) -> HttpResponse:
    """The cell of one source in the list, which asks again until the reading is over."""
    found = get_object_or_404(known_sources(request.workspace), pk=source_id)
    is_waiting = found.next_read_at <= timezone.now()
    last = None if is_waiting else found.readings.order_by("-at", "-pk").first()
    context = {"source": found, "is_asked": is_waiting, "outcome": outcome_of(last) if last else ""}
    return render(request, "listening/_health.html", context)


@require_POST
@member_view(Permission.LISTEN)
def region(request: MemberRequest, source_id: int) -> HttpResponse:
    """Note from which region it speaks, as the team knows."""
    found = get_object_or_404(known_sources(request.workspace), pk=source_id)
    code, now = request.POST.get("region", ""), timezone.now()
    try:
        declare_region(request.workspace, source=found, region=code, by=request.user, now=now)
    except UnknownRegionError:
        messages.error(request, _("Choose a region of the list."))
    else:
        messages.success(request, _("The region of %(source)s is noted.") % {"source": found})
    return redirect("listening:source", request.workspace.slug, found.pk)


@require_POST
@member_view(Permission.LISTEN)
def full_text(request: MemberRequest, source_id: int) -> HttpResponse:
    """Note whether the pages of its posts are read too."""
    found = get_object_or_404(known_sources(request.workspace), pk=source_id)
    try:
        wish_full_text(request.workspace, source=found, wish=request.POST.get("full_text", ""), by=request.user)
    except UnknownWishError:
        messages.error(request, _("Choose when the whole text is read."))
    else:
        messages.success(request, _("From the next reading on, %(source)s is read this way.") % {"source": found})
    return redirect("listening:source", request.workspace.slug, found.pk)
