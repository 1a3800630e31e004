"""Drafts and what was sent; a draft is put away and brought back, what waits is called back."""

from django.contrib import messages as said
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.messages import actions
from entregent.messages.errors import BlockedError, NoAddressError, NotADraftError
from entregent.messages.models import Message
from entregent.messages.selectors import drafts_of, sent_messages, visible
from entregent.messages.wording import NO_SERVER_YET, NOT_A_DRAFT, STAYS_BLOCKED

PER_PAGE = 40


@member_view(Permission.CONTACTS)
def listed(request: MemberRequest) -> HttpResponse:
    page = Paginator(sent_messages(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    removed = visible(request.workspace, request.user).filter(pk=request.session.pop("removed_message", None)).first()
    drafts = drafts_of(request.workspace, request.user)[:100]
    return render(request, "messages/listed.html", {"drafts": drafts, "page": page, "removed": removed})


@require_POST
@member_view(Permission.CONTACTS)
def act(request: MemberRequest, message_id: int) -> HttpResponse:
    """Do with a message what the button that was pressed says."""
    one = get_object_or_404(visible(request.workspace, request.user), pk=message_id)
    try:
        _do(request, one, request.POST.get("deed", ""))
    except NotADraftError:
        said.error(request, str(NOT_A_DRAFT))
    except NoAddressError:
        said.error(request, str(NO_SERVER_YET))
    except BlockedError:
        said.error(request, str(STAYS_BLOCKED))
    one.refresh_from_db()
    if one.removed_at or not visible(request.workspace, request.user).filter(pk=one.pk).exists():
        if not one.removed_at:
            said.info(request, _("It is %(who)s’s draft again, which nobody else sees.") % {"who": one.by})
        return redirect("messages:messages", request.workspace.slug)
    return redirect("messages:message", request.workspace.slug, one.pk)


def _do(request: MemberRequest, one: Message, deed: str) -> None:
    by, now = request.user, timezone.now()
    match deed:
        case "remove":
            actions.remove_draft(one, by=by, now=now)
            request.session["removed_message"] = one.pk
        case "back":
            actions.put_draft_back(one, by=by)
        case "call back" if not actions.call_back(one, by=by, now=now):
            said.warning(request, _("It is on its way already."))
        case "left" | "not left":
            actions.settle_unsure(one, has_left=deed == "left", by=by, now=now)
        case "again":
            actions.try_again(one, by=by, now=now)
