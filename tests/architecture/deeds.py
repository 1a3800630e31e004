"""Every deed that is recorded has a sentence, every sentence a deed, and the record holds what the sentence says."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.rooms import called_name, place, python_modules, room_of, syntax_tree, text_of

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ALWAYS_SAID = frozenset({"who", "name"})
ARGUMENTS = frozenset({"by", "workspace", "about"})  # of record(); what else it is given are facts
ACTIONS = "entregent.history.actions"


@dataclass(frozen=True, slots=True)
class Deed:
    """A code where it stands. facts: those recorded, or those the sentence needs."""

    code: str
    room: str
    place: str
    facts: frozenset[str]


def deed_complaints(root: Path) -> list[str]:
    """Deeds below `root` that nobody can say, sentences of nothing, and facts that a sentence would miss."""
    records, complaints = _gathered(root)
    sentences = list(said_deeds(root))
    said = {one.code: one for one in sentences}
    recorded = {one.code for one in records}
    complaints += [f"{one.place} records {one.code}, which has no sentence" for one in records if one.code not in said]
    complaints += [
        f"{one.place} says {one.code}, which nothing records" for one in sentences if one.code not in recorded
    ]
    complaints += [
        f"{one.place} records {one.code} without {fact}, which its sentence says"
        for one in records
        if one.code in said
        for fact in sorted(said[one.code].facts - one.facts)
    ]
    return complaints + [
        f"{one.place} names {one.code} in the room {one.room}"
        for one in (*records, *sentences)
        if one.code.partition(".")[0] != one.room
    ]


def said_deeds(root: Path) -> Iterator[Deed]:
    """The keys of EVENTS in each room's wording.py, with what their sentences need."""
    for path in python_modules(root):
        if path.name != "wording.py":
            continue
        for node in syntax_tree(path).body:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id="EVENTS")], value=ast.Dict() as events)
                    | ast.AnnAssign(target=ast.Name(id="EVENTS"), value=ast.Dict() as events)
                ):
                    for key, event in zip(events.keys, events.values, strict=True):
                        texts = (text_of(part) for part in ast.walk(event))
                        needed = {name for text in texts if text for name in PLACEHOLDER.findall(text)}
                        line = place(path, root, event.lineno)
                        yield Deed(text_of(key) or "?", room_of(path, root), line, frozenset(needed - ALWAYS_SAID))


def _gathered(root: Path) -> tuple[list[Deed], list[str]]:
    """The calls of history's `record`, and those whose code or facts cannot be read where they stand."""
    records, complaints = [], []
    for path in python_modules(root):
        tree = syntax_tree(path)
        if not _imports_record(tree):
            continue
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if called_name(call) != "record":
                    continue
                where, code, facts = place(path, root, call.lineno), text_of(call.args[0]), _facts(call, function)
                if code is None:
                    complaints.append(f"{where} records a code that is not written there")
                elif facts is None:
                    complaints.append(f"{where} records facts of {code} that are not written in its function")
                else:
                    records.append(Deed(code, room_of(path, root), where, frozenset(facts)))
    return records, complaints


def _imports_record(tree: ast.Module) -> bool:
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == ACTIONS)
    return any(name.name == "record" for node in imports for name in node.names)


def _facts(call: ast.Call, function: ast.FunctionDef) -> set[str] | None:
    """Names of the facts a call gives, those of `**said` included when `said = {...}` stands in the same function."""
    facts: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg:
            facts.add(keyword.arg)
            continue
        written = _written(keyword.value, function)
        if written is None:
            return None
        facts |= written
    return facts - ARGUMENTS


def _written(value: ast.expr, function: ast.FunctionDef) -> set[str] | None:
    if isinstance(value, ast.Name):
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as written) if name == value.id:
                    return _written(written, function)
        return None
    if isinstance(value, ast.Dict):
        keys = {text_of(key) for key in value.keys}
        return None if None in keys else {key for key in keys if key}
    return None
