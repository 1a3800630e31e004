"""Foreign keys point down the ladder, also those that are given as text and so escape the import linter."""

import ast
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
    text_of,
)

RELATION_FIELDS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey"})


def foreign_key_complaints(root: Path, rungs: Rungs) -> list[str]:
    """Relations below `root` whose target, or `through` table, is of a room that is not strictly lower."""
    found = []
    for path in python_modules(root):
        room = room_of(path, root)
        if room not in rungs:
            continue
        for line, target in _targets(syntax_tree(path)):
            if target in rungs and not may_use(room, target, rungs):
                found.append(
                    f"{place(path, root, line)} points up or across from {room} to {target}; "
                    "foreign keys point down the ladder"
                )
    return found


def _targets(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and room of each relation that names its room."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called_name(node) not in RELATION_FIELDS:
            continue
        keywords = [keyword.value for keyword in node.keywords if keyword.arg in {"to", "through"}]
        for target in [*node.args[:1], *keywords]:
            room = _room_named(target)
            if room:
                yield node.lineno, room


def _room_named(target: ast.AST) -> str | None:
    """`contacts` for "contacts.Contact"; None for a class, "self", or a model of the same room."""
    match target:
        case ast.Attribute(attr="AUTH_USER_MODEL"):
            return "accounts"
        case ast.Call(args=[ast.Attribute(attr="AUTH_USER_MODEL"), *_]):
            return "accounts"
    text = text_of(target)
    return text.partition(".")[0] if text and "." in text else None
