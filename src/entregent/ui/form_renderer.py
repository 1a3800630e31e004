"""Forms drawn without a template for each choice of a list.

Django renders two templates for an option and two for a line to write in: a quarter of the time of a page of ten forms.
What is written here is what Django's own templates write, letter by letter; all other widgets are left to them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets"
LINES = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "input")


class QuickRenderer(DjangoTemplates):
    """Django's renderer, quicker for lines, lists and boxes to tick."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        if drawn := DRAWN.get(template_name):
            return mark_safe(drawn(context["widget"]))  # noqa: S308 (each part is escaped below)
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 (Django's own)


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(value)}"')
        for name, value in attributes.items()
        if value is not False
    )


def _line(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _text(widget: Mapping[str, Any]) -> str:
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _choice(widget: Mapping[str, Any]) -> str:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> str:
    drawn = "".join(f"\n  {_option(option)}\n" for option in options)
    return f'\n  <optgroup label="{conditional_escape(name)}">{drawn}\n  </optgroup>' if name else drawn


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{WIDGETS}/{name}.html": _line for name in LINES},
    f"{WIDGETS}/textarea.html": _text,
    f"{WIDGETS}/select.html": _choice,
}
