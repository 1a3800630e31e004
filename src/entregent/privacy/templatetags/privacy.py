"""What the file of somebody, and Today, say of their data."""

from typing import Any

from django import template
from django.db.models import Q
from django.template.context import RequestContext
from django.utils import timezone

from entregent.contacts.models import Contact
from entregent.privacy.models import Notice, Request
from entregent.privacy.selectors import with_what_is_due
from entregent.privacy.telling import stuck
from entregent.privacy.wording import ASKS, ICONS, SOMEBODY

register = template.Library()


@register.inclusion_tag("privacy/_their_data.html", takes_context=True)
def their_data(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """Whether they were told, and what they asked."""
    shown = {
        "contact": contact,
        "today": timezone.localdate(),
        "notice": Notice.objects.filter(contact=contact).select_related("message").first(),
        "untold": with_what_is_due([contact], contact.workspace)[0],
        "waiting": contact.requests.filter(Q(state__in=Request.WAITING) | stuck("message")).order_by("due_on"),
    }
    return {str(name): value for name, value in context.flatten().items()} | shown


@register.filter
def asks(request: Request) -> str:
    """A request as a sentence."""
    return str(ASKS[Request.Kind(request.kind)]) % {"name": request.contact or SOMEBODY}


@register.filter
def request_icon(request: Request) -> str:
    return ICONS[Request.Kind(request.kind)]


@register.filter
def is_late(one: Any, today: Any) -> bool:
    """Whether its last day has passed."""
    return bool(one.is_late(today))
