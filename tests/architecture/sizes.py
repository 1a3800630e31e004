"""Sizes that a person can hold in mind. No list of exceptions."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rooms import place, python_modules, syntax_tree, templates

MODULE_LINES = 400
FUNCTION_LINES = 60
VIEW_LINES = 30
JOB_LINES = 10
TEMPLATE_LINES = 150
COMPLEXITY = 10

COMPLEXITY_RULE = "C901"
SILENCED = re.compile(rf"#\s*noqa(?!:)|#\s*noqa:[^#]*\b(?:{COMPLEXITY_RULE}|PLR09\d\d)\b")


def size_complaints(root: Path) -> list[str]:
    """Modules, functions, views, jobs and templates below `root` that are too long."""
    modules = [path for path in python_modules(root) if "migrations" not in path.parts]
    return [
        *(complaint for path in modules for complaint in _module_complaints(path, root)),
        *(complaint for path in templates(root) for complaint in _template_complaints(path, root)),
    ]


def complexity_complaints(pyproject: Path) -> list[str]:
    """What keeps ruff from refusing a function with more than ten ways through it."""
    lint = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    silenced = [
        *lint.get("ignore", []),
        *(rule for rules in lint.get("per-file-ignores", {}).values() for rule in rules),
    ]
    found = []
    if not {"C90", COMPLEXITY_RULE} & set(lint.get("select", [])):
        found.append("ruff does not select C90, so complexity is not held")
    if lint.get("mccabe", {}).get("max-complexity", COMPLEXITY + 1) > COMPLEXITY:
        found.append(f"ruff allows a complexity above {COMPLEXITY}")
    if any(COMPLEXITY_RULE.startswith(rule) for rule in silenced):
        found.append("ruff ignores complexity somewhere")
    return found


def _module_complaints(path: Path, root: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) > MODULE_LINES:
        yield f"{path.relative_to(root).as_posix()} has {len(lines)} lines, more than {MODULE_LINES}"
    for number, line in enumerate(lines, start=1):
        if SILENCED.search(line):
            yield f"{place(path, root, number)} silences a size or complexity rule"
    most, kind = _function_limit(path, root)
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > most:
                where = place(path, root, node.lineno)
                yield f"{where} {kind} {node.name} has {length} lines, more than {most}"


def _function_limit(path: Path, root: Path) -> tuple[int, str]:
    parts = path.relative_to(root).parts
    if path.name == "views.py" or "views" in parts[:-1]:
        return VIEW_LINES, "view"
    if path.name == "tasks.py":
        return JOB_LINES, "job"
    return FUNCTION_LINES, "function"


def _template_complaints(path: Path, root: Path) -> Iterator[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > TEMPLATE_LINES:
        yield f"{path.relative_to(root).as_posix()} has {lines} lines, more than {TEMPLATE_LINES}"
