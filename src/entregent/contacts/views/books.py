"""The devices that read the people known: added, with a password shown once; closed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions.books import close_book, open_book
from entregent.contacts.book_models import AddressBook
from entregent.contacts.forms import DeviceForm


@member_view(Permission.EXPORT)
def books(request: MemberRequest) -> HttpResponse:
    """One's own devices, and those of others for whoever looks after the team; posted, one more."""
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        book, secret = open_book(request.membership, **form.cleaned_data, now=timezone.now())
        request.session["device_password"] = (book.pk, secret)
        return redirect("contacts:books", request.workspace.slug)
    number, secret = request.session.pop("device_password", None) or (0, "")
    open_ones = AddressBook.objects.filter(member__workspace=request.workspace, closed_at=None).select_related(
        "member__user"
    )
    mine = [book for book in open_ones if book.member_id == request.membership.pk]
    others = [book for book in open_ones if book not in mine] if Permission.PEOPLE in request.may else []
    shown = {
        "form": form,
        "mine": mine,
        "others": others,
        "just_opened": next((book for book in mine if book.pk == number), None),
        "secret": secret,
        "address": request.build_absolute_uri(reverse("carddav:root")),
        "host": request.get_host(),
        "is_safe": request.is_secure(),
    }
    return render(request, "contacts/books.html", shown, status=422 if form.errors else 200)


@require_POST
@member_view(Permission.EXPORT)
def close(request: MemberRequest, book_id: int) -> HttpResponse:
    """The device reads nothing more; neither does that of somebody who may no longer take people away, closed or not."""
    book = get_object_or_404(AddressBook, pk=book_id, member__workspace=request.workspace)
    close_book(book, by=request.membership, now=timezone.now())
    return redirect("contacts:books", request.workspace.slug)
