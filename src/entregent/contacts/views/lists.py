"""A list of people is brought in: given, looked through, confirmed, undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions.imports import (
    choose,
    confirm_import,
    forget_import,
    open_import,
    read_otherwise,
    undo_import,
)
from entregent.contacts.errors import (
    DossierError,
    NothingChosenError,
    NothingToReadError,
    TooLargeError,
    TooManyColumnsError,
    TooManyLinesError,
)
from entregent.contacts.lists.forms import LayoutForm, PeopleListForm, Shown
from entregent.contacts.lists.reading import counts_of, imports_of, lines_of
from entregent.contacts.lists.shown import preview, progress
from entregent.contacts.lists.wording import REFUSALS
from entregent.contacts.models import ContactImport
from entregent.contacts.wording import tell_in

PER_PAGE = 20
REFUSED = (NothingToReadError, TooLargeError, TooManyLinesError, TooManyColumnsError)


@member_view(Permission.CONTACTS)
def imports(request: MemberRequest) -> HttpResponse:
    """Give a file; below, those brought in before."""
    form = PeopleListForm(request.POST, request.FILES) if request.method == "POST" else PeopleListForm()
    if request.method == "POST" and form.is_valid():
        file, tag = form.cleaned_data["file"], form.cleaned_data["tag"]
        try:
            one = open_import(
                request.workspace, content=file.read(), name=file.name, tag=tag, by=request.user, now=timezone.now()
            )
        except REFUSED as error:
            form.refuse(REFUSALS[type(error)])
        except DossierError as error:
            tell_in(form, error)
        else:
            return redirect("contacts:import", request.workspace.slug, one.pk)
    page = Paginator(imports_of(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "contacts/imports.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@member_view(Permission.CONTACTS)
def show_import(request: MemberRequest, list_id: int) -> HttpResponse:
    """What a list would bring, then how far it is, then what it brought."""
    one = _import(request, list_id)
    shown = Shown.read(request.GET)
    if one.state == ContactImport.State.SHOWN:
        return render(request, "contacts/import_preview.html", preview(one, shown))
    return render(request, "contacts/import_progress.html", progress(one, shown, now=timezone.now()))


@require_POST
@member_view(Permission.CONTACTS)
def import_layout(request: MemberRequest, list_id: int) -> HttpResponse:
    """Read a list by other columns."""
    one = _import(request, list_id)
    form = LayoutForm(request.POST, one=one)
    if form.is_valid():
        given = {"layout": form.layout(), "sheet": form.sheet(), "tag": form.cleaned_data["tag"]}
        try:
            if not read_otherwise(one, by=request.user, **given):
                messages.info(request, _("This list cannot be read anew any more."))
        except REFUSED as error:
            messages.error(request, str(REFUSALS[type(error)]))
    return redirect("contacts:import", request.workspace.slug, one.pk)


@require_POST
@member_view(Permission.CONTACTS)
def import_choose(request: MemberRequest, list_id: int) -> HttpResponse:
    """Keep the ticks of a page, or take or leave out all that is shown by the filters."""
    one = _import(request, list_id)
    shown = Shown.read(request.POST)
    _keep_ticks(request, one)
    if request.POST.get("all") in ("take", "leave"):
        taken = None if request.POST["all"] == "take" else ()
        choose(one, lines=lines_of(one, verdict=shown.verdict, words=shown.words), taken=taken, by=request.user)
    if request.headers.get("HX-Request"):
        return render(request, "contacts/_import_confirm.html", {"one": one, "counts": counts_of(one)})
    return redirect(f"{_address(request, one)}?{shown.query()}")


@require_POST
@member_view(Permission.CONTACTS)
def import_confirm(request: MemberRequest, list_id: int) -> HttpResponse:
    """Keep whoever is ticked."""
    one = _import(request, list_id)
    _keep_ticks(request, one)
    try:
        confirm_import(one, by=request.user, now=timezone.now())
    except NothingChosenError as error:
        messages.error(request, str(REFUSALS[type(error)]))
    return redirect(_address(request, one))


@require_POST
@member_view(Permission.CONTACTS)
def import_undo(request: MemberRequest, list_id: int) -> HttpResponse:
    one = _import(request, list_id)
    left = undo_import(one, by=request.user, now=timezone.now())
    if left:
        said = ngettext(
            "%(count)d person was changed since, and stays.", "%(count)d people were changed since, and stay.", left
        )
        messages.info(request, said % {"count": left})
    return redirect(_address(request, one))


@require_POST
@member_view(Permission.CONTACTS)
def import_forget(request: MemberRequest, list_id: int) -> HttpResponse:
    """Put a list aside that was not confirmed."""
    if forget_import(_import(request, list_id), by=request.user):
        messages.info(request, _("The list was put aside. Nothing was changed."))
    return redirect("contacts:imports", request.workspace.slug)


def _import(request: MemberRequest, list_id: int) -> ContactImport:
    return get_object_or_404(imports_of(request.workspace), pk=list_id)


def _address(request: MemberRequest, one: ContactImport) -> str:
    return reverse("contacts:import", args=[request.workspace.slug, one.pk])


def _keep_ticks(request: MemberRequest, one: ContactImport) -> None:
    """Of the lines that stood on the page, those ticked are taken."""
    stood = [int(key) for key in request.POST.getlist("stood") if key.isdecimal()]
    ticked = {int(key) for key in request.POST.getlist("take") if key.isdecimal()}
    if stood:
        choose(one, lines=lines_of(one).filter(pk__in=stood), taken=ticked, by=request.user)
