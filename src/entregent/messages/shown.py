"""What the margin shows: each finding in the reader's words, what may be done about it, and the text with its places marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from entregent.core.etiquette import Evidence, Finding, Report, Severity
from entregent.core.etiquette.sentences import message_of, pages, remedy_of
from entregent.core.text.tone import Person, Tone
from entregent.messages.manners import NEVER_LIFTED
from entregent.messages.models import Waiver
from entregent.messages.wording import ADDRESSES, ICONS, PERSONS, SEVERITIES, reader_language

EASY, HARD = 60, 40  # of Flesch and of Kandel–Moles: plain above, hard below


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is shown.

    number: of its place in the text. waiver: who lifted it, and why. reason: what is, or was, written to lift it. others: of the
    same rule.
    """

    number: int
    code: str
    severity: Severity
    title: str
    sentence: str
    remedy: str
    words: str
    instead: str
    start: int | None
    end: int | None
    waived: str
    is_heard: bool = False
    is_doubted: bool = False
    waiver: Waiver | None = None
    reason: str = ""
    others: "tuple[Remark, ...]" = ()

    @property
    def places(self) -> "tuple[Remark, ...]":
        """All the places where the same rule says something."""
        return (self, *self.others)

    @property
    def label(self) -> Promise:
        return SEVERITIES[self.severity]

    @property
    def icon(self) -> str:
        return "check" if self.waived else ICONS[self.severity]

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK and not self.waived

    @property
    def can_lift(self) -> bool:
        return self.blocks and self.code not in NEVER_LIFTED

    @property
    def is_back(self) -> bool:
        """It blocks again: it was lifted for other words than those that stand there now."""
        return self.blocks and self.waiver is not None

    @property
    def look(self) -> str:
        """The class of its colour; the label and the icon say the same."""
        if self.waived:
            return ""
        return {Severity.BLOCK: "is-blocked", Severity.WARN: "is-late"}.get(self.severity, "")


def remarks(
    findings: Iterable[Finding], waivers: Iterable[Waiver] = (), reasons: Mapping[str, str] | None = None
) -> list[Remark]:
    """reasons: by code, what was being written to lift it."""
    language = reader_language()
    known = {one.code: one for one in waivers}
    reasons = {code: one.reason for code, one in known.items()} | dict(reasons or {})
    return [
        Remark(
            number=number,
            code=one.code,
            severity=one.severity,
            title=pages(language)[one.code].title,
            sentence=message_of(one, language),
            remedy=remedy_of(one, language),
            words=one.evidence.words[:200],
            instead=one.evidence.instead,
            start=one.evidence.start,
            end=one.evidence.end,
            waived=one.waived,
            is_heard=one.evidence.is_heard,
            is_doubted=one.evidence.is_doubted,
            waiver=known.get(one.code),
            reason=reasons.get(one.code, ""),
        )
        for number, one in enumerate(findings, 1)
    ]


def grouped(found: Sequence[Remark]) -> list[Remark]:
    """One remark for each rule, weight and way of finding, with its others: what is lifted is a rule."""
    alike: dict[tuple[str, Severity, bool, bool], list[Remark]] = {}
    for one in found:
        alike.setdefault((one.code, one.severity, one.is_heard, one.is_doubted), []).append(one)
    return [replace(first, others=tuple(others)) for first, *others in alike.values()]


def findings_of(rows: Iterable[dict[str, Any]]) -> list[Finding]:
    """Findings as a message kept them; those of a rule that exists no more are left out."""
    known = pages("en")
    return [
        Finding(
            row["code"],
            Severity(row["severity"]),
            _evidence_of(row),
            row["waived"],
        )
        for row in rows
        if row["code"] in known
    ]


def _evidence_of(row: dict[str, Any]) -> Evidence:
    """Rows of messages kept before sentences were heard do not say whether they were."""
    heard, doubted = row.get("heard", False), row.get("doubted", False)
    place = row["start"], row["end"], row["words"], row["values"], row["instead"]
    return Evidence(*place, is_heard=heard, is_doubted=doubted)


def marked(text: str, found: Sequence[Remark]) -> SafeString:
    """The escaped text with each place marked and leading to its finding; of two that overlap, the graver."""
    placed: list[Remark] = []
    for one in sorted(found, key=lambda one: one.is_heard):  # words are shown rather than the sentence around them
        if one.start is None or one.end is None or one.start >= one.end:
            continue
        if all(one.end <= (other.start or 0) or one.start >= (other.end or 0) for other in placed):
            placed.append(one)
    parts, at = [], 0
    for one in sorted(placed, key=lambda one: one.start or 0):
        parts.append(format_html("{}", text[at : one.start]))
        link = '<a class="place {}" href="#finding-{}" title="{}"><mark>{}</mark></a>'
        parts.append(format_html(link, one.look, one.number, one.title, text[one.start : one.end]))
        at = one.end or at
    parts.append(format_html("{}", text[at:]))
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped above


@dataclass(frozen=True, slots=True)
class ToneShown:
    """words: how many. ease: "easy", "middling", "hard", "" where there is too little to tell."""

    words: int
    ease: str
    readability: int | None
    formula: str
    speaks: Promise
    address: Promise | None


def tone_shown(tone: Tone | None) -> ToneShown | None:
    if tone is None or not tone.words:
        return None
    told = tone.readability
    ease = "" if told is None else "easy" if told >= EASY else "hard" if told < HARD else "middling"
    address = ADDRESSES[tone.address] if tone.address else None
    rounded = None if told is None else round(told)
    return ToneShown(tone.words, ease, rounded, tone.formula, PERSONS[Person(tone.person)], address)


@dataclass(frozen=True, slots=True)
class Margin:
    """All that stands beside a text. is_other: in a language that is not read."""

    found: list[Remark]
    preview: SafeString
    tone: ToneShown | None
    is_other: bool
    is_blocked: bool


def margin_of(
    report: Report, text: str, waivers: Iterable[Waiver] = (), reasons: Mapping[str, str] | None = None
) -> Margin:
    found = remarks(report.findings, waivers, reasons)
    is_other = bool(text.strip()) and report.language not in ("fr", "en")
    return Margin(grouped(found), marked(text, found), tone_shown(report.tone), is_other, report.is_blocked)
