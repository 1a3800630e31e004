"""What the file of somebody shows of the messages to them."""

from typing import Any

from django import template
from django.template.context import RequestContext

from entregent.contacts.models import Contact
from entregent.messages.meaning import make_ready
from entregent.messages.selectors import messages_to

register = template.Library()


@register.inclusion_tag("messages/_approach.html", takes_context=True)
def approach(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """Write to them, ask whether one may, and the drafts there are."""
    make_ready()
    request = context["request"]
    drafts = messages_to(contact, request.user)[:5]
    return {str(name): value for name, value in context.flatten().items()} | {"contact": contact, "drafts": drafts}
