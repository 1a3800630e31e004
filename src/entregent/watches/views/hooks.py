"""The webhook of a view: opened, tried, closed from its settings."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.watches import actions
from entregent.watches.errors import BadAddressError
from entregent.watches.models import Hook
from entregent.watches.views.saved import page, view_of


def sender() -> actions.Sender:
    return actions.Sender(settings.USER_AGENT, settings.ALLOWED_ADDRESSES, settings.PAGES_ADDRESS)


@require_POST
@member_view(Permission.LISTEN)
def change(request: MemberRequest, view_id: int) -> HttpResponse:
    """Send elsewhere what the view hears; the secret is shown on the page that follows, and never again."""
    found = view_of(request, view_id)
    address = request.POST.get("address", "")
    try:
        hook = actions.open_hook(found, address=address, by=request.membership, now=timezone.now())
    except BadAddressError:
        return page(request, found, refused_address=address)
    request.session["hook_secret"] = [found.pk, hook.secret]
    return redirect("watches:view", request.workspace.slug, found.pk)


@require_POST
@member_view(Permission.LISTEN)
def test(request: MemberRequest, view_id: int) -> HttpResponse:
    """Send a message now, and say what came of it; one that was closed meanwhile sends none."""
    hook = Hook.objects.filter(view=view_of(request, view_id)).first()
    if hook:
        trouble = actions.try_hook(hook, by=request.membership, sender=sender(), now=timezone.now())
        request.session["hook_tried"] = [hook.view_id, trouble.value if trouble else ""]
    return redirect("watches:view", request.workspace.slug, view_id)


@require_POST
@member_view(Permission.LISTEN)
def close(request: MemberRequest, view_id: int) -> HttpResponse:
    actions.close_hook(view_of(request, view_id), by=request.membership)
    return redirect("watches:view", request.workspace.slug, view_id)
