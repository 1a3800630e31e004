"""What the product can be told (settings, commands, options) stands in its reference pages."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tests.architecture.rooms import place, python_modules, syntax_tree, text_of

SETTING = re.compile(r"\b(?:ENTREGENT_[A-Z0-9_]+|DATABASE_URL)\b")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def setting_complaints(page: Path, names: Iterable[str]) -> list[str]:
    """Settings that `page` does not explain, and settings it explains that are never read."""
    if not page.is_file():
        return [f"{page.name} is missing"]
    text = page.read_text(encoding="utf-8")
    known = set(names)
    missing = [name for name in sorted(known) if not re.search(rf"\b{re.escape(name)}\b", text)]
    unread = sorted(set(SETTING.findall(text)) - known)
    return [
        *(f"{page.name} does not explain {name}" for name in missing),
        *(f"{page.name} explains {name}, which nothing reads" for name in unread),
    ]


def undeclared_settings(root: Path, names: Iterable[str]) -> list[str]:
    """Names of settings written in the code below `root` that are not in `names`."""
    known = set(names)
    return [
        f"{place(path, root, node.lineno)} uses {text}, which VARIABLES does not declare"
        for path in python_modules(root)
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.Constant) and (text := text_of(node)) and SETTING.fullmatch(text) and text not in known
    ]


def command_complaints(page: Path, program: click.Command, *, name: str = "entregent") -> list[str]:
    """Commands without a heading of their own in `page`, and options absent below that heading."""
    if not page.is_file():
        return [f"{page.name} is missing"]
    sections = _sections(page.read_text(encoding="utf-8"))
    found = []
    for path, command in _commands(program, name):
        section = sections.get(path)
        if section is None:
            found.append(f"{page.name} has no heading `{path}`")
            continue
        found += [
            f"{page.name} does not explain {option} under `{path}`"
            for option in _options(command)
            if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", section)
        ]
    return found


def _sections(text: str) -> dict[str, str]:
    """Heading, without its backticks → the text up to the next heading."""
    _, *rest = HEADING.split(text)
    return {title.replace("`", "").strip(): body for title, body in zip(rest[::2], rest[1::2], strict=True)}


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """The program and every visible command below it, each with the words one types."""
    yield path, command
    if not isinstance(command, click.Group):
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below and not below.hidden:
            yield from _commands(below, f"{path} {name}")


def _options(command: click.Command) -> list[str]:
    """The longest spelling of each visible option."""
    options = (parameter for parameter in command.params if isinstance(parameter, click.Option))
    return [max(option.opts, key=len) for option in options if not option.hidden and option.name != "help"]
