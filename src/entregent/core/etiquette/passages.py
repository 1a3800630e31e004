"""Passages of a message that are read for themselves: the subject, and sentences in the other language that is read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from entregent.core.etiquette.facts import Message
from entregent.core.etiquette.findings import Evidence
from entregent.core.etiquette.situation import Situation
from entregent.core.etiquette.tongue import in_another, tongue_of


@dataclass(frozen=True, slots=True)
class Passage:
    """own: the passage as a situation. at: where it stands in the text seen of the whole message; None for the subject."""

    own: Situation
    whole: Situation
    at: int | None

    def placed(self, evidence: Evidence, code: str) -> Evidence:
        """The same evidence, in characters of the text given; without a place in the subject, whose sound may make it a doubt."""
        if self.at is None:
            return replace(evidence, start=None, end=None, is_doubted=self.whole.ear.doubts_subject(code))
        if evidence.start is None or evidence.end is None:
            return evidence
        start, end = self.whole.seen.origin(self.at + evidence.start, self.at + evidence.end)
        return replace(evidence, start=start, end=end)


def passages(whole: Situation) -> Iterator[Passage]:
    """None in a language that is not read."""
    if whole.language is None or whole.is_note:
        return
    if subject := whole.facts.message.subject:
        yield _passage(whole, subject, tongue_of(subject) or whole.language, None)
    for language, run in in_another(whole.read.sentences, whole.language):
        yield _passage(whole, whole.seen.text[run[0].start : run[-1].end], language, run[0].start)


def _passage(whole: Situation, text: str, language: str, at: int | None) -> Passage:
    facts = replace(whole.facts, message=Message(text))
    return Passage(Situation(facts, language, is_whole=True, whole=whole), whole, at)
