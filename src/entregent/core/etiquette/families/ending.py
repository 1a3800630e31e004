"""E: how one ends."""

from collections.abc import Iterator

from entregent.core.etiquette.facts import Purpose
from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.lexicon import Cue
from entregent.core.etiquette.rules import rule
from entregent.core.etiquette.situation import Situation


@rule("E101", Severity.WARN, "E8")
def no_thanks(s: Situation) -> Iterator[Evidence]:
    if s.purpose is Purpose.CLOSING and not s.thanks:
        yield Evidence()


@rule("E102", Severity.WARN, "E8")
def end_not_said(s: Situation) -> Iterator[Evidence]:
    """A doubt where it sounds so in words that no phrase has: stiff letters of thanks do too."""
    if s.facts.brief.purpose is Purpose.CLOSING and not s.has_cue(Cue.ENDS):
        yield Evidence(severity=Severity.HINT if s.hears("ENDS") else None)
