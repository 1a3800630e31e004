"""Words for what happens to sources."""

from django import template
from django.conf import settings

from entregent.listening.filters import language_name
from entregent.listening.health import Health, health_of
from entregent.listening.models import Source
from entregent.listening.regions import NOWHERE, region_name
from entregent.listening.selectors import subscription_of
from entregent.listening.wording import hub_sentence, trouble_sentence

register = template.Library()
register.filter("trouble_sentence", trouble_sentence)
register.filter("language_name", language_name)


@register.simple_tag
def about_hub(source: Source) -> str:
    """What the hub of one source does, in a sentence; "" for a source without one. In a list, `source.is_pushed` costs nothing."""
    if not source.hub:
        return ""
    return hub_sentence(subscription_of(source), is_reachable=bool(settings.PUBLIC_ADDRESS))


@register.filter
def health(source: Source) -> Health:
    """How a source is, in words."""
    return health_of(source)


@register.filter
def region_of(source: Source) -> str:
    """The name of the region from which a source of the list speaks, as the team declares it, else as inferred; "" if unknown."""
    code = getattr(source, "declared", "") or source.region
    return "" if code in ("", NOWHERE) else region_name(code)
