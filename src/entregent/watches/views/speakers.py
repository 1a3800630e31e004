"""Who speaks in a mention is somebody the team knows."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.contacts.selectors import contacts
from entregent.watches.actions import forget_who_speaks, say_who_speaks
from entregent.watches.models import Mention


@require_POST
@member_view(Permission.CONTACTS)
def speaker(request: MemberRequest, mention_id: int) -> HttpResponse:
    """Link who speaks to the contact that was chosen; chosen nobody, part them."""
    mentions = Mention.objects.filter(workspace=request.workspace).select_related("workspace", "post")
    mention = get_object_or_404(mentions, pk=mention_id)
    chosen = request.POST.get("contact", "")
    if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19:
        contact = get_object_or_404(contacts(request.workspace), pk=int(chosen))
        say_who_speaks(mention, contact, by=request.user, now=timezone.now())
        messages.success(
            request, _("%(name)s speaks here, and in all that is signed so in this source.") % {"name": contact}
        )
    elif "nobody" in request.POST and forget_who_speaks(mention, by=request.user):
        messages.success(request, _("They are parted: nobody you know speaks here."))
    query = QueryDict(request.POST.get("query", "")[:1000]).urlencode()
    where = reverse("watches:mention", args=[request.workspace.slug, mention.pk])
    return redirect(f"{where}?{query}" if query else where)
