"""Words on screen can be translated, none stands in the core, and a strict CSP accepts the pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rooms import (
    called_name,
    place,
    python_modules,
    room_of,
    syntax_tree,
    templates,
    text_of,
)

GETTEXT = frozenset(
    {"_", "gettext", "gettext_lazy", "gettext_noop"}
    | {"ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
)
# Rooms that know no language: they hand over values, and the edge chooses the words.
SPEECHLESS = frozenset({"core"})

# Data blocks are no code: a strict Content-Security-Policy lets them through.
INLINE = (
    ("an inline style", re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)),
    ("a <style> element", re.compile(r"<style\b", re.IGNORECASE)),
    ("an inline event handler", re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE)),
    ("a javascript: address", re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE)),
    (
        "an inline script",
        re.compile(r"<script\b(?![^>]*type=[\"']application/(?:ld\+)?json[\"'])[^>]*>(?!\s*</script>)", re.IGNORECASE),
    ),
)


def word_complaints(root: Path) -> list[str]:
    """Calls of gettext below `root` that cannot be translated, or that stand where no word may."""
    return [complaint for path in python_modules(root) for complaint in _module_complaints(path, root)]


def inline_complaints(root: Path) -> list[str]:
    """Styles and scripts written inside the HTML templates below `root`."""
    return [
        f"{place(path, root, line)} holds {fault}; move it to a static file"
        for path in templates(root)
        if path.suffix == ".html"
        for line, fault in _inline_faults(path.read_text(encoding="utf-8"))
    ]


def _inline_faults(text: str) -> Iterator[tuple[int, str]]:
    for fault, pattern in INLINE:
        for found in pattern.finditer(text):
            yield text.count("\n", 0, found.start()) + 1, fault


def _module_complaints(path: Path, root: Path) -> Iterator[str]:
    for node in ast.walk(syntax_tree(path)):
        if not isinstance(node, ast.Call) or called_name(node) not in GETTEXT:
            continue
        if room_of(path, root) in SPEECHLESS:
            yield f"{place(path, root, node.lineno)} speaks; the core carries values, the edge has the words"
        for argument in node.args:
            fault = _fault(argument)
            if fault:
                yield f"{place(path, root, node.lineno)} {fault}"


def _fault(argument: ast.expr) -> str | None:
    """Why a translator could not work with an argument of gettext."""
    text = text_of(argument)
    if isinstance(argument, ast.JoinedStr):
        return "translates an f-string; translate the text, then fill its %(name)s"
    if isinstance(argument, ast.BinOp) and any(text_of(part) is not None for part in ast.walk(argument)):
        return "translates a text put together; translate one whole sentence, then fill its %(name)s"
    if isinstance(argument, ast.Call) and called_name(argument) == "format":
        return "fills before it translates; translate, then format"
    if text is not None and text != text.strip():
        return "translates a piece of a sentence (a space at its edge); translate the whole"
    return None


# A number in an address or a form is no number to be read: from 1,000 on its separator would break it.
BARE_KEY = re.compile(r"\{\{ *(?:[a-z_]+\.)*(?:pk|id|(?!auto_id)[a-z]+_id) *\}\}")


def key_complaints(root: Path) -> list[str]:
    """Keys of rows that a template would write with a thousands separator."""
    return [
        f"{place(path, root, text.count(chr(10), 0, found.start()) + 1)} writes {found.group()} for people; add |unlocalize"
        for path in templates(root)
        for text in [path.read_text(encoding="utf-8")]
        for found in BARE_KEY.finditer(text)
    ]
