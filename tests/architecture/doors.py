"""A room uses another room only through its doors."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rooms import called_name, place, python_modules, room_of, syntax_tree, text_of

DOORS = frozenset({"models", "selectors", "actions", "permissions", "errors", "wording", "guard"})
# Made to be used from everywhere above them: they hold no table of a trade.
LIBRARIES = frozenset({"core", "archive", "channels", "connectors", "jobs", "ui"})
# They put rooms together and nothing of the trade stands above them: the ladder is enough.
ASSEMBLIES = frozenset({"web", "demo", "cli", "__main__"})
# What an assembly must name because Django (or the command line) is told about each room there.
EXTRA_DOORS = {
    "web": frozenset({"urls", "tasks", "apps", "personal_data", "coming_in"}),
    "cli": frozenset({"cli"}),
    "watches": frozenset({"letters", "rates", "open_addresses"}),  # it writes to members by the same mail server
    "messages": frozenset({"letters"}),  # the gate uses the same mail server
    "relations": frozenset(
        {"letters", "rates", "open_addresses"}
    ),  # the weekly letter, and calendars at open addresses
    "privacy": frozenset({"letters", "rates", "open_addresses"}),  # people's own pages, and letters that lead to them
    "contacts": frozenset({"rates", "open_addresses"}),  # the address books that devices ask for by themselves
    "listening": frozenset(
        {"rates", "open_addresses"}
    ),  # its hubs call at an open address, limited like those for coming in
}


def doors_complaints(root: Path) -> list[str]:
    """Imports below `root` (a folder like src/entregent) that enter a room elsewhere than by a door."""
    return [complaint for path in python_modules(root) for complaint in _module_complaints(path, root)]


def _module_complaints(path: Path, root: Path) -> Iterator[str]:
    room = room_of(path, root)
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{place(path, root, node.lineno)} imports relatively; write the whole name"
            continue
        for target in _imported(node, root):
            if not _is_open(room, target):
                line = getattr(node, "lineno", 0)
                yield (
                    f"{place(path, root, line)} enters entregent.{'.'.join(target)}; "
                    f"the doors of {target[0]} are {', '.join(sorted(DOORS))}"
                )


def _imported(node: ast.AST, root: Path) -> Iterator[tuple[str, ...]]:
    """Modules of the package that a node imports, as parts below the package."""
    match node:
        case ast.Import(names=names):
            dotted = [name.name for name in names]
        case ast.ImportFrom(module=str() as module, names=names):
            dotted = [_module_named(module, name.name, root) for name in names]
        case ast.Call() if called_name(node) in {"import_module", "__import__"} and node.args:
            dotted = [text_of(node.args[0]) or ""]
        case _:
            return
    for parts in {tuple(name.split(".")) for name in dotted}:
        if parts[0] == root.name and len(parts) > 1:
            yield parts[1:]


def _module_named(module: str, name: str, root: Path) -> str:
    """`from a import b` means the module a.b where there is one, else a name that stands in a."""
    folder = root.parent.joinpath(*module.split("."), name)
    is_module = folder.with_suffix(".py").is_file() or folder.is_dir()
    return f"{module}.{name}" if is_module else module


def _is_open(room: str, target: tuple[str, ...]) -> bool:
    other, *inside = target
    if other == room or other in LIBRARIES or other in ASSEMBLIES or not inside:
        return True
    return inside[0] in DOORS or inside[0] in EXTRA_DOORS.get(room, frozenset())
