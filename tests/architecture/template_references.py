"""Templates and addresses never reach upwards: a page of a lower room knows no higher room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rooms import (
    Rungs,
    called_name,
    may_use,
    place,
    python_modules,
    room_of,
    syntax_tree,
    templates,
    text_of,
)

# {% include "room/x.html" %}, {% url 'room:name' %}...; a name held in a variable was given from above: free.
REFERENCE = re.compile(r"""\{%-?\s*(include|extends|url|static)\s+(["'])(?P<name>[^"']+)\2""")
ADDRESS_CALLS = frozenset({"reverse", "reverse_lazy", "resolve_url", "redirect"})
TEMPLATE_CALLS = frozenset({"render", "render_to_string", "get_template", "select_template", "TemplateResponse"})
# Django looks for 404.html, 500.html and the like there; only the look and the pages that span rooms answer.
MAY_HOLD_BARE_TEMPLATES = frozenset({"ui", "web"})
# Addresses that Django itself gives without a namespace.
DJANGO_ADDRESSES = frozenset({"set_language", "javascript-catalog"})


def template_complaints(root: Path, rungs: Rungs) -> list[str]:
    """Misplaced templates, and references from templates or Python to a room that is not strictly lower."""
    return [
        *(complaint for path in templates(root) for complaint in _place_complaints(path, root)),
        *(
            f"{where} reaches {reference!r}, above {room}; receive it as an argument"
            for where, room, reference in _references(root)
            if _reaches_up(room, reference, rungs)
        ),
        *(
            f"{where} names {reference!r} without its room; write room:name"
            for where, room, reference in _addresses(root)
            if _hides_its_room(room, reference, rungs)
        ),
    ]


def _place_complaints(path: Path, root: Path) -> Iterator[str]:
    room, folder, *inside = path.relative_to(root).parts
    where = path.relative_to(root).as_posix()
    if folder != "templates":
        yield f"{where} stands too deep; templates live in {room}/templates/{room}/"
    elif len(inside) == 1 and room not in MAY_HOLD_BARE_TEMPLATES:
        yield f"{where} stands directly under templates/; move it to {room}/templates/{room}/"
    elif len(inside) > 1 and inside[0] != room:
        yield f"{where} takes the name of another room; move it to {room}/templates/{room}/"


def _references(root: Path) -> Iterator[tuple[str, str, str]]:
    """Place, room and text of everything that names a template, a static file or an address."""
    yield from _addresses(root)
    for path, line, tag, name in _tags(root):
        if tag != "url":
            yield place(path, root, line), room_of(path, root), name
    for path, call in _calls(root):
        if called_name(call) in TEMPLATE_CALLS:
            for node in ast.walk(call):
                text = text_of(node)
                if text and "/" in text and text.endswith((".html", ".txt")):
                    yield place(path, root, call.lineno), room_of(path, root), text


def _addresses(root: Path) -> Iterator[tuple[str, str, str]]:
    """Place, room and name of each address asked by its name."""
    for path, line, tag, name in _tags(root):
        if tag == "url":
            yield place(path, root, line), room_of(path, root), name
    for path, call in _calls(root):
        address = text_of(call.args[0]) if call.args else None
        if address and called_name(call) in ADDRESS_CALLS and "/" not in address:
            yield place(path, root, call.lineno), room_of(path, root), address


def _tags(root: Path) -> Iterator[tuple[Path, int, str, str]]:
    for path in templates(root):
        text = path.read_text(encoding="utf-8")
        for found in REFERENCE.finditer(text):
            yield path, text.count("\n", 0, found.start()) + 1, found[1], found["name"]


def _calls(root: Path) -> Iterator[tuple[Path, ast.Call]]:
    for path in python_modules(root):
        for node in ast.walk(syntax_tree(path)):
            if isinstance(node, ast.Call):
                yield path, node


def _reaches_up(room: str, reference: str, rungs: Rungs) -> bool:
    other = re.split("[:/]", reference, maxsplit=1)[0]
    return room in rungs and other in rungs and other != reference and not may_use(room, other, rungs)


def _hides_its_room(room: str, reference: str, rungs: Rungs) -> bool:
    """Names without a namespace could mean any room; from `web` upwards every room is below anyway."""
    lower = room in rungs and rungs[room] < rungs["web"]
    return lower and ":" not in reference and reference not in DJANGO_ADDRESSES
