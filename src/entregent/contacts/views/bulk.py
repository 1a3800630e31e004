"""Several people of the list at once, and undoing it."""

from django.http import HttpResponse
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
from entregent.contacts.selectors import members

UNDO = "people_undo"  # in the session: what was done to several, until something else is done


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest) -> HttpResponse:
    """Tag, give or put away those who are ticked; the list says once how to undo it."""
    workspace, now = request.workspace, timezone.now()
    ticked = [int(key) for key in request.POST.getlist("contact") if key.isdecimal() and len(key) < 18]
    asked, done = request.POST.get("act"), None
    if ticked and asked == "tag" and request.POST.get("tag", "").strip():
        tag, keys = tag_several(workspace, contacts=ticked, tag=request.POST["tag"], by=request.user, now=now)
        done = {"act": "tag", "tag": tag.pk, "contacts": keys}
    elif ticked and asked == "give":
        owner = members(workspace).filter(pk=request.POST.get("owner") or 0).first()
        wanted: dict[int, int | None] = dict.fromkeys(ticked, owner.pk if owner else None)
        before = give_several(workspace, owners=wanted, by=request.user, now=now)
        done = {"act": "give", "owners": list(before.items()), "contacts": list(before)}
    elif ticked and asked == "put_away":
        done = {"act": "put_away", "contacts": put_away_several(workspace, contacts=ticked, by=request.user, now=now)}
    if done:
        request.session[UNDO] = done | {"workspace": workspace.pk}
    return redirect("contacts:people", workspace.slug)


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
