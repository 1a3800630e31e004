"""An exchange is noted from somebody's file, taken back, put back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.errors import DossierError
from entregent.contacts.models import Contact
from entregent.contacts.wording import tell_in
from entregent.relations.actions import note_exchange, put_exchange_back, remove_exchange
from entregent.relations.errors import AheadError, TooFarAheadError
from entregent.relations.forms import ExchangeForm
from entregent.relations.wording import AHEAD, TOO_FAR_AHEAD


def known(request: MemberRequest, contact_id: int) -> Contact:
    """A contact of the workspace, or 404."""
    return get_object_or_404(request.workspace.contacts.filter(removed_at=None), pk=contact_id)


def onward(request: MemberRequest, contact: Contact) -> HttpResponse:
    """Where the button that was pressed stood; else the file."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


def refused(request: MemberRequest, contact: Contact, form: object) -> HttpResponse:
    """The form as it was written, with what is wrong."""
    return render(request, "relations/refused.html", {"contact": contact, "form": form}, status=422)


@require_POST
@member_view(Permission.CONTACTS)
def note(request: MemberRequest, contact_id: int) -> HttpResponse:
    contact, form = known(request, contact_id), ExchangeForm(request.POST)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("manner", "side", "summary")}
        try:
            note_exchange(contact, at=form.moment(), by=request.user, now=timezone.now(), **told)
        except TooFarAheadError:
            form.add_error("at", TOO_FAR_AHEAD)
        except AheadError:
            form.add_error("at", AHEAD)
        except DossierError as error:
            tell_in(form, error)
        else:
            return redirect("contacts:contact", request.workspace.slug, contact.pk)
    return refused(request, contact, form)


@require_POST
@member_view(Permission.CONTACTS)
def take_back(request: MemberRequest, contact_id: int, exchange_id: int) -> HttpResponse:
    """It did not take place; the file says once how to put it back."""
    contact = known(request, contact_id)
    exchange = get_object_or_404(contact.exchanges.filter(removed_at=None), pk=exchange_id)
    remove_exchange(exchange, by=request.user, now=timezone.now())
    request.session["removed_exchange"] = exchange.pk
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


@require_POST
@member_view(Permission.CONTACTS)
def put_back(request: MemberRequest, contact_id: int, exchange_id: int) -> HttpResponse:
    contact = known(request, contact_id)
    put_exchange_back(get_object_or_404(contact.exchanges, pk=exchange_id), by=request.user, now=timezone.now())
    return redirect("contacts:contact", request.workspace.slug, contact.pk)
