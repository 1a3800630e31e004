"""The data of one person, as the team sees it: what is kept, the link to their page, requests, being told, being erased."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.models import Contact
from entregent.privacy.actions import notices
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.actions.links import open_link, revoke_links
from entregent.privacy.errors import (
    AlreadyErasedError,
    AskingError,
    CannotTellError,
    IncompleteError,
    LetterBlockedError,
    NeedsWordsError,
    OnItsWayError,
)
from entregent.privacy.forms import AskedForm, SureForm, ToldForm
from entregent.privacy.links import path_of
from entregent.privacy.models import Erasure, Notice, PersonLink
from entregent.privacy.own_page import overview
from entregent.privacy.selectors import with_what_is_due
from entregent.privacy.wording import GONE, NEEDS_WORDS, ON_ITS_WAY, why_not

GIVEN = "own_page_given"  # in the session: whose link is shown next, never what it opens


def _of(request: MemberRequest, contact_id: int) -> Contact:
    contacts = request.workspace.contacts.filter(removed_at=None).select_related("workspace")
    return get_object_or_404(contacts, pk=contact_id)


@member_view(Permission.CONTACTS)
def theirs(request: MemberRequest, contact_id: int) -> HttpResponse:
    return _page(request, _of(request, contact_id))


def _page(request: MemberRequest, contact: Contact, **forms: object) -> HttpResponse:
    now = timezone.now()
    links = contact.person_links.filter(revoked_at=None, expires_at__gt=now).order_by("-made_at")
    shown = {
        "contact": contact,
        "today": timezone.localdate(),
        "notice": Notice.objects.filter(contact=contact).select_related("message", "by").first(),
        "untold": with_what_is_due([contact], request.workspace)[0],
        "links": links,
        "link": _given(request, contact, links),
        "requests": contact.requests.select_related("message").order_by("-received_at")[:50],
        "kept": overview(contact),
        "asked_form": AskedForm(),
        "told_form": ToldForm(),
    }
    return render(request, "privacy/theirs.html", shown | forms, status=422 if forms else 200)


def _given(request: MemberRequest, contact: Contact, links: QuerySet[PersonLink]) -> str:
    """The address that was just asked for, shown once; that of somebody else waits for their page."""
    kept = request.session.get(GIVEN, {})
    if kept.get("contact") != contact.pk:
        return ""
    del request.session[GIVEN]
    link = links.filter(pk=kept["link"]).first()
    return settings.PAGES_ADDRESS.rstrip("/") + path_of(link) if link else ""


@require_POST
@member_view(Permission.CONTACTS)
def note_asked(request: MemberRequest, contact_id: int) -> HttpResponse:
    """A request that came by letter or by word of mouth."""
    contact, form = _of(request, contact_id), AskedForm(request.POST)
    if not form.is_valid():
        return _page(request, contact, asked_form=form)
    try:
        one = ask(contact, by=request.user, now=timezone.now(), **form.cleaned_data)
    except NeedsWordsError:
        form.add_error("words", str(NEEDS_WORDS))
        return _page(request, contact, asked_form=form)
    return redirect("privacy:asked", request.workspace.slug, one.pk)


@require_POST
@member_view(Permission.CONTACTS)
def tell_one(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Write to them that they are in the file, or note how they were told."""
    contact, now = _of(request, contact_id), timezone.now()
    if request.POST.get("deed") == "note":
        form = ToldForm(request.POST)
        if not form.is_valid():
            return _page(request, contact, told_form=form)
        notices.note_told(contact, by=request.user, now=now, **form.cleaned_data)
    elif request.POST.get("deed") == "back":
        for notice in Notice.objects.filter(contact=contact):
            notices.take_notice_back(notice, by=request.user)
    else:
        try:
            notices.tell(contact, by=request.user, now=now, pages=settings.PAGES_ADDRESS)
            messages.success(request, _("The letter is on its way."))
        except (AskingError, CannotTellError, IncompleteError, LetterBlockedError) as error:
            messages.warning(request, why_not(error))
    return redirect("privacy:theirs", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def link(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Give the address of their page, once; or have none open it any more."""
    contact, now = _of(request, contact_id), timezone.now()
    if request.POST.get("deed") == "revoke":
        revoke_links(contact, by=request.user, now=now)
        messages.success(request, _("No link opens their page any more."))
    else:
        given = open_link(contact, by=request.user, now=now)
        request.session[GIVEN] = {"contact": contact.pk, "link": given.pk}
    return redirect("privacy:theirs", request.workspace.slug, contact.pk)


@member_view(Permission.PRIVACY)
def erase(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Say what goes and what stays; erase when it is confirmed."""
    contact, form = _of(request, contact_id), SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(contact, why=Erasure.Why.OURS, by=request.user, now=timezone.now())
        except OnItsWayError:
            messages.warning(request, str(ON_ITS_WAY))
        except AlreadyErasedError:
            messages.warning(request, str(GONE))
            return redirect("contacts:people", request.workspace.slug)
        else:
            messages.success(request, _("All that was kept of them is erased."))
            return redirect("contacts:people", request.workspace.slug)
    shown = {"contact": contact, "form": form}
    return render(request, "privacy/erase.html", shown, status=422 if form.errors else 200)
