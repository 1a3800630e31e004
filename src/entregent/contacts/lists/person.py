"""Somebody as a line of a list says them, before anything is looked up."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Person:
    """number: of the line or card, from 1. facts: kind and value as written. learned_on: a day in ISO form, "" where none is said.
    is_heading: no person, but a title amid the lines. left_out: what it said that may not be kept (`lists.guarding`).
    """

    number: int
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    outlets: list[str] = field(default_factory=list)
    role: str = ""
    tags: list[str] = field(default_factory=list)
    language: str = ""
    form: str = ""
    in_peace: bool = False
    learned_on: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    is_heading: bool = False
    left_out: list[str] = field(default_factory=list)

    def called(self) -> str:
        """Their name; without one, the outlet's, then an address."""
        name = self.name or f"{self.given_name} {self.family_name}".strip()
        return (
            name or next(iter(self.outlets), "") or next((value for kind, value in self.facts if kind == "email"), "")
        )
