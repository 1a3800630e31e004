"""Posts: everything heard, caught by a watch or not; the stream with its filters, and one post."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import MemberRequest, member_view
from entregent.listening.filters import CLOSEST, NEWEST, Chip, StreamForm, language_name
from entregent.listening.marked_html import marked_html
from entregent.listening.models import Post
from entregent.listening.selectors import Filters, heard_posts, known_sources, read_question, search_stream, stream
from entregent.listening.stream import (
    Line,
    closest_first,
    edits,
    elsewhere,
    lines,
    marks_in,
    older_than,
    place_of,
    read_place,
)

PER_PAGE = 40
MOST_CLOSEST = 200  # the latest that answer, among which the closest are looked for: a second's work at most
MOST_COUNTED = 10_000
MOST_LINKS = 12
LAST_PLACE = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the stream. page: None where posts come by date, whose next page starts below `further`, "" on the last.

    is_all: these are all the posts that answer. count: of the posts heard, on the first page; is_more: they are more than that.
    """

    lines: list[Line]
    page: Page[Post] | None = None
    further: str = ""
    is_all: bool = False
    count: int | None = None
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Loosening:
    """A filter without which something is found: how many posts, forty standing for more."""

    chip: Chip
    count: int
    is_more: bool


@member_view
def posts(request: MemberRequest) -> HttpResponse:
    """The stream: newest first, or the closest to the words first."""
    form = StreamForm(request.GET, request.workspace)
    if "source" in form.errors and request.GET["source"].isascii() and request.GET["source"].isdecimal():
        raise Http404
    sort = CLOSEST if form.words and request.GET.get("sort") == CLOSEST else NEWEST
    shown, now = _shown(request, form, sort), timezone.now()
    chips = form.chips()
    context = {
        "form": form,
        "shown": shown,
        "chips": chips,
        "sort": sort,
        "chosen": form.cleaned_data.get("source"),
        "query": form.query(**({"sort": sort} if sort == CLOSEST else {})),
        "by_date": form.query(),
        "by_closeness": form.query(sort=CLOSEST),
        "further": form.query(below=shown.further) if shown.further else "",
        "is_older": bool(request.GET.get("below")),
        "says_little": bool(form.words) and not {"fr", "en"} <= read_question(form.words).by_language.keys(),
    }
    if not shown.lines:
        context |= {"loosenings": _loosenings(request.workspace, form, chips, now)}
        context |= {"has_sources": known_sources(request.workspace).exists()}
    return render(request, "listening/posts.html", context)


def _shown(request: MemberRequest, form: StreamForm, sort: str) -> Shown:
    workspace, filters = request.workspace, form.filters(timezone.now())
    question = read_question(form.words)
    if not form.words:
        return _newest(request, filters)
    if sort == CLOSEST:
        found = search_stream(workspace, form.words, filters, limit=MOST_CLOSEST)
        page = Paginator(closest_first(found.posts, question), PER_PAGE).get_page(request.GET.get("page"))
        return Shown(lines(workspace, list(page), question), page, is_all=found.further is None)
    below = _place(request.GET.get("below", ""))
    found = search_stream(workspace, form.words, filters, below=below, limit=PER_PAGE)
    is_all = below is None and found.further is None
    return Shown(lines(workspace, found.posts, question), further=str(found.further or ""), is_all=is_all)


def _newest(request: MemberRequest, filters: Filters) -> Shown:
    """Counted up to MOST_COUNTED: to count a million posts takes longer than anybody waits."""
    workspace, below = request.workspace, read_place(request.GET.get("below", ""))
    heard = stream(workspace, filters)
    found = list(older_than(heard, below)[: PER_PAGE + 1])
    shown, further = found[:PER_PAGE], place_of(found[PER_PAGE - 1]) if len(found) > PER_PAGE else ""
    if below:
        count = None
    elif not further:
        count = len(shown)
    else:
        count = heard.order_by()[: MOST_COUNTED + 1].values("pk").count()
    is_more = count is not None and count > MOST_COUNTED
    rows = lines(workspace, shown, read_question(""))
    return Shown(rows, further=further, count=MOST_COUNTED if is_more else count, is_more=is_more)


def _place(given: str) -> int | None:
    return min(int(given[:20]), LAST_PLACE) if given.isascii() and given.isdecimal() else None


def _loosenings(workspace: Workspace, form: StreamForm, chips: list[Chip], now: datetime) -> list[Loosening]:
    """Filters that stand in the way, one at a time; a single one is no choice: without it, all is there."""
    found = []
    for chip in chips:
        less = form.without(chip.name, workspace)
        filters = less.filters(now)
        if less.words:
            answer = search_stream(workspace, less.words, filters, limit=PER_PAGE)
            count, is_more = len(answer.posts), answer.further is not None
        else:
            count = stream(workspace, filters).order_by()[: PER_PAGE + 1].count()
            count, is_more = min(count, PER_PAGE), count > PER_PAGE
        if count:
            found.append(Loosening(chip, count, is_more))
    return found


@member_view
def post(request: MemberRequest, post_id: int) -> HttpResponse:
    """One post: what it says, what it said before, where else it stands; the words asked in the stream are marked."""
    found = get_object_or_404(heard_posts(request.workspace), pk=post_id)
    form = StreamForm(request.GET, request.workspace)
    question = read_question(form.words)
    kept = {name: request.GET[name] for name in ("sort", "page", "below") if request.GET.get(name)}
    context = {
        "post": found,
        "title_marks": marks_in(found.heading(), question, found),
        "html": marked_html(found.html, question, language=found.language),
        "edits": edits(found),
        "elsewhere": elsewhere(found, request.workspace),
        "written_in": language_name(found.language) if found.language else "",
        "back": form.query(**kept),
        "links": [(urlsplit(link).hostname, link) for link in found.links[:MOST_LINKS] if _is_web(link)],
        "enclosures": [one for one in found.enclosures if _is_web(one["address"])],
        "profile": found.author_profile if _is_web(found.author_profile) else "",
    }
    return render(request, "listening/post.html", context)


def _is_web(address: str) -> bool:
    """Can be followed without harm: a javascript: address would run here."""
    try:
        return urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).hostname)
    except ValueError:
        return False
