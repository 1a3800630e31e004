"""Template tags of the look: icons, form controls, marked quotations, small charts, short times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from entregent.ui import charts, quotes

register = template.Library()

EXCERPT_LENGTH = 240  # characters: about three lines at the measure of a quotation
UNDRESSED = {"checkbox", "radio"}  # the browser draws them, in the accent colour


@register.simple_tag
def icon(name: str, label: str = "", small: bool = False) -> SafeString:
    """Return an icon of the sprite (frontend/icons.txt); hidden from screen readers unless it has a label."""
    address = f"{_sprite()}#{name}"
    classes = "icon icon-small" if small else "icon"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, address
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, address)


@cache
def _sprite() -> str:
    """Address of the icons: asked for dozens of times a page, the same as long as the process lives."""
    return static("ui/built/icons.svg")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Return the widget of a form field with the class of its kind; Django adds the ARIA attributes."""
    kind = getattr(field.field.widget, "input_type", "")
    known = field.field.widget.attrs.get("class", "")
    if kind in UNDRESSED or field.use_fieldset:
        return field.as_widget()
    dress = "form-select" if kind == "select" else "form-control"
    return field.as_widget(attrs={"class": f"{known} {dress}".strip()})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """True for a single box to tick, whose label follows it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.simple_tag
def quote_spans(text: str, spans: Iterable[quotes.Span]) -> SafeString:
    """Return the escaped text with the spans (objects with `start` and `end`) marked."""
    return quotes.marked(text, quotes.merged(spans, length=len(text)))


@register.simple_tag
def excerpt(text: str, spans: Iterable[quotes.Span] = (), length: int = EXCERPT_LENGTH) -> SafeString:
    """Return about `length` characters around the first span, spans marked, … where the text is cut."""
    return quotes.excerpted(text, spans, length=length)


@register.inclusion_tag("ui/_weeks_chart.html")
def weeks_chart(counts: Sequence[int], title: str = "") -> dict[str, Any]:
    """Draw counts per week, oldest first, the last being the week that runs; says them in words too."""
    return {
        "bars": charts.bars(counts),
        "title": title or _("Posts per week"),
        "latest": counts[-1] if counts else 0,
        "highest": max(counts, default=0),
        "weeks_back": len(counts) - 1,
        "width": charts.WIDTH,
        "height": charts.HEIGHT,
        "base": charts.BASE,
    }


@register.filter
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Return the numbers to show around a page of a list, "…" where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def since(when: datetime | date | None, now: datetime | None = None) -> str:
    """Return a moment or a day in a few words, largest unit only: "3 days ago", "in 2 weeks", "yesterday".

    Empty for None. A date without a time is compared with today's date where the reader is.
    """
    if when is None:
        return ""
    now = now or timezone.now()
    if not isinstance(when, datetime):
        today = timezone.localdate(now)
        near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((when - today).days)
        return near or _in_words(when, today)
    if abs((now - when).total_seconds()) < 60:
        return _("just now")
    return _in_words(when, now)


def _in_words(when: date, now: date) -> str:
    """Return the distance between two moments (or two days) with its direction."""
    if when <= now:
        return _("%(delta)s ago") % {"delta": timesince(when, now, depth=1)}
    return _("in %(delta)s") % {"delta": timeuntil(when, now, depth=1)}
