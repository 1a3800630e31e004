"""Promises and cadence, from somebody's file or from Today."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.wording import tell_in
from entregent.relations.actions import keep_promise, make_promise, release_promise, reopen_promise, set_cadence
from entregent.relations.forms import CadenceForm, PromiseForm
from entregent.relations.views.exchanges import known, onward, refused


@require_POST
@member_view(Permission.CONTACTS)
def make(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact, form = known(request, contact_id), PromiseForm(request.POST)
    if not form.is_valid():
        return refused(request, contact, form)
    try:
        make_promise(contact, made_on=timezone.localdate(), by=request.user, **form.cleaned_data)
    except DossierError as error:
        tell_in(form, error)
        return refused(request, contact, form)
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def close(request: MemberRequest, contact_id: int, promise_id: int) -> HttpResponse:
    """Kept, no longer needed, or open again, as the button that was pressed says."""
    contact = known(request, contact_id)
    promise, today = get_object_or_404(contact.promises, pk=promise_id), timezone.localdate()
    match request.POST.get("deed"):
        case "released":
            release_promise(promise, on=today, by=request.user)
        case "open":
            reopen_promise(promise, by=request.user)
        case _:
            keep_promise(promise, on=today, by=request.user, sorry=request.POST.get("sorry", ""))
    return onward(request, contact)


@require_POST
@member_view(Permission.CONTACTS)
def cadence(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact, form = known(request, contact_id), CadenceForm(request.POST)
    if not form.is_valid():
        return refused(request, contact, form)
    set_cadence(contact, form.cadence(), by=request.user, now=timezone.now())
    return redirect("contacts:contact", request.workspace.slug, contact.pk)
