"""Views of the people known: kept, opened, renamed, removed."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions.views import keep_view, remove_view, rename_view, restore_view, seen_by
from entregent.contacts.selectors import contacts
from entregent.contacts.view_models import PeopleView
from entregent.contacts.views.asked import as_query, asked, list_of


@require_POST
@member_view(Permission.CONTACTS)
def keep(request: MemberRequest) -> HttpResponse:
    """Give the filters that were looked at a name; without one, the list comes back as it was."""
    query = as_query(asked(QueryDict(request.POST.get("query", "")[:1000])))
    if name := request.POST.get("name", "").strip():
        keep_view(name=name, query=query, by=request.membership, for_team=request.POST.get("whose") == "team")
    return list_of(request.workspace, query)


@member_view(Permission.CONTACTS)
def view(request: MemberRequest, kept_id: int) -> HttpResponse:
    """What one view is called, and how many it shows; posted, it is renamed."""
    found = view_of(request, kept_id)
    if request.method == "POST":
        if name := request.POST.get("name", "").strip():
            rename_view(found, name=name, by=request.membership)
        return redirect("contacts:view", request.workspace.slug, found.pk)
    count = contacts(request.workspace, asked(QueryDict(found.query))).count()
    return render(request, "contacts/view.html", {"view": found, "count": count})


@require_POST
@member_view(Permission.CONTACTS)
def remove(request: MemberRequest, kept_id: int) -> HttpResponse:
    """Remove a view; the list offers once to bring it back."""
    found = view_of(request, kept_id)
    remove_view(found, by=request.membership, now=timezone.now())
    request.session["removed_people_view"] = found.pk
    return list_of(request.workspace, "")


@require_POST
@member_view(Permission.CONTACTS)
def restore(request: MemberRequest, kept_id: int) -> HttpResponse:
    found = get_object_or_404(seen_by(request.membership), pk=kept_id)
    restore_view(found, by=request.membership)
    return list_of(request.workspace, found.query)


def view_of(request: MemberRequest, kept_id: int) -> PeopleView:
    return get_object_or_404(seen_by(request.membership).filter(removed_at=None), pk=kept_id)
