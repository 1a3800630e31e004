"""A list of sources is brought in: given, looked through, confirmed, undone."""

from django.conf import settings
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
from entregent.connectors.lists import NotAListError
from entregent.listening.actions import (
    NothingChosenError,
    TooLargeError,
    TooManyLinesError,
    choose,
    confirm_import,
    forget_import,
    open_import,
    read_by_columns,
    undo_import,
)
from entregent.listening.lists.forms import ColumnsForm, ListForm, Shown
from entregent.listening.lists.reading import counts_of, imports_of, lines_of
from entregent.listening.lists.shown import preview, progress
from entregent.listening.lists.wording import REFUSALS
from entregent.listening.models import Import

PER_PAGE = 20


@member_view(Permission.LISTEN)
def imports(request: MemberRequest) -> HttpResponse:
    """Give a file or paste a list; below, those brought in before."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        try:
            one = open_import(
                request.workspace,
                content=form.content(),
                name=form.name(),
                by=request.user,
                now=timezone.now(),
                allowed=settings.ALLOWED_ADDRESSES,
            )
        except (NotAListError, TooLargeError, TooManyLinesError) as error:
            form.refuse(REFUSALS[type(error)])
        else:
            return redirect("listening:import", request.workspace.slug, one.pk)
    page = Paginator(imports_of(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "listening/imports.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@member_view(Permission.LISTEN)
def show_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """What a list would bring, then how far it is, then what it brought."""
    one = _import(request, import_id)
    shown = Shown.read(request.GET)
    if one.state == Import.State.SHOWN:
        return render(request, "listening/import_preview.html", preview(one, shown))
    return render(request, "listening/import_progress.html", progress(one, shown, now=timezone.now()))


@require_POST
@member_view(Permission.LISTEN)
def import_columns(request: MemberRequest, import_id: int) -> HttpResponse:
    """Read a table by other columns."""
    one = _import(request, import_id)
    form = ColumnsForm(request.POST, one=one)
    if form.is_valid() and not read_by_columns(
        one, columns=form.columns(), by=request.user, allowed=settings.ALLOWED_ADDRESSES
    ):
        messages.info(request, _("This list cannot be read anew any more."))
    return redirect("listening:import", request.workspace.slug, one.pk)


@require_POST
@member_view(Permission.LISTEN)
def import_choose(request: MemberRequest, import_id: int) -> HttpResponse:
    """Keep the ticks of a page, or take or leave out all that is shown by the filters."""
    one = _import(request, import_id)
    shown = Shown.read(request.POST)
    _keep_ticks(request, one)
    if request.POST.get("all") in ("take", "leave"):
        taken = None if request.POST["all"] == "take" else ()
        choose(one, lines=lines_of(one, verdict=shown.verdict, words=shown.words), taken=taken, by=request.user)
    if request.headers.get("HX-Request"):
        return render(request, "listening/_import_confirm.html", {"one": one, "counts": counts_of(one)})
    return redirect(f"{_address(request, one)}?{shown.query()}")


@require_POST
@member_view(Permission.LISTEN)
def import_confirm(request: MemberRequest, import_id: int) -> HttpResponse:
    """Begin to listen to what is ticked."""
    one = _import(request, import_id)
    _keep_ticks(request, one)
    try:
        confirm_import(one, by=request.user, now=timezone.now())
    except NothingChosenError as error:
        messages.error(request, str(REFUSALS[type(error)]))
    return redirect(_address(request, one))


@require_POST
@member_view(Permission.LISTEN)
def import_undo(request: MemberRequest, import_id: int) -> HttpResponse:
    one = _import(request, import_id)
    left = undo_import(one, by=request.user, now=timezone.now())
    said = ngettext(
        "%(count)d source is no longer listened to. What was heard is kept.",
        "%(count)d sources are no longer listened to. What was heard is kept.",
        left,
    )
    messages.success(request, said % {"count": left})
    return redirect(_address(request, one))


@require_POST
@member_view(Permission.LISTEN)
def import_forget(request: MemberRequest, import_id: int) -> HttpResponse:
    """Put a list aside that was not confirmed."""
    if forget_import(_import(request, import_id), by=request.user):
        messages.info(request, _("The list was put aside. Nothing was changed."))
    return redirect("listening:imports", request.workspace.slug)


def _import(request: MemberRequest, import_id: int) -> Import:
    return get_object_or_404(imports_of(request.workspace), pk=import_id)


def _address(request: MemberRequest, one: Import) -> str:
    return reverse("listening:import", args=[request.workspace.slug, one.pk])


def _keep_ticks(request: MemberRequest, one: Import) -> None:
    """Of the lines that stood on the page, those ticked are taken."""
    stood = [int(key) for key in request.POST.getlist("stood") if key.isdecimal()]
    ticked = {int(key) for key in request.POST.getlist("take") if key.isdecimal()}
    if stood:
        choose(one, lines=lines_of(one).filter(pk__in=stood), taken=ticked, by=request.user)
