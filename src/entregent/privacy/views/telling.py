"""Those who were not told yet that they are in the file; those past their time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.letters import can_send
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.models import Contact
from entregent.privacy.actions import keeping, notices
from entregent.privacy.errors import (
    AskingError,
    CannotTellError,
    IncompleteError,
    LetterBlockedError,
    NeedsWordsError,
)
from entregent.privacy.forms import SureForm, ToldForm
from entregent.privacy.models import Notice
from entregent.privacy.selectors import controller_of, last_signs, past_keeping, untold_contacts, with_what_is_due
from entregent.privacy.wording import NEEDS_WORDS, why_not

PER_PAGE = 50


@member_view(Permission.CONTACTS)
def untold(request: MemberRequest) -> HttpResponse:
    page = Paginator(untold_contacts(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": with_what_is_due(list(page.object_list), request.workspace),
        "today": timezone.localdate(),
        "controller": controller_of(request.workspace),
        "can_tell": can_send(),
        "form": ToldForm(),
        "last_told": _of_session(request),
    }
    return render(request, "privacy/untold.html", shown)


def _of_session(request: MemberRequest) -> list[int]:
    numbers = request.session.pop("told_by_hand", [])
    told = Notice.objects.filter(pk__in=numbers, contact__workspace=request.workspace)
    return list(told.values_list("pk", flat=True))


def _numbers(request: MemberRequest, name: str = "contact") -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdigit() and len(one) < 19]


def _chosen(request: MemberRequest) -> Sequence[Contact]:
    return list(untold_contacts(request.workspace).filter(pk__in=_numbers(request)[:PER_PAGE]))


@require_POST
@member_view(Permission.CONTACTS)
def tell(request: MemberRequest) -> HttpResponse:
    """Write to the chosen, or note how they were told, or take that back."""
    deed, slug = request.POST.get("deed", ""), request.workspace.slug
    if deed == "write":
        _write(request, _chosen(request))
    elif deed == "note":
        _note(request, _chosen(request))
    elif deed == "back":
        numbers = _numbers(request, "notice")[:PER_PAGE]
        for notice in Notice.objects.filter(contact__workspace=request.workspace, pk__in=numbers):
            notices.take_notice_back(notice, by=request.user)
    return redirect("privacy:untold", slug)


def _write(request: MemberRequest, chosen: Sequence[Contact]) -> None:
    told, cannot = 0, 0
    for contact in chosen:
        try:
            notices.tell(contact, by=request.user, now=timezone.now(), pages=settings.PAGES_ADDRESS)
        except (AskingError, IncompleteError, LetterBlockedError) as error:
            messages.warning(request, why_not(error))  # what blocks one letter blocks the others
            break
        except CannotTellError:
            cannot += 1
        else:
            told += 1
    if told:
        said = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", told)
        messages.success(request, said % {"n": told})
    if cannot:
        said = ngettext(
            "%(n)d person cannot be written to from here.", "%(n)d people cannot be written to from here.", cannot
        )
        messages.warning(request, said % {"n": cannot})
    if not chosen:
        messages.warning(request, _("Choose somebody first."))


def _note(request: MemberRequest, chosen: Sequence[Contact]) -> None:
    form = ToldForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(NEEDS_WORDS))
        return
    made = [notices.note_told(one, by=request.user, now=timezone.now(), **form.cleaned_data) for one in chosen]
    request.session["told_by_hand"] = [one.pk for one in made]


@member_view(Permission.CONTACTS)
def past(request: MemberRequest) -> HttpResponse:
    found = past_keeping(request.workspace, timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    signs = last_signs(list(page.object_list))
    lines = [(one, signs.get(one.pk)) for one in page.object_list]
    shown = {"page": page, "lines": lines, "controller": controller_of(request.workspace)}
    return render(request, "privacy/past.html", shown)


@require_POST
@member_view(Permission.PRIVACY)
def settle_past(request: MemberRequest) -> HttpResponse:
    """Keep the chosen on with a reason, or erase them once somebody said that they are sure."""
    now, today = timezone.now(), timezone.localdate()
    chosen = past_keeping(request.workspace, today).filter(pk__in=_numbers(request)[:PER_PAGE])
    if not chosen:
        messages.warning(request, _("Choose somebody first."))
    elif request.POST.get("deed") == "erase":
        form = SureForm(request.POST if "asked" in request.POST else None)
        if not form.is_valid():
            shown = {"chosen": chosen, "form": form}
            return render(request, "privacy/past_erase.html", shown, status=422 if form.errors else 200)
        numbers = [one.pk for one in chosen]
        count = keeping.erase_past(request.workspace, numbers, by=request.user, now=now, today=today)
        said = ngettext("%(n)d person was erased.", "%(n)d people were erased.", count)
        messages.success(request, said % {"n": count})
    else:
        _keep_on(request, chosen, now, today)
    return redirect("privacy:past", request.workspace.slug)


def _keep_on(request: MemberRequest, chosen: Iterable[Contact], now: datetime, today: date) -> None:
    try:
        for contact in chosen:
            keeping.keep_on(contact, request.POST.get("reason", ""), by=request.user, now=now, today=today)
    except NeedsWordsError:
        messages.warning(request, str(NEEDS_WORDS))
