"""Findings: what a rule says of a message, where, and on what evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """BLOCK: does not leave, unless somebody writes why it should. WARN: look again. HINT: could be better."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def milder(self) -> "Severity":
        return list(Severity)[min(self.rank + 1, Severity.HINT.rank)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule saw: a half-open range of characters of the text, None where something is missing or stands elsewhere.

    words: what was seen, as written. values: what the sentence of the rule names. instead: other words, "" when none.
    severity: where this case is less grave than the rule, or graver. is_heard: no word says so, a whole sentence sounds so;
    is_doubted: words say so in a sentence that does not sound so, which makes it one degree milder.
    """

    start: int | None = None
    end: int | None = None
    words: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    instead: str = ""
    severity: Severity | None = None
    is_heard: bool = False
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and its evidence. waived: why it does not hold here, in the words of who decided so; "" when it holds."""

    code: str
    severity: Severity
    evidence: Evidence
    waived: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK and not self.waived
