"""P: the person, and what may be written of them, in a message as in a note, a field, an import."""

import re
from collections.abc import Iterator

from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.rules import Needs, rule
from entregent.core.etiquette.situation import Situation

OWN_LINE = re.compile(r"^(?![ \t]*>)[^\n]+", re.MULTILINE)


@rule("P101", Severity.BLOCK, "L4", needs=Needs.FACTS)
def do_not_contact(s: Situation) -> Iterator[Evidence]:
    if s.facts.contact.do_not_contact:
        yield Evidence(words=s.facts.contact.name)


@rule("P102", Severity.BLOCK, "L5", needs=Needs.NOTE)
def sensitive(s: Situation) -> Iterator[Evidence]:
    yield from _matches(s, s.words.sensitive)


@rule("P103", Severity.BLOCK, "L5", needs=Needs.NOTE)
def rating(s: Situation) -> Iterator[Evidence]:
    yield from _matches(s, s.words.rates)
    if s.is_note:
        yield from _matches(s, s.words.rates_in_a_note)


def _matches(s: Situation, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Between quotes as well: whoever said it first, it is written down here. Quoted mail is theirs."""
    for line in OWN_LINE.finditer(s.plain):
        for found in pattern.finditer(line[0]):
            yield s.span(line.start() + found.start(), line.start() + found.end())
