"""The filter `date` of Django, with the first of a month as the reader's language has it; every template has it instead."""

from datetime import date
from typing import Any

from django import template

from entregent.ui.dates import date_format

register = template.Library()


@register.filter("date", expects_localtime=True, is_safe=False)
def in_words(value: Any, wanted: str = "DATE_FORMAT") -> str:
    """wanted: a format, or the name of one of the language's. Empty for what is no day."""
    return date_format(value, wanted) if isinstance(value, date) else ""
