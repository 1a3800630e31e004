"""Listening to a source: paste an address, see what stands there, then follow it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.connectors.contract import SourceError, Trouble
from entregent.listening.actions import InvalidAddressError
from entregent.listening.actions.follow import canonical
from entregent.listening.bookmarklet import bookmarklet
from entregent.listening.first_reading import follow_and_read
from entregent.listening.forms import FollowForm
from entregent.listening.look import FEED, PATIENCE, WEBSITE, Found, look
from entregent.listening.models import Reading, Source
from entregent.listening.selectors import followed_sources
from entregent.listening.wording import trouble_sentence


@member_view(Permission.LISTEN)
def follow_source(request: MemberRequest) -> HttpResponse:
    """Look at what stands at ?address=; follow what is posted, read at once, so that one sees whether it works."""
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
        "known": followed_sources(request.workspace).filter(address=address).first() if address else None,
        "followed": _followed(request, found),
        "bookmarklet": bookmarklet(
            request.build_absolute_uri(reverse("listening:follow", args=[request.workspace.slug]))
        ),
    }
    in_place = request.headers.get("HX-Request") == "true"  # htmx shows no page that is an error
    return render(request, "listening/follow.html", shown, status=422 if form.errors and not in_place else 200)


def _followed(request: MemberRequest, found: Found | None) -> dict[str, int]:
    """Of the feeds to choose from, those that are listened to already: their number by their address."""
    addresses = [feed.address for feed in found.feeds] if found else []
    return dict(followed_sources(request.workspace).filter(address__in=addresses).values_list("address", "pk"))


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
            source, created, reading = follow_and_read(
                request.workspace,
                address=form.cleaned_data["address"],
                kind=kind,
                by=request.user,
                user_agent=settings.USER_AGENT,
                allowed=settings.ALLOWED_ADDRESSES,
                patience=PATIENCE,
            )
        except InvalidAddressError:
            form.add_error("address", trouble_sentence(Trouble.BAD_ADDRESS))
        except SourceError as error:
            form.add_error("address", trouble_sentence(error.trouble))
        else:
            _say_what_was_found(request, source, reading, created=created)
            return redirect("listening:source", request.workspace.slug, source.pk)
    return _page(request, form)


def _say_what_was_found(request: MemberRequest, source: Source, reading: Reading | None, *, created: bool) -> None:
    if not created:
        messages.info(request, _("You already listen to %(source)s.") % {"source": source})
    elif reading is None and source.last_success_at:
        messages.success(request, _("You listen to %(source)s.") % {"source": source})
    elif reading is None:
        messages.info(request, _("%(source)s is being read.") % {"source": source})
    elif reading.outcome == Reading.Outcome.FAILED:
        why = trouble_sentence(reading.trouble)
        messages.warning(
            request, _("%(source)s is kept, but could not be read. %(why)s") % {"source": source, "why": why}
        )
    else:
        found = reading.new_posts
        said = ngettext("%(source)s: %(count)d post found.", "%(source)s: %(count)d posts found.", found)
        messages.success(request, said % {"source": source, "count": found})
