"""Words of the inbox in templates."""

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime

from entregent.ui.dates import date_format
from entregent.watches.models import Mention, Step
from entregent.watches.wording import ACTS_DONE, SORTS, STATES

register = template.Library()


@register.filter
def sort_name(mention: Mention) -> str:
    """What a mention is taken for, in words; "" for nothing."""
    return str(SORTS.get(mention.sort, ""))  # type: ignore[call-overload]


@register.filter
def state_name(mention: Mention) -> str:
    return str(STATES[mention.state])  # type: ignore[index]


@register.filter
def step_sentence(step: Step) -> str:
    """What somebody did, after their name."""
    return str(ACTS_DONE[step.act]) % {"what": _what(step)}  # type: ignore[index]


def _what(step: Step) -> str:
    if step.act == Step.Act.SORTED:
        return str(SORTS.get(step.text, step.text))  # type: ignore[call-overload]
    if step.act == Step.Act.SNOOZED and (moment := parse_datetime(step.text)):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    return step.text
