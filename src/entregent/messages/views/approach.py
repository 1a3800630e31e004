"""May we approach them about…?"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.messages.selectors import may_approach


@member_view(Permission.CONTACTS)
def may(request: MemberRequest, contact_id: int) -> HttpResponse:
    """Yes, with care, or no, and why; reads only."""
    contact = get_object_or_404(request.workspace.contacts.filter(removed_at=None), pk=contact_id)
    topic = request.GET.get("topic", "").replace("\x00", "").strip()
    verdict = may_approach(contact, topic, by=request.user, now=timezone.now()) if topic else None
    return render(request, "messages/may.html", {"contact": contact, "verdict": verdict, "topic": topic[:200]})
