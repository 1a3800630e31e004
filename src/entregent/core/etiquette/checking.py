"""The check: every rule, asked once, of one message or one note."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from entregent.core.etiquette.facts import Brief, Contact, Exchange, Facts, Limits, Message
from entregent.core.etiquette.findings import Evidence, Finding, Severity
from entregent.core.etiquette.passages import Passage, passages
from entregent.core.etiquette.profile import Profile
from entregent.core.etiquette.rules import Needs, Rule, all_rules
from entregent.core.etiquette.situation import Situation
from entregent.core.text.encoder import Encoder
from entregent.core.text.tone import Tone

NOTHING = Profile()
USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Report:
    """findings: the gravest first, then by their place. language: ISO 639-1, None when it cannot be told. tone: None in a
    language that is not read. is_cut: only the beginning of a very long text was read."""

    findings: tuple[Finding, ...]
    language: str | None
    tone: Tone | None
    is_cut: bool

    @property
    def is_blocked(self) -> bool:
        return any(one.blocks for one in self.findings)


def check(
    message: Message | str,
    brief: Brief | None = None,
    contact: Contact | None = None,
    history: Sequence[Exchange] = (),
    *,
    language: str | None = None,
    today: date | None = None,
    limits: Limits = USUAL,
    profile: Profile = NOTHING,
    encoder: Encoder | None = None,
) -> Report:
    """Return what the rules say of a message before it leaves.

    message: with its subject and visible addresses, or its text alone. language: "fr" or "en" where it is known; else it is
    told from the words. today: without it, what counts days is not judged. encoder: tells whether it is
    their subject, and what sentences sound like; without one, words do.
    """
    written = Message(message) if isinstance(message, str) else message
    facts = Facts(written, brief or Brief(), contact or Contact(), tuple(history), today, limits)
    return _judged(all_rules().values(), Situation(facts, language, encoder=encoder), profile)


def check_note(text: str, *, language: str | None = None, profile: Profile = NOTHING) -> Report:
    """Return what may not be kept about a person in this text: a note, a field, a line of an import."""
    notes = [one for one in all_rules().values() if one.needs is Needs.NOTE]
    return _judged(notes, Situation(Facts(Message(text)), language, is_note=True), profile)


def _judged(rules: Iterable[Rule], situation: Situation, profile: Profile) -> Report:
    asked = list(rules)
    found = [finding for one in asked for finding in _findings(one, situation, profile)]
    found = _calmed(_with_passages(found, asked, situation, profile))
    found.sort(key=lambda one: (one.severity.rank, one.evidence.start is None, one.evidence.start or 0, one.code))
    tone = situation.tone.moved(situation.seen.origin) if situation.tone else None
    return Report(tuple(found), situation.told, tone, situation.seen.is_cut)


def _with_passages(found: list[Finding], rules: Iterable[Rule], whole: Situation, profile: Profile) -> list[Finding]:
    """And what rules of words say of passages; where words are found, how they sound is not said as well."""
    anywhere = [one for one in rules if one.anywhere]
    more = [
        finding
        for passage in passages(whole)
        for one in anywhere
        for finding in _findings(one, passage.own, profile, passage)
    ]
    placed = {(one.code, one.evidence.start, one.evidence.end) for one in found if one.evidence.start is not None}
    new = [one for one in more if (one.code, one.evidence.start, one.evidence.end) not in placed]
    return [one for one in found if not any(_is_told(one, words) for words in new)] + new


def _is_told(heard: Finding, words: Finding) -> bool:
    """Whether what is only heard is said by words that were found there."""
    if heard.code != words.code or not heard.evidence.is_heard:
        return False
    start, end, place = heard.evidence.start, heard.evidence.end, words.evidence.start
    if start is None or end is None or place is None:
        return start is None and place is None
    return start <= place < end


def _calmed(found: list[Finding]) -> list[Finding]:
    """Doubts do not add up: of those that warn, the first does, and the others hint."""
    doubts = [at for at, one in enumerate(found) if one.evidence.is_doubted and one.severity is Severity.WARN]
    milder = {at: replace(found[at], severity=Severity.HINT) for at in doubts[1:]}
    return [milder.get(at, one) for at, one in enumerate(found)]


def _findings(rule: Rule, situation: Situation, profile: Profile, passage: Passage | None = None) -> Iterator[Finding]:
    severity = profile.severity(rule.code, rule.severity)
    if severity is None or (situation.language is None and rule.needs is not Needs.FACTS):
        return
    waived = profile.waivers.get(rule.code, "")
    seen: set[tuple[int | str | None, int | None]] = set()
    for found in rule.find(situation):
        evidence = passage.placed(found, rule.code) if passage else found
        place = (evidence.words if evidence.start is None else evidence.start, evidence.end)
        if place not in seen:
            seen.add(place)
            yield Finding(rule.code, _weight(severity, rule, evidence), evidence, waived)


def _weight(severity: Severity, rule: Rule, evidence: Evidence) -> Severity:
    """severity: what the workspace gives the rule. A milder case stays as mild as it is; what is only heard never blocks."""
    own = evidence.severity
    if own and (evidence.is_heard or own.rank > rule.severity.rank):
        return max(own, severity, key=lambda one: one.rank)
    given = own if own and severity is rule.severity else severity
    return given.milder if evidence.is_doubted else given
