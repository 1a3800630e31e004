"""Sources: the list with its health, following one, leaving one."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.connectors.contract import Trouble
from entregent.listening.actions import InvalidAddressError, follow, read_sources, unfollow
from entregent.listening.forms import FollowForm
from entregent.listening.models import Source
from entregent.listening.selectors import followed_sources, known_sources
from entregent.listening.wording import trouble_sentence

PER_PAGE = 100
NEVER = {Trouble.PRIVATE_ADDRESS, Trouble.BAD_ADDRESS}  # a source that could never be read is not kept


@member_view
def sources(request: MemberRequest) -> HttpResponse:
    page = Paginator(followed_sources(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    left = known_sources(request.workspace).filter(pk=request.session.pop("left_source", None)).first()
    return render(request, "listening/sources.html", {"page": page, "left_source": left})


@member_view(Permission.LISTEN)
def follow_source(request: MemberRequest) -> HttpResponse:
    """Follow a source and read it at once, so that one sees whether it works."""
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            source, created = follow(request.workspace, address=form.cleaned_data["address"], by=request.user)
        except InvalidAddressError:
            form.add_error("address", trouble_sentence("bad address"))
        else:
            _say_what_was_found(request, source, created=created)
            return redirect("listening:sources", request.workspace.slug)
    return render(request, "listening/follow.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@member_view(Permission.LISTEN)
def leave_source(request: MemberRequest, source_id: int) -> HttpResponse:
    """Stop following; the list says once how to take it up again."""
    source = get_object_or_404(followed_sources(request.workspace), pk=source_id)
    unfollow(request.workspace, source=source, by=request.user, now=timezone.now())
    request.session["left_source"] = source.pk
    return redirect("listening:sources", request.workspace.slug)


def _say_what_was_found(request: MemberRequest, source: Source, *, created: bool) -> None:
    if not created:
        messages.info(request, _("You already listen to %(source)s.") % {"source": source})
        return
    read = next(iter(read_sources([source], user_agent=settings.USER_AGENT, allowed=settings.ALLOWED_ADDRESSES)), None)
    if read is None:
        messages.info(request, _("%(source)s is being read.") % {"source": source})
    elif read.error is not None and read.error.trouble in NEVER:
        unfollow(request.workspace, source=source, by=request.user, now=timezone.now())
        messages.error(request, trouble_sentence(read.error.trouble))
    elif read.error is not None:
        why = trouble_sentence(read.error.trouble)
        messages.warning(
            request, _("%(source)s is kept, but could not be read. %(why)s") % {"source": source, "why": why}
        )
    else:
        found = read.reading.new_posts
        said = ngettext("%(source)s: %(count)d post found.", "%(source)s: %(count)d posts found.", found)
        messages.success(request, said % {"source": source, "count": found})
