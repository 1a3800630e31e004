"""The rooms and their rungs, read from the one place that says them: pyproject.toml's ladder."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "entregent"
PYPROJECT = PROJECT / "pyproject.toml"

Rungs = Mapping[str, int]


def ladder_layers(pyproject: Path = PYPROJECT) -> list[list[str]]:
    """Rooms of each rung, highest first; brackets (a rung kept for a room to come) are taken off."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "ladder")
    return [[room.strip().strip("()") for room in layer.split("|")] for layer in layers]


def ladder_rungs(pyproject: Path = PYPROJECT) -> Rungs:
    """Room → height of its rung; the core is 0."""
    layers = ladder_layers(pyproject)
    return {room: height for height, layer in enumerate(reversed(layers)) for room in layer}


def may_use(room: str, other: str, rungs: Rungs) -> bool:
    """Whether `room` stands strictly above `other`, or is it."""
    return room == other or rungs[room] > rungs[other]


def room_of(path: Path, root: Path) -> str:
    """First folder (or module) of the package on the way to `path`."""
    return path.relative_to(root).parts[0].removesuffix(".py")


def python_modules(root: Path) -> Iterator[Path]:
    """Every Python file below `root`, migrations included."""
    return iter(sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts))


def templates(root: Path) -> Iterator[Path]:
    """Every file that stands in a `templates` folder."""
    return iter(sorted(path for path in root.rglob("templates/**/*") if path.is_file()))


def syntax_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, root: Path, line: int) -> str:
    """`room/module.py:12`, as an editor opens it."""
    return f"{path.relative_to(root).as_posix()}:{line}"


def called_name(call: ast.Call) -> str:
    """Last word of what is called: `reverse` for both `reverse(...)` and `urls.reverse(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def text_of(node: ast.AST | None) -> str | None:
    """The literal text of a node, None when it is anything else."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case _:
            return None
