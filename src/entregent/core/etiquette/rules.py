"""Rules: each has a code, a severity, its rows of the practice, and one function from a situation to evidence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from entregent.core.etiquette import families
from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.situation import Situation

Find = Callable[[Situation], Iterable[Evidence]]


class Needs(StrEnum):
    """What a rule cannot do without."""

    WORDS = "words"  # a text in a language that is read
    FACTS = "facts"  # a brief, a contact or a history: any language will do
    NOTE = "note"  # words about a person, in whatever field they stand


@dataclass(frozen=True, slots=True)
class Rule:
    """practice: rows of the practice it keeps. The first letter of the code is its family. anywhere: it finds words, be they in
    the subject or in a passage in another language."""

    code: str
    name: str
    severity: Severity
    practice: tuple[str, ...]
    needs: Needs
    find: Find
    anywhere: bool = False

    @property
    def family(self) -> str:
        return self.code[0]


def rule(
    code: str, severity: Severity, *practice: str, needs: Needs = Needs.WORDS, anywhere: bool = False
) -> Callable[[Find], Rule]:
    """Make a rule of the function, whose name becomes its own."""

    def made(find: Find) -> Rule:
        return Rule(code, find.__name__.replace("_", "-"), severity, practice, needs, find, anywhere)

    return made


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule of every family by its code, in their order. A family is a module of `families`; nothing else lists them."""
    modules = [import_module(f"{families.__name__}.{found.name}") for found in iter_modules(families.__path__)]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Rule)]
    by_code = {one.code: one for one in sorted(found, key=lambda one: one.code)}
    if len(by_code) != len(found):
        raise ValueError("two rules have one code")
    return by_code
