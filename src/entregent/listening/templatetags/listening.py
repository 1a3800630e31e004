"""Words for what happens to sources."""

from django import template
from django.conf import settings

from entregent.listening.models import Source
from entregent.listening.selectors import subscription_of
from entregent.listening.wording import hub_sentence, trouble_sentence

register = template.Library()
register.filter("trouble_sentence", trouble_sentence)


@register.simple_tag
def about_hub(source: Source) -> str:
    """What the hub of one source does, in a sentence; "" for a source without one. In a list, `source.is_pushed` costs nothing."""
    if not source.hub:
        return ""
    return hub_sentence(subscription_of(source), is_reachable=bool(settings.PUBLIC_ADDRESS))
