"""The people known: the list, one more."""

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions import keep_contact
from entregent.contacts.actions.found import Heard, keep_heard
from entregent.contacts.actions.views import seen_by, views_for
from entregent.contacts.errors import DossierError
from entregent.contacts.forms import ContactForm
from entregent.contacts.models import Contact
from entregent.contacts.resembling import resembling
from entregent.contacts.selectors import Filters, contacts, members, tags
from entregent.contacts.views.asked import as_query, asked
from entregent.contacts.views.bulk import MOST
from entregent.contacts.wording import tell_in

PER_PAGE = 60


@member_view(Permission.CONTACTS)
def people(request: MemberRequest) -> HttpResponse:
    """Everybody known, or those that the address asks for."""
    filters = asked(request.GET)
    found = contacts(request.workspace, filters)
    page = _page(request, found)
    resembles = not page.paginator.count and filters.words
    if resembles:
        others = contacts(request.workspace, replace(filters, words=""))
        near = resembling(request.workspace, others, filters.words)
        page = _page(request, near) if near is not None else page
    put_away = request.session.pop("put_away", None)
    away = request.workspace.contacts.filter(pk=put_away).first() if put_away else None
    shown = {
        "page": page,
        "filters": filters,
        "resembles": resembles and page.paginator.count,
        "is_filtered": filters != Filters(),
        "can_take_all": not resembles and PER_PAGE < page.paginator.count <= MOST,
        "away": away,
        "undo": _undo(request),
        **choices(request.workspace),
        **_views(request, filters),
    }
    return render(request, "contacts/people.html", shown)


def _page(request: MemberRequest, found: QuerySet[Contact]) -> Page[Contact]:
    """A page, whose keys come first: those on pages before are passed over in the index, and no row of theirs is read."""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * PER_PAGE
    keys = list(found.values_list("pk", flat=True)[start : start + PER_PAGE]) if page.paginator.count else []
    shown = contacts(request.workspace).filter(pk__in=keys)
    page.object_list = list(shown.select_related("owner").prefetch_related("outlets", "tags"))
    return page


def _views(request: MemberRequest, filters: Filters) -> dict[str, object]:
    """The views that a member sees, and the one they just removed."""
    removed = request.session.pop("removed_people_view", None)
    return {
        "views": views_for(request.membership),
        "query": as_query(filters),
        "removed_view": seen_by(request.membership).filter(pk=removed).first() if removed else None,
    }


def _undo(request: MemberRequest) -> dict[str, object] | None:
    """What was done last to several people of this workspace."""
    done = request.session.get("people_undo") or {}
    is_ours = done.get("workspace") == request.workspace.pk
    return {"act": done["act"], "count": len(done["contacts"])} if is_ours else None


@member_view(Permission.CONTACTS)
def new_contact(request: MemberRequest) -> HttpResponse:
    """A form; whoever has the same name is shown before a second file is made."""
    form = ContactForm(
        request.POST or None,
        workspace=request.workspace,
        initial={"owner": request.user.pk, "name": request.GET.get("name")},
    )
    if request.method == "POST" and form.is_valid():
        same = contacts(request.workspace, Filters(words=form.cleaned_data["name"]))
        if "sure" in request.POST or not same.exists():
            try:
                contact = keep_contact(request.workspace, form.identity(), by=request.user)
            except DossierError as error:
                tell_in(form, error)
                return render(request, "contacts/edit.html", {"form": form}, status=422)
            return redirect("contacts:contact", request.workspace.slug, contact.pk)
        return render(request, "contacts/edit.html", {"form": form, "same": same[:5]}, status=409)
    return render(request, "contacts/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@member_view(Permission.CONTACTS)
def keep_found(request: MemberRequest) -> HttpResponse:
    """Whoever was heard becomes known, in one click."""
    names = ("name", "outlet", "site", "profile", "title", "address")
    given = {name: request.POST.get(name, "").strip()[:2000] for name in names}
    if not given["name"] and not given["outlet"]:
        return redirect("contacts:new", request.workspace.slug)
    contact, is_new = keep_heard(request.workspace, Heard(**given), by=request.user, now=timezone.now())
    if not is_new:
        messages.info(request, _("You know them already: here is their file, with where they were heard."))
    return redirect("contacts:contact", request.workspace.slug, contact.pk)


def choices(workspace: Workspace) -> dict[str, object]:
    """What the filters choose between."""
    return {"tags": tags(workspace)[:200], "owners": members(workspace)}
