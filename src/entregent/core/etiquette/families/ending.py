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
    """A doubt where phrases and the ear do not agree: stiff thanks sound like an end, « we have finished early » is none."""
    if s.facts.brief.purpose is Purpose.CLOSING and not s.sounds(Cue.ENDS, "ENDS"):
        is_doubt = s.has_cue(Cue.ENDS) or s.ear.is_sure("ENDS")
        yield Evidence(severity=Severity.HINT if is_doubt else None)
