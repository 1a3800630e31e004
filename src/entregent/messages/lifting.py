"""Why rules do not hold for a message: somebody lifted them for what was found then, or the law makes us write it."""

from collections.abc import Mapping
from dataclasses import replace

from entregent.core.etiquette import Finding, Report
from entregent.messages.manners import NEVER_LIFTED
from entregent.messages.models import Message

BY_LAW = "GDPR"  # the reason kept for what the law makes us write
LIFTED_BY_LAW = ("P101", "B103", "B104", "M102", "M103", "M106")
LONGEST = 300  # characters of what was seen that are kept


def lifted_by_law(message: Message) -> Mapping[str, str]:
    """What is owed by law leaves whatever somebody asked for: it asks for nothing."""
    return dict.fromkeys(LIFTED_BY_LAW, BY_LAW) if message.is_owed else {}


def with_waivers(report: Report, message: Message) -> Report:
    """The report with what was lifted for the message, as far as it still holds: a waiver is for what was seen, not for a rule."""
    if message.is_owed or message._state.adding:
        return report
    given = message.waivers.exclude(code__in=NEVER_LIFTED)
    holds = {one.code: one.reason for one in given if blocking(report, one.code) <= {*one.seen}}
    if not holds:
        return report
    found = [replace(one, waived=holds.get(one.code, "")) for one in report.findings]
    return replace(report, findings=tuple(found))


def seen_by(report: Report, code: str) -> list[str]:
    """All that a rule finds, as a waiver keeps it."""
    return sorted({seen_of(one) for one in report.findings if one.code == code})


def blocking(report: Report, code: str) -> set[str]:
    """What of it blocks; what is only heard comes and goes with the sentence around it, and never does."""
    return {seen_of(one) for one in report.findings if one.code == code and one.blocks}


def seen_of(finding: Finding) -> str:
    """The words found; where a rule read none, what it counted: another no is another matter."""
    seen = finding.evidence
    words = seen.words or "; ".join(f"{name}: {value}" for name, value in sorted(seen.values.items()))
    return " ".join(words.split())[:LONGEST].casefold()
