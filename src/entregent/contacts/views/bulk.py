"""Several people of the list at once, and undoing it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.actions.bulk import (
    give_several,
    put_away_several,
    tag_several,
    take_back_several,
    untag_several,
)
from entregent.contacts.models import Tag
from entregent.contacts.selectors import contacts, members
from entregent.contacts.views.asked import as_query, asked, list_of

MOST = 2_000  # people at once: what undoes it stands in the session
UNDO = "people_undo"  # in the session: what was done to several, until something else is done


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest) -> HttpResponse:
    """Tag, give or put away those who are ticked; the list says once how to undo it."""
    workspace, now = request.workspace, timezone.now()
    ticked = _meant(request)
    deed, done = request.POST.get("act"), None
    if ticked and deed == "tag" and request.POST.get("tag", "").strip():
        tag, keys = tag_several(workspace, contacts=ticked, tag=request.POST["tag"], by=request.user, now=now)
        done = {"act": "tag", "tag": tag.pk, "contacts": keys}
    elif ticked and deed == "give":
        owner = members(workspace).filter(pk=request.POST.get("owner") or 0).first()
        wanted: dict[int, int | None] = dict.fromkeys(ticked, owner.pk if owner else None)
        before = give_several(workspace, owners=wanted, by=request.user, now=now)
        done = {"act": "give", "owners": list(before.items()), "contacts": list(before)}
    elif ticked and deed == "put_away":
        done = {"act": "put_away", "contacts": put_away_several(workspace, contacts=ticked, by=request.user, now=now)}
    if done:
        request.session[UNDO] = done | {"workspace": workspace.pk}
    return list_of(workspace, _query(request))


def _query(request: MemberRequest) -> str:
    """The filters of the list on which it was asked."""
    return as_query(asked(QueryDict(request.POST.get("query", "")[:1000])))


def _meant(request: MemberRequest) -> list[int]:
    """Those who are ticked; or everybody whom the filters show, on the other pages too."""
    if "everybody" in request.POST:
        shown = contacts(request.workspace, asked(QueryDict(_query(request))))
        return list(shown.values_list("pk", flat=True)[:MOST])
    return [int(key) for key in request.POST.getlist("contact") if key.isdecimal() and len(key) < 18]


@require_POST
@member_view(Permission.CONTACTS)
def undo(request: MemberRequest) -> HttpResponse:
    """Undo what was done last to several."""
    workspace, done = request.workspace, request.session.get(UNDO) or {}
    if done.get("workspace") == workspace.pk:
        del request.session[UNDO]
        if done["act"] == "tag":
            tag = get_object_or_404(Tag, workspace=workspace, pk=done["tag"])
            untag_several(workspace, contacts=done["contacts"], tag=tag, by=request.user, now=timezone.now())
        elif done["act"] == "give":
            give_several(workspace, owners=dict(done["owners"]), by=request.user, now=timezone.now())
        else:
            take_back_several(workspace, contacts=done["contacts"], by=request.user)
    return redirect("contacts:people", workspace.slug)
