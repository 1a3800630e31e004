"""Listening to a source: paste an address, see what stands there, then follow it."""

import threading

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.connectors.contract import SourceError, Trouble
from entregent.listening.actions import InvalidAddressError, follow, read_sources, unfollow
from entregent.listening.actions.follow import canonical
from entregent.listening.forms import FollowForm
from entregent.listening.look import FEED, PATIENCE, WEBSITE, Found, look
from entregent.listening.models import Source
from entregent.listening.selectors import followed_sources
from entregent.listening.wording import trouble_sentence

NEVER = {Trouble.PRIVATE_ADDRESS, Trouble.BAD_ADDRESS}  # a source that could never be read is not kept


@member_view(Permission.LISTEN)
def follow_source(request: MemberRequest) -> HttpResponse:
    """Look at what stands at ?address=; follow what is posted, and read it at once, so that one sees whether it works."""
    if request.method == "POST":
        return _follow(request)
    form, found = FollowForm(request.GET if "address" in request.GET else None), None
    if form.is_bound and form.is_valid():
        found = _looked_at(form)
    return _page(request, form, found)


def _page(request: MemberRequest, form: FollowForm, found: Found | None = None) -> HttpResponse:
    address = found.preview.address if found and found.preview else ""
    shown = {
        "form": form,
        "found": found,
        "patience": int(PATIENCE),
        "language_name": _language(found),
        "known": followed_sources(request.workspace).filter(address=address).exists(),
    }
    return render(request, "listening/follow.html", shown, status=422 if form.errors else 200)


def _looked_at(form: FollowForm) -> Found | None:
    """What was found; None, with the reason on the form, when it cannot be looked at."""
    try:
        address = canonical(form.cleaned_data["address"])
        return look(address, user_agent=settings.USER_AGENT, allowed=settings.ALLOWED_ADDRESSES)
    except InvalidAddressError:
        form.add_error("address", trouble_sentence(Trouble.BAD_ADDRESS))
    except SourceError as error:
        form.add_error("address", trouble_sentence(error.trouble))
    return None


def _language(found: Found | None) -> str:
    """The language of the preview, in the reader's; its code when we have no name for it, "" when it is not known."""
    code = found.preview.language if found and found.preview else ""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _follow(request: MemberRequest) -> HttpResponse:
    form = FollowForm(request.POST)
    if form.is_valid():
        kind = WEBSITE if request.POST.get("kind") == WEBSITE else FEED
        try:
            source, created = follow(
                request.workspace, address=form.cleaned_data["address"], by=request.user, kind=kind
            )
        except InvalidAddressError:
            form.add_error("address", trouble_sentence(Trouble.BAD_ADDRESS))
        else:
            _say_what_was_found(request, source, created=created)
            return redirect("listening:sources", request.workspace.slug)
    return _page(request, form)


def _say_what_was_found(request: MemberRequest, source: Source, *, created: bool) -> None:
    if not created:
        messages.info(request, _("You already listen to %(source)s.") % {"source": source})
        return
    stop = threading.Event()
    bell = threading.Timer(PATIENCE, stop.set)
    bell.start()
    try:
        reading = read_sources([source], user_agent=settings.USER_AGENT, allowed=settings.ALLOWED_ADDRESSES, stop=stop)
        read = next(iter(reading), None)
    finally:
        bell.cancel()
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
